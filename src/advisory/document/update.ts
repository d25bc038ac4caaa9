import type { AdvisoryContent } from '../content.ts';
import type { Advisory } from '../model.ts';
import { fail, ok, type Result } from '../../common/result.ts';
import { isWhole, READ_ONLY_KEYS, WRITABLE_KEYS, type AdvisoryDocument } from './document.ts';
import { frontLine, frontOf, scalarText, writableFront, type Front, type FrontValue } from './front.ts';
import { newListBlock } from './list-block.ts';
import { parseDocument } from './parse.ts';
import { bodyText } from './write.ts';
import type { FrontEntry } from './yaml.ts';

/** The document's form is broken, so nothing is written into it: what cannot be read could be lost. */
export interface NotWhole {
  readonly kind: 'not-whole';
}

/**
 * Writes other content into a document. Only the keys whose values differ are touched, and of a list only the entries
 * that differ: comments, order, spelling and unknown keys stay as they are.
 * @param states whether the credits were accepted, where that is known
 */
export function updateContent(
  document: AdvisoryDocument,
  content: AdvisoryContent,
  states: Advisory['credits'] = statesIn(document),
): Result<string, NotWhole> {
  return updated(document, writableFront(content, states), WRITABLE_KEYS, content.description);
}

/** The same with everything that GitHub holds, also what it keeps for itself. */
export function updateFrom(document: AdvisoryDocument, held: Advisory, content: AdvisoryContent): Result<string, NotWhole> {
  const { readOnly } = frontOf(held);
  const first = updated(document, writableFront(content, held.credits), WRITABLE_KEYS, content.description);
  if (!first.ok) return first;
  return updated(parseDocument(first.value), readOnly, READ_ONLY_KEYS, undefined);
}

function updated(
  document: AdvisoryDocument,
  target: Front,
  keys: readonly string[],
  description: string | undefined,
): Result<string, NotWhole> {
  if (!isWhole(document) || !document.front) return fail({ kind: 'not-whole' });
  const edits = keys.flatMap((key) => editOf(document, key, target.get(key), keys));
  if (description !== undefined && description !== document.text.slice(document.body.start, document.body.end))
    edits.push(bodyEdit(document, description));
  // Insertions in one place stay in their order: sort is stable.
  edits.sort((a, b) => a.start - b.start);
  let text = '';
  let at = 0;
  for (const { start, end, text: put } of edits) {
    text += document.text.slice(at, start) + put;
    at = end;
  }
  return ok(text + document.text.slice(at));
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function editOf(document: AdvisoryDocument, key: string, value: FrontValue | undefined, keys: readonly string[]): Edit[] {
  const eol = document.text.startsWith('---\r\n') ? '\r\n' : '\n';
  const entry = document.entries.find((one) => one.key.value === key) as FrontEntry | undefined;
  if (!entry)
    return value === undefined ? [] : [{ ...placeFor(document, key, keys), text: frontLine(key, value).replaceAll('\n', eol) }];
  if (same(entry.value.value, value)) return [];
  if (value === undefined) return [{ ...entry.block, text: '' }];
  if (typeof value === 'string' && entry.node.kind === 'text') {
    // The range of a block scalar goes over its last line end.
    const tail = /\r?\n$/.exec(document.text.slice(entry.node.start, entry.node.end))?.[0] ?? '';
    return [{ start: entry.node.start, end: entry.node.end, text: scalarText(value) + tail }];
  }
  if (typeof value === 'string') return [{ ...entry.block, text: frontLine(key, value).replaceAll('\n', eol) }];
  const block = newListBlock(document.text, entry, value)?.replaceAll(/\r?\n/g, eol);
  return [{ ...entry.block, text: block ?? frontLine(key, value).replaceAll('\n', eol) }];
}

/** Behind the nearest key that comes before it in the usual order; before all others where there is none. */
function placeFor(
  document: AdvisoryDocument,
  key: string,
  keys: readonly string[],
): { readonly start: number; readonly end: number } {
  const before = keys.slice(0, keys.indexOf(key));
  const last = document.entries.filter((one) => before.includes(one.key.value)).at(-1);
  const front = document.front ?? { start: 0, end: 0 };
  const readOnly = keys[0] === READ_ONLY_KEYS[0];
  const at = last ? last.block.end : readOnly ? front.end : front.start;
  return { start: at, end: at };
}

function bodyEdit(document: AdvisoryDocument, description: string): Edit {
  const fence = document.text.indexOf('\n', document.front?.end ?? 0);
  const eol = document.text.startsWith('---\r\n') ? '\r\n' : '\n';
  const start = fence < 0 ? document.text.length : fence + 1;
  const lead = fence < 0 ? eol : '';
  return { start, end: document.text.length, text: lead + bodyText(description).replace(/^\n/, eol).replace(/\n$/, eol) };
}

/** A list or a text says the same; nothing and an empty list are the same, too. */
function same(a: unknown, b: FrontValue | undefined): boolean {
  const empty = (value: unknown) => value === undefined || value === null || (Array.isArray(value) && value.length === 0);
  if (empty(a) || empty(b)) return empty(a) && empty(b);
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(
          Object.entries(one)
            .filter(([, field]) => field !== null && !(Array.isArray(field) && field.length === 0))
            .sort(([x], [y]) => (x < y ? -1 : 1)),
        )
      : one,
  );
}

function statesIn({ fields }: AdvisoryDocument): Advisory['credits'] {
  return fields.credits.flatMap(({ login, type, state }) =>
    login ? [{ login: login.value, type: type?.value ?? 'other', state: state?.value ?? null }] : [],
  );
}
