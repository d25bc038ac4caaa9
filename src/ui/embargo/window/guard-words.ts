import { loosens, type Loosened } from '../../../embargo/guard/guard.ts';
import { failureWords } from '../failures.ts';
import type { GuardState } from './guard-watch.ts';

export { isMendable } from '../../../embargo/guard/guard.ts';

/** What is loosened, in words. Names of settings, files and variables stand in it, never their values. */
export function loosenedWords({ kind, what, how }: Loosened): string {
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
      return WORKTREE[how ?? 'foreign'](what);
    case 'moved':
      return 'the workspace is in another place than its settings say';
    case 'config-broken':
      return "the clone's file of settings is gone or cannot be read";
    case 'unreadable':
      return `git gives no settings for ${what}`;
  }
}

const WORKTREE: Readonly<Record<NonNullable<Loosened['how']>, (name: string) => string>> = {
  gone: (name) => `the worktree ${name} is gone: its folder was deleted`,
  unregistered: (name) => `the clone knows the worktree ${name} no more`,
  elsewhere: (name) => `the worktree ${name} is gone, and its private branch is checked out in another one`,
  foreign: (name) => `something else lies where the worktree ${name} was`,
};

/** What *Mend* does beyond setting the guard again. */
function mending(what: readonly Loosened[]): string {
  if (what.some(({ how }) => how === 'gone')) return ' Mend makes it again on its private branch; what was in no commit is lost.';
  return what.some(({ how }) => how === 'unregistered') ? ' Mend takes it in again; its files stay as they are.' : '';
}

/** What a person can do about what cannot be mended from here. */
export function otherRemedy(what: readonly Loosened[]): string {
  if (what.some(({ kind }) => kind === 'environment')) return ' A variable was there when VS Code was started: start it without.';
  if (what.some(({ kind, how = 'foreign' }) => kind === 'worktree' && how === 'foreign'))
    return ' Take away what lies there, and push nothing from it; then mend.';
  if (what.some(({ how }) => how === 'elsewhere'))
    return ' Remove that other worktree, or check out another branch there; then mend.';
  return '';
}

/** The guard's state in a sentence. */
export function guardSentence(state: GuardState): string {
  switch (state.kind) {
    case 'holds':
      return 'The guard holds: pushes reach the private fork and nothing else.';
    case 'loosened':
      return `${state.what.some(loosens) ? 'The guard is loosened' : 'The guard holds, but something is missing'}: ${state.what.map(loosenedWords).join('; ')}.${mending(state.what)}`;
    case 'unknown':
      return `The guard could not be checked. ${failureWords(state.failure)}`;
    case 'unchecked':
      return state.why === 'untrusted'
        ? 'The guard is not checked in an untrusted folder. Trust this workspace to have it checked.'
        : 'The guard is being checked.';
  }
}
