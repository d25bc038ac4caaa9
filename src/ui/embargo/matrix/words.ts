import type { BranchRow, BranchState } from '../../../embargo/matrix.ts';
import { failureWords } from '../failures.ts';

/** A branch's state as a person sees it: words, and the name and colour of an icon. */
export interface StateWords {
  readonly words: string;
  readonly icon: string;
  readonly colour?: string;
}

const STATES: Readonly<Record<BranchState, StateWords>> = {
  'not-affected': { words: 'not affected', icon: 'circle-slash' },
  'not-ready': { words: 'not ready', icon: 'question' },
  unreadable: { words: 'cannot be read', icon: 'error', colour: 'list.errorForeground' },
  astray: { words: 'worktree is on another branch', icon: 'warning', colour: 'list.warningForeground' },
  untouched: { words: 'untouched', icon: 'circle-large-outline' },
  conflict: { words: 'conflict', icon: 'warning', colour: 'list.warningForeground' },
  differs: { words: 'fix differs', icon: 'diff-modified' },
  applied: { words: 'fix applied', icon: 'check' },
  tested: { words: 'tested', icon: 'pass', colour: 'testing.iconPassed' },
  failed: { words: 'tests failed', icon: 'error', colour: 'testing.iconFailed' },
  pushed: { words: 'pushed to the fork', icon: 'cloud-upload', colour: 'testing.iconPassed' },
  public: { words: 'public branch in your clone', icon: 'globe', colour: 'testing.iconPassed' },
};

export function branchState({ state, changed, conflicts }: Pick<BranchRow, 'state' | 'changed' | 'conflicts'>): StateWords {
  const it = STATES[state];
  // Git waits for the commit alone.
  if (state === 'conflict' && conflicts.length === 0) return { ...it, words: 'resolved, not committed', icon: 'git-commit' };
  // Somebody is at work there, though nothing is in a commit.
  return state === 'untouched' && changed > 0 ? { ...it, words: 'work begun', icon: 'edit' } : it;
}

/** A commit as people write it. */
export function shortCommit(commit: string): string {
  return commit.slice(0, 10);
}

/** What is known of a branch, by name, for a tooltip and for the table. */
export function branchFacts(row: BranchRow): readonly (readonly [string, string])[] {
  const facts: (readonly [string, string])[] = [
    ['Branch', row.name],
    ['State', branchState(row).words],
    ['Private branch', row.private],
    ['Commit', shortCommit(row.commit)],
    ['Stands on', shortCommit(row.base)],
    ['Commits of the fix', String(row.commits)],
    ['Changed files in no commit', String(row.changed)],
  ];
  if (row.why) facts.push(['Why', failureWords(row.why)]);
  if (row.conflicts.length > 0) facts.push(['In conflict', row.conflicts.slice(0, 10).join(', ')]);
  if (row.same !== undefined) facts.push(['Same fix as the first branch', row.same ? 'yes' : 'no']);
  facts.push(['Tests at this commit', row.tested ?? 'not run']);
  facts.push(['In the private fork', row.pushed ? 'yes' : 'no']);
  if (row.public) facts.push(['Public branch', row.public.branch]);
  return facts;
}

/** The row in a sentence, for a screen reader. */
export function spokenBranch(row: BranchRow): string {
  const parts = [
    `${row.name}: ${branchState(row).words}`,
    row.conflicts.length > 0 ? `${count(row.conflicts.length, 'file')} in conflict` : '',
    row.commits > 0 ? `${count(row.commits, 'commit')} of the fix` : '',
    row.changed > 0 ? `${count(row.changed, 'changed file')} in no commit` : '',
    row.commits > 0 ? (row.pushed ? 'in the private fork' : 'not in the private fork') : '',
  ];
  return `${parts.filter((part) => part !== '').join(', ')}.`;
}

export function count(number: number, what: string): string {
  return number === 1 ? `1 ${what}` : `${number} ${what}s`;
}
