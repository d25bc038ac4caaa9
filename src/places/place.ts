import type { RepositoryName } from '../advisory/model.ts';

/** What a reporter wrote: a frame, a link, a path, a name, a change, or a piece of source text. */
export type PlaceKind = 'traceback' | 'cframe' | 'permalink' | 'path' | 'symbol' | 'csymbol' | 'diff' | 'quote';

/** Something in a report that looks like a place in code. Offsets are UTF-16 units of the text; lines count from 1. */
export interface FoundPlace {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly kind: PlaceKind;
  /** As the reporter wrote it, with `/` between folders; for a permalink what stands behind the revision; null for a bare name or text. */
  readonly path: string | null;
  readonly line: number | null;
  readonly endLine: number | null;
  /** The function of a frame, or the name itself: dotted for Python, plain for C. */
  readonly symbol: string | null;
  /** The source line that the report quotes for this place, without the white space around it. */
  readonly quoted: string | null;
  /** Several source lines that stand one below the other in the file: the old side of a hunk, quoted code. */
  readonly block: readonly string[] | null;
  /** Only a place if the clone knows it: a bare file name, a name in prose. Nobody is told of one that leads nowhere. */
  readonly tentative: boolean;
  /** What shows that a name is meant as one: a code span, a call, or a word beside it (`the name function`). */
  readonly asCode: 'span' | 'call' | 'said' | null;
  /** Only for a permalink: revision and path are told apart by asking the clone, because both may hold slashes. */
  readonly link: PlaceLink | null;
}

export interface PlaceLink {
  readonly host: string;
  readonly repository: RepositoryName;
  /** Revision and path, decoded. */
  readonly segments: readonly string[];
}

/** How sure it is that a place leads where it leads: to the letter, by inference, or one of several that are as likely. */
export type Certainty = 'exact' | 'likely' | 'ambiguous';

/** A place in a tree of a clone. */
export interface ResolvedPlace {
  /** Commit id. */
  readonly revision: string;
  /** What the revision is called: a tag, a branch, a short id. */
  readonly revisionName: string;
  readonly path: string;
  /** null: the file as a whole. */
  readonly line: number | null;
  readonly endLine: number | null;
  /** The function or name that the place is about, as the file defines it. */
  readonly symbol: string | null;
  readonly certainty: Certainty;
  /** What a person should know before relying on it. */
  readonly note: string | null;
}

/** Why a place leads nowhere; the UI turns it into words. */
export type Unresolved =
  | { readonly why: 'no-clone' }
  | { readonly why: 'other-repository'; readonly repository: string }
  /** A link whose host is not the one on which the repository lives, whatever its path looks like. */
  | { readonly why: 'other-host'; readonly host: string }
  | { readonly why: 'unknown-revision'; readonly revision: string }
  | { readonly why: 'no-such-file'; readonly path: string; readonly revisionName: string }
  | { readonly why: 'no-such-line'; readonly path: string; readonly revisionName: string; readonly lines: number }
  | { readonly why: 'not-text'; readonly path: string }
  | { readonly why: 'foreign'; readonly folder: string }
  /** A name that nothing in the clone defines, or source text that stands nowhere. */
  | { readonly why: 'not-defined'; readonly revisionName: string }
  | { readonly why: 'git'; readonly kind: string };

/** Where a place leads; `candidates` are all that it may be, the best first, where it may be more than one thing. */
export type Resolution =
  { readonly resolved: ResolvedPlace; readonly candidates: readonly ResolvedPlace[] } | { readonly unresolved: Unresolved };

export interface ReportPlace {
  readonly found: FoundPlace;
  /** The revision as the reporter named it, in a link or for the whole report; null where no revision is named. */
  readonly said: string | null;
  readonly resolution: Resolution;
}

/** The file of a place that leads somewhere, else what the reporter wrote for one. */
export function writtenPath(found: FoundPlace): string {
  return found.path ?? found.symbol ?? found.text;
}

/** The same without any word of the report: for a notification, where nothing of a report may stand (law 3). */
export function shortReason(it: Unresolved): string {
  switch (it.why) {
    case 'no-clone':
      return reason(it);
    case 'other-repository':
      return 'This place is in another repository, of which no clone is known here.';
    case 'other-host':
      return 'This link leads to another host.';
    case 'unknown-revision':
      return 'The clone has no such revision. It may be newer than the clone.';
    case 'no-such-file':
      return 'There is no such file at the affected version.';
    case 'no-such-line':
      return `The file has only ${it.lines} lines at that version.`;
    case 'not-text':
      return 'It is no text file.';
    case 'foreign':
      return "It is not this project's file.";
    case 'not-defined':
      return `Nothing of that name is defined at ${it.revisionName}.`;
    case 'git':
      return 'Git could not read it from the clone. A partial clone may not have it: check it out there, then refresh.';
  }
}

/** Says in words why a place leads nowhere. */
export function reason(it: Unresolved): string {
  switch (it.why) {
    case 'no-clone':
      return 'No clone of this repository is known here. Open one as a folder, or name it in the setting "Advisory Triage: Clones".';
    case 'other-repository':
      return `It is in another repository, ${it.repository}, of which no clone is known here.`;
    case 'other-host':
      return `The link leads to ${it.host}, which is not where this repository lives.`;
    case 'unknown-revision':
      return `The clone has no revision ${it.revision}. It may be newer than the clone.`;
    case 'no-such-file':
      return `There is no ${it.path} at ${it.revisionName}.`;
    case 'no-such-line':
      return `${it.path} has only ${it.lines} lines at ${it.revisionName}.`;
    case 'not-text':
      return `${it.path} is no text file.`;
    case 'foreign':
      return `It lies below ${it.folder}, so it is not this project's.`;
    case 'not-defined':
      return `Nothing of that name is defined at ${it.revisionName}.`;
    case 'git':
      return 'Git could not read it from the clone. A partial clone may not have it: check it out there, then refresh.';
  }
}
