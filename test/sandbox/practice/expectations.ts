/**
 * What a careful reader finds in each practice report, and what that reader leaves alone.
 * A recogniser is measured against it; the texts are to be filled with `fillReport` first, like the reports.
 */
import { hardReports } from './expectations/hard.ts';
import { nativeReports } from './expectations/native.ts';
import { pythonReports } from './expectations/python.ts';
import type { PracticeRepositoryName } from './repository.ts';
import type { ReportName } from './reports.ts';

export type PlaceKind =
  | 'traceback'
  | 'permalink'
  | 'path'
  | 'symbol'
  | 'diff'
  /** A frame of a sanitizer, a debugger or a profiler that names a file. */
  | 'cframe'
  /** One that names only a function. */
  | 'csymbol';

export interface FoundPlace {
  /** An exact part of the report. */
  readonly text: string;
  readonly kind: PlaceKind;
  readonly path: string;
  readonly line?: number;
  readonly endLine?: number;
  /** Part of the line at `line`, or of the definition where there is no line. */
  readonly source?: string;
  /** Part of the line at `endLine`. */
  readonly endSource?: string;
  readonly symbol?: string;
  /** Where the symbol is defined, if no line is named. */
  readonly definedAt?: number;
  /** Tag, branch or placeholder of a commit; the report's own version if absent. */
  readonly at?: string;
}

export interface NoPlace {
  readonly text: string;
  readonly kind: PlaceKind;
  /** Why it leads nowhere at the version of the report. */
  readonly why: string;
}

export interface ReportExpectation {
  readonly report: ReportName;
  readonly repository: PracticeRepositoryName;
  /** Tag or branch of the version that a reader takes as affected; null if the report names none that exists. */
  readonly version: string | null;
  readonly found: readonly FoundPlace[];
  readonly nowhere: readonly NoPlace[];
}

/** Of every report, in the order of difficulty. */
export const expectations: readonly ReportExpectation[] = [...pythonReports, ...nativeReports, ...hardReports];
