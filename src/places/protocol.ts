import type { Result } from '../common/result.ts';
import type { GitFailure } from '../git/run.ts';
import type { Process } from '../process/process.ts';
import type { SinceWhen } from './carry/since.ts';
import type { Expert } from './experts.ts';
import type { ResolvedPlace } from './place.ts';
import type { ReportPlaces } from './report.ts';
import type { BranchRow, Clone, LookUp, MarkedLine } from './service.ts';

type Places = Clone & { readonly process: Process; readonly places: readonly ResolvedPlace[] };

/** What the editor asks the language server for, besides the protocol's own. Whatever it is may be cancelled. */
export interface PlacesRequests {
  'places/lookUp': { readonly params: LookUp; readonly result: ReportPlaces };
  /** The table branch × place. */
  'places/carry': {
    readonly params: Places & { readonly names?: readonly string[] };
    readonly result: Result<readonly BranchRow[], GitFailure>;
  };
  'places/since': { readonly params: Places; readonly result: Result<SinceWhen, GitFailure> };
  'places/experts': { readonly params: Places; readonly result: readonly Expert[] };
  /** Lines of a text as it stands in an editor at which places are. */
  'places/marks': {
    readonly params: Places & { readonly path: string; readonly text: string };
    readonly result: readonly MarkedLine[];
  };
  'places/lastChange': {
    readonly params: Clone & { readonly revision: string; readonly path: string; readonly line: number };
    readonly result: { readonly author: string; readonly time: number; readonly commit: string } | null;
  };
}

export type PlacesMethod = keyof PlacesRequests;

/** Sent without an answer: the clones may have been fetched into. */
export const FORGET_REFS = 'places/forgetRefs';

/** How far a request is, for the token that came with it. */
export interface Progress {
  readonly done: number;
  readonly all: number;
}

/** Every request may carry a token under which its progress is told. */
export interface WithProgress {
  readonly progressToken?: string | undefined;
}
