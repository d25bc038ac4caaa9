import type { PublicPull } from '../../github/public-pulls.ts';
import type { Process } from '../../process/process.ts';

/** By what the public pull request of a branch is known. */
export interface PullSigns {
  /** The branch that was made for it here; absent for one that somebody else makes. */
  readonly publicBranch?: string | undefined;
  /** The number of the public issue. */
  readonly issue?: number | undefined;
  readonly process: Process;
}

/**
 * The pull request of a branch among those for its base: one from the public branch that was made here, or one whose title
 * names the issue as the process's messages do (`gh-12345`). Of several a merged one counts, else the newest open one; one
 * that was closed without being merged is none.
 * @param pulls newest first
 */
export function publicPullFor(pulls: readonly PublicPull[], { publicBranch, issue, process }: PullSigns): PublicPull | undefined {
  const name = issue === undefined ? undefined : issueName(process, issue);
  const ours = pulls.filter(({ head, title }) => head === publicBranch || (name?.test(title) ?? false));
  return ours.find(({ isMerged }) => isMerged) ?? ours.find(({ isOpen }) => isOpen);
}

/** How titles name an issue: the word around `{issue}` in the process's first message; undefined where it has none. */
function issueName(process: Process, issue: number): RegExp | undefined {
  const [line = ''] = (process.handover?.messages?.first ?? '').split('\n');
  const form = /(?<before>[\w#-]*)\{issue\}/.exec(line)?.groups?.before;
  return form === undefined ? undefined : new RegExp(`(?<![\\w-])${form}${issue}(?!\\w)`, 'i');
}
