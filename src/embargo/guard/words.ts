import type { Loosened } from './check.ts';

/** What is loosened, as short as it can be said in a list. Values of settings never stand in it. */
export function loosenedName({ kind, what, how }: Loosened): string {
  switch (kind) {
    case 'worktree':
      return how === 'foreign' ? `something else lies where the worktree ${what} was` : `worktree ${what}`;
    case 'moved':
      return 'the workspace was moved';
    case 'config-broken':
      return `${what} cannot be read`;
    case 'unreadable':
      return `no settings of ${what}`;
    case 'setting':
    case 'file':
    case 'mode':
    case 'modules':
    case 'environment':
      return what;
  }
}

/** What became of a worktree that is none, in sentences: what is so, and what mending does or a person has to. */
export function worktreeWords({ what, how }: Pick<Loosened, 'what' | 'how'>): string {
  switch (how ?? 'foreign') {
    case 'gone':
      return `The worktree ${what} is gone: its folder was deleted. Mending makes it again on its private branch; commits are in the clone, what was in no commit is lost.`;
    case 'unregistered':
      return `The clone knows the worktree ${what} no more (git worktree prune or remove). Mending takes it in again, on its private branch; all files stay as they are.`;
    case 'elsewhere':
      return `The worktree ${what} is gone, and its private branch is checked out in another one (git worktree list). Remove that one, or check out another branch there; then mend.`;
    case 'foreign':
      return `Something else lies where the worktree ${what} was. It is left alone, and no guard holds in it: push nothing from there. Take it away, then mend: the worktree is made again.`;
  }
}

/** Whether mending brings back what was found. */
export function isMendable({ kind, how }: Loosened): boolean {
  if (kind === 'worktree') return how === 'gone' || how === 'unregistered';
  return kind !== 'environment' && kind !== 'unreadable';
}

/** What has to be done about what mending does not bring back, a sentence or two for each. */
export function remediesFor(found: readonly Loosened[]): readonly string[] {
  return found.filter((one) => !isMendable(one)).map(remedy);
}

function remedy(one: Loosened): string {
  switch (one.kind) {
    case 'worktree':
      return worktreeWords(one);
    case 'environment':
      return `The variable ${one.what} stands above settings: start this again without it.`;
    default:
      return `Git gives no settings for ${one.what}: see that the folder is there and yours, and that git config --list works elsewhere.`;
  }
}
