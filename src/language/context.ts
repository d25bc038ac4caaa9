import type { Advisory } from '../advisory/model.ts';
import type { Process } from '../process/process.ts';

/** A function that an advisory names and that the code does not have at an affected version. */
export interface AbsentFunction {
  readonly name: string;
  /** The name of the revision that was looked at. */
  readonly version: string;
}

/** What the language features know besides the document. Nothing of it has to be there: what is unknown is not judged. */
export interface LanguageContext {
  readonly process: Process;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The login of whoever writes; undefined when signed out. */
  readonly me: string | undefined;
  /** What GitHub holds of it, as last read; undefined for a draft of one's own. */
  readonly held: Advisory | undefined;
  /** Logins that certainly exist: seen on advisories, or on the team's roster. */
  readonly people: readonly string[];
  /** Logins of which GitHub says that there is no such account. */
  readonly absent: readonly string[];
  /** Versions that the product's tags name; undefined where no clone tells. */
  readonly releases: readonly string[] | undefined;
  /** Functions that were looked up in the clone and are not there. */
  readonly absentFunctions: readonly AbsentFunction[];
}

/** A context in which nothing is known but the process and the time. */
export function plainContext(process: Process, now: number): LanguageContext {
  return { process, now, me: undefined, held: undefined, people: [], absent: [], releases: undefined, absentFunctions: [] };
}
