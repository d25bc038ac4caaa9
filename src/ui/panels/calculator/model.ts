import { parseVector, type VectorFailure } from '../../../advisory/cvss/vector.ts';
import type { FromPage, Subject, ToPage, Version } from './messages.ts';
import { adopt, canonical, chooseIn, emptySheet, missingOf, showVersion, vectorOf, type Sheet } from './sheet.ts';

/** The text in the field while it is not simply the vector of what is chosen. */
export interface Draft {
  readonly text: string;
  /** What is wrong with it; offsets are in `text`. */
  readonly failure?: VectorFailure;
}

/** A sheet that was left with choices that its document does not have. */
export interface Shelved {
  readonly subject: Subject;
  readonly sheet: Sheet;
}

/** All that the calculator knows. It is data through and through, so that it can be kept while the page is out of sight. */
export interface State {
  /** The advisory that is scored; undefined before there was one. */
  readonly subject: Subject | undefined;
  /** Whether its document is under the cursor. */
  readonly present: boolean;
  readonly sheet: Sheet;
  readonly draft: Draft | undefined;
  /** Choices were made that the document is not known to have. */
  readonly dirty: boolean;
  /** What the host was asked to write last, and for what reason, while it has not said what became of it. */
  readonly waiting: { readonly vector: string; readonly why: 'choice' | 'apply' } | undefined;
  /** The last write failed. */
  readonly trouble: boolean;
  /** Whether choices are written as they are made. */
  readonly live: boolean;
  /** Optional groups that a person has opened or closed. */
  readonly folds: Readonly<Record<string, boolean>>;
  readonly shelf: readonly Shelved[];
}

export type Action =
  | { readonly kind: 'choose'; readonly metric: string; readonly value: string }
  /** A person types in the field. */
  | { readonly kind: 'type'; readonly text: string }
  /** The field is left. */
  | { readonly kind: 'settle' }
  /** The field goes back to what is chosen. */
  | { readonly kind: 'revert' }
  | { readonly kind: 'show'; readonly version: Version }
  | { readonly kind: 'fold'; readonly group: string; readonly open: boolean }
  | { readonly kind: 'set-live'; readonly on: boolean }
  | { readonly kind: 'apply' }
  | { readonly kind: 'copy' }
  /** Takes the document's vector in place of what is chosen. */
  | { readonly kind: 'take' }
  | { readonly kind: 'told'; readonly message: ToPage };

/** What follows from an action. */
export interface Step {
  readonly state: State;
  readonly messages: readonly FromPage[];
}

/** So many advisories whose choices are not written anywhere are remembered. */
const MOST_SHELVED = 20;

/** The calculator before it was told anything. */
export const START: State = {
  subject: undefined,
  present: false,
  sheet: emptySheet('4.0'),
  draft: undefined,
  dirty: false,
  waiting: undefined,
  trouble: false,
  live: true,
  folds: {},
  shelf: [],
};

/** Does one thing. Only what a person chooses or types makes a `changed`, and only when the vector is whole. */
export function step(state: State, action: Action): Step {
  switch (action.kind) {
    case 'choose':
      return chosen(state, chooseIn(state.sheet, action.metric, action.value), undefined);
    case 'type':
      return typed(state, action.text);
    case 'settle':
      return only(state.draft?.failure ? state : { ...state, draft: undefined });
    case 'revert':
      return only({ ...state, draft: undefined });
    case 'show':
      return only(shown(state, action.version));
    case 'fold':
      return only({ ...state, folds: { ...state.folds, [action.group]: action.open } });
    case 'set-live':
      return { state: { ...state, live: action.on }, messages: [{ kind: 'live', on: action.on }] };
    case 'apply': {
      const { subject } = state;
      if (!subject || !canApply(state)) return only(state);
      const vector = vectorOf(state.sheet);
      const next: State = { ...state, dirty: true, waiting: { vector, why: 'apply' }, trouble: false };
      return { state: next, messages: [{ kind: 'apply', name: subject.name, vector }] };
    }
    case 'copy':
      return canCopy(state) ? { state, messages: [{ kind: 'copy', vector: vectorOf(state.sheet) }] } : only(state);
    case 'take':
      return only(state.subject && canTake(state) ? loaded(state, state.subject) : state);
    case 'told':
      return only(told(state, action.message));
  }
}

/** Whether the vector shown is whole, and what the field says. */
export function canCopy({ sheet, draft }: State): boolean {
  return missingOf(sheet).length === 0 && !draft?.failure;
}

/** Whether there is something that could be written to the document. */
export function canApply(state: State): boolean {
  return state.present && canCopy(state) && !isWritten(state);
}

/** Whether the document has a text, and another one than what is shown here. */
export function canTake(state: State): boolean {
  const { subject, present, draft } = state;
  if (!subject || !present || subject.text.trim() === '') return false;
  return draft?.failure ? draft.text !== subject.text : !isWritten(state);
}

/** Whether the document has what is chosen; how it is written there does not count. */
export function isWritten({ subject, sheet }: State): boolean {
  return subject !== undefined && canonical(subject.text) === vectorOf(sheet);
}

function only(state: State): Step {
  return { state, messages: [] };
}

/** After a person has changed the sheet. The same vector is told again, too: another one may be on its way. */
function chosen(state: State, sheet: Sheet, draft: Draft | undefined): Step {
  if (sheet === state.sheet) return only(state);
  const { subject, present, live } = state;
  const next = { ...state, sheet, draft, waiting: undefined, trouble: false };
  const dirty = live || !isWritten(next);
  if (!subject || !present || missingOf(sheet).length > 0) return only({ ...next, dirty });
  const vector = vectorOf(sheet);
  return {
    state: { ...next, dirty, waiting: live ? { vector, why: 'choice' } : undefined },
    messages: [{ kind: 'changed', name: subject.name, vector }],
  };
}

function typed(state: State, text: string): Step {
  const draft = draftOf(text);
  const bare = text.trim();
  // Nothing is wrong with what is chosen so far, also where it is not whole.
  if (bare === vectorOf(state.sheet)) return only({ ...state, draft: { text } });
  const vector = parseVector(bare);
  return vector.ok ? chosen(state, adopt(state.sheet, vector.value), draft) : only({ ...state, draft });
}

/** A text in the field. White space around a vector, as it comes with pasting, is nothing that a person has to see to. */
export function draftOf(text: string): Draft {
  const vector = parseVector(text.trim());
  if (vector.ok) return { text };
  const before = text.length - text.trimStart().length;
  const { start, end } = vector.failure;
  return { text, failure: { ...vector.failure, start: start + before, end: end + before } };
}

function shown(state: State, version: Version): State {
  const sheet = showVersion(state.sheet, version);
  return sheet === state.sheet ? state : { ...state, sheet, draft: undefined };
}

function told(state: State, message: ToPage): State {
  switch (message.kind) {
    case 'live':
      return { ...state, live: message.on };
    case 'version':
      return shown(state, message.version);
    case 'nothing':
      return { ...state, present: false };
    case 'copied':
      return state;
    case 'written':
      return written(state, message);
    case 'vector': {
      const { name, text, wanted, held } = message;
      const subject: Subject = { name, text, wanted, ...(held && { held }) };
      const there = { ...state, subject, present: true };
      if (subject.name !== state.subject?.name) return turned(state, subject);
      return subject.text === state.subject.text ? there : followed(there, subject);
    }
  }
}

/** What became of a write. Of an older one than the last it is only known that the document has it. */
function written(state: State, { name, vector, ok }: { name: string; vector: string; ok: boolean }): State {
  const { subject, waiting } = state;
  if (subject?.name !== name) return state;
  const last = vector === waiting?.vector;
  if (!ok) return last ? { ...state, waiting: undefined, trouble: vector === vectorOf(state.sheet) } : state;
  const next = { ...state, subject: { ...subject, text: vector } };
  return last ? { ...next, dirty: false, waiting: undefined, trouble: false } : next;
}

/** The document has changed. It is followed, but for choices that it does not have: those are not thrown away unasked. */
function followed(state: State, subject: Subject): State {
  if (isWritten(state)) return { ...state, dirty: false, trouble: false };
  return state.dirty ? state : loaded(state, subject);
}

/** Another advisory is under the cursor. What was chosen for the one before is put on the shelf, unless it has it. */
function turned(state: State, subject: Subject): State {
  const others = state.shelf.filter((it) => it.subject.name !== subject.name);
  const leaving = state.subject && state.dirty ? [{ subject: state.subject, sheet: state.sheet }] : [];
  const shelf = [...others, ...leaving].slice(-MOST_SHELVED);
  const next = { ...state, subject, present: true, waiting: undefined, trouble: false, draft: undefined, shelf };
  const kept = state.shelf.find((it) => it.subject.name === subject.name && it.subject.text === subject.text);
  if (kept) return { ...next, sheet: kept.sheet, dirty: true };
  return loaded({ ...next, sheet: emptySheet(subject.wanted) }, subject);
}

/** Shows the document's vector. A malformed one is shown as it is, with what is wrong, and chooses nothing. */
function loaded(state: State, { text, wanted }: Subject): State {
  const next = { ...state, dirty: false, waiting: undefined, trouble: false, draft: undefined };
  if (text.trim() === '') return { ...next, sheet: emptySheet(wanted) };
  const vector = parseVector(text.trim());
  return vector.ok ? { ...next, sheet: adopt(state.sheet, vector.value) } : { ...next, draft: draftOf(text) };
}
