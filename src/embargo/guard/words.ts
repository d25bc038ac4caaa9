import type { Loosened } from './check.ts';

/** What is loosened, as short as it can be said in a list. Values of settings never stand in it. */
export function loosenedName({ kind, what }: Loosened): string {
  switch (kind) {
    case 'worktree':
      return `worktree ${what}`;
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
