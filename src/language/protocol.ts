import type { RepositoryName } from '../advisory/model.ts';
import type { LanguageContext } from './context.ts';
import type { LensSituation } from './lenses.ts';

/** A clone of the product, as the editor knows it. */
export interface ContextClone {
  readonly folder: string;
  readonly gitPath?: string | undefined;
  readonly side?: string | undefined;
  readonly about: RepositoryName;
  readonly hosts: readonly string[];
}

/** What the editor tells about a document that is open in it. */
export interface DocumentContext {
  readonly known: Omit<LanguageContext, 'releases' | 'absentFunctions' | 'now'>;
  readonly situation: Omit<LensSituation, 'findings'>;
  readonly clone: ContextClone | undefined;
  /** What a command is to be told for it to find the document again. */
  readonly argument: string;
}

/** Asked of the editor by the address of a document; null for one that is not to be looked at. */
export const CONTEXT = 'advisory/context';
/** Told by the editor: what it knows about a document, or about all of them, is another thing now. */
export const CONTEXT_CHANGED = 'advisory/contextChanged';

/** Told by the server: logins that stand in a document, and of which it does not know whether there is such an account. */
export const LOGINS = 'advisory/logins';

export interface LoginsNote {
  readonly uri: string;
  readonly logins: readonly string[];
}
export interface ContextRequest {
  readonly uri: string;
}
export interface ContextChange {
  readonly uri?: string;
}
