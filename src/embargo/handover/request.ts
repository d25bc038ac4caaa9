import type { Advisory } from '../../advisory/model.ts';
import type { WorkOptions } from '../../git/workbench.ts';
import type { Process } from '../../process/process.ts';
import type { ChangedFile } from './changes.ts';
import type { ChecklistItem } from './checklist.ts';
import type { Finding } from './lint.ts';
import type { PlanLine } from './plan.ts';

/** What is asked for: one branch of an embargo workspace as a public branch in the person's clone. */
export interface HandoverRequest {
  /** The workspace's folder. */
  readonly workspace: string;
  /** The product's branch, as the workspace names it. */
  readonly branch: string;
  /** Number of the public issue. */
  readonly issue: number;
  /** A folder in the person's clone. */
  readonly repo: string;
  /** Of a branch that follows: the public pull request and the commit that it brought. */
  readonly pr?: number;
  readonly commit?: string;
  /** The whole message, where a person has written it; absent: made from those of the private commits. */
  readonly message?: string;
  /**
   * Numbers of marked lines that a person has read and wants public. They say nothing of the texts: whoever gives them has
   * to have looked that these are still what was read.
   */
  readonly accepted?: readonly number[];
  /** The same by the ids that a plan gives its lines, and its `writer`: each holds for one text alone. */
  readonly acceptedLines?: readonly string[];
  /** The text of the NEWS entry, where a person has written it. */
  readonly news?: string;
  /** Absent: the document in the workspace, if there is one. */
  readonly report?: HandoverReport;
  /** Names and logins that are ordinary words, too: they are not looked for. */
  readonly ordinary?: readonly string[];
  readonly process: Process;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Make a branch although the team's bot makes it. */
  readonly anyway?: boolean;
}

/** What is private besides the workspace's own names. */
export interface HandoverReport {
  /** The report, the comments. */
  readonly texts: readonly string[];
  /** The private pull requests: what the fix's own commits say does not count in them. */
  readonly pulls?: readonly string[];
  /** Logins, names, mail addresses of all who are on the advisory. */
  readonly people: readonly string[];
  /** Those of them who found it, who do not stand as the author either; absent: all. */
  readonly reporters?: readonly string[];
  readonly cve?: string;
  /** The NEWS entry is made of it. */
  readonly advisory?: Advisory;
}

/** Parts of the work, in order, as progress tells them. */
export type HandoverStep = 'reading' | 'merging' | 'checking' | 'writing' | 'recording';

export interface HandoverOptions extends Pick<WorkOptions, 'gitPath' | 'signal'> {
  readonly onStep?: (step: HandoverStep) => void;
}

/** Everything that is shown before a branch is made. */
export interface HandoverPlan {
  readonly branch: string;
  readonly publicBranch: string;
  /** The branch that goes first; the others follow its pull request. */
  readonly first: string;
  /** The public commit that it is made on, and the remote that the clone has it from. */
  readonly base: string;
  readonly remote: string;
  /** The private commit that it is made from. */
  readonly of: string;
  /** Name and mail address: the person's, unless they have accepted the writer. */
  readonly author: string;
  /** Who wrote all private commits, if that is somebody else; the id is what they are accepted as the author by. */
  readonly writer?: { readonly author: string; readonly id: string };
  readonly isSigned: boolean;
  readonly message: string;
  readonly news?: NewsEntry;
  /** The lines of message and NEWS entry with their marks; then the lines of files that are marked. */
  readonly lines: readonly PlanLine[];
  readonly files: readonly ChangedFile[];
  /** Not empty: it would be refused. */
  readonly findings: readonly Finding[];
  /** What a person should know besides, in whole sentences. */
  readonly notes: readonly string[];
  readonly checklist: readonly ChecklistItem[];
}

export interface NewsEntry {
  readonly path: string;
  /** What the private branch calls it. */
  readonly from?: string;
  readonly text: string;
}

export interface HandoverDone {
  readonly branch: string;
  readonly publicBranch: string;
  readonly commit: string;
  readonly base: string;
  /** It was there already. */
  readonly already: boolean;
  readonly notes: readonly string[];
  readonly checklist: readonly ChecklistItem[];
}
