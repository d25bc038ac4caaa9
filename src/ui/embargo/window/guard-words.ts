import type { Loosened } from '../../../embargo/guard/guard.ts';
import { failureWords } from '../failures.ts';
import type { GuardState } from './guard-watch.ts';

/** What is loosened, in words. Names of settings, files and variables stand in it, never their values. */
export function loosenedWords({ kind, what }: Loosened): string {
  switch (kind) {
    case 'setting':
      return `the git setting ${what} is not the guard's`;
    case 'file':
      return `the guard's program ${what} is missing or another`;
    case 'mode':
      return `the guard's program ${what} cannot be run, or others may change it`;
    case 'modules':
      return `submodules can be set up (${what})`;
    case 'environment':
      return `the variable ${what} stands above settings`;
    case 'worktree':
      return `the folder ${what} is no worktree of this workspace`;
    case 'moved':
      return 'the workspace is in another place than its settings say';
    case 'config-broken':
      return "the clone's file of settings is gone or cannot be read";
    case 'unreadable':
      return `git gives no settings for ${what}`;
  }
}

/** What can be mended by setting the guard again; a variable of VS Code's own and a foreign folder cannot. */
export function isMendable({ kind }: Loosened): boolean {
  return kind !== 'environment' && kind !== 'worktree' && kind !== 'unreadable';
}

/** What a person can do about what cannot be mended from here. */
export function otherRemedy(what: readonly Loosened[]): string {
  if (what.some(({ kind }) => kind === 'environment')) return ' A variable was there when VS Code was started: start it without.';
  if (what.some(({ kind }) => kind === 'worktree')) return ' Look what became of that folder, and push nothing from there.';
  return '';
}

/** The guard's state in a sentence. */
export function guardSentence(state: GuardState): string {
  switch (state.kind) {
    case 'holds':
      return 'The guard holds: pushes reach the private fork and nothing else.';
    case 'loosened':
      return `The guard is loosened: ${state.what.map(loosenedWords).join('; ')}.`;
    case 'unknown':
      return `The guard could not be checked. ${failureWords(state.failure)}`;
    case 'unchecked':
      return state.why === 'untrusted'
        ? 'The guard is not checked in an untrusted folder. Trust this workspace to have it checked.'
        : 'The guard is being checked.';
  }
}
