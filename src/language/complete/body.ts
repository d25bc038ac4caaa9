import type { AdvisoryDocument } from '../../advisory/document/document.ts';
import { cleanTitle } from '../../advisory/title.ts';
import { regionsOf } from '../../places/find/regions.ts';
import { bodyParts, type Heading } from '../body/headings.ts';
import type { LanguageContext } from '../context.ts';
import { lineEndAt, skipBlanks } from '../front/scalars.ts';
import { lineEndOf } from '../words/line-end.ts';
import { literal, templateSnippet } from '../words/snippet.ts';
import { sortOf, type Completion } from './offer.ts';
import { knownPeople } from './people.ts';

/** The line of the cursor. */
interface CursorLine {
  readonly start: number;
  readonly end: number;
  /** From its start to the cursor. */
  readonly typed: string;
}

/** In the description: people behind `@`; where a line begins, the headings that are wanted and the team's templates. */
export function completeBody(document: AdvisoryDocument, offset: number, context: LanguageContext): readonly Completion[] {
  const { text } = document;
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const line = { start, end: lineEndAt(text, offset), typed: text.slice(start, offset) };
  const mention = /(?:^|[^\w@/.`+-])@([A-Za-z0-9-]{0,39})$/.exec(line.typed.slice(-60))?.[1];
  const rest = text.slice(offset, line.end);
  const isStart =
    /^(?:#{1,6}[ \t]{0,3})?[\p{L}\d-]{0,30}(?: [\p{L}\d-]{0,30}){0,3}$/u.test(line.typed.slice(0, 140)) &&
    line.typed.length < 140;
  if (mention === undefined && !isStart) return [];
  if (isCode(document, offset)) return [];
  if (mention !== undefined) return mentions(document, offset, mention, context);
  if (!/^[\p{L}\d-]{0,30}\s*$/u.test(rest.slice(0, 40)) || rest.length > 40) return [];
  return [...sections(document, line, context), ...(line.typed.startsWith('#') ? [] : templates(document, line, context))];
}

function isCode({ text, body }: AdvisoryDocument, offset: number): boolean {
  const source = text.slice(body.start, body.end);
  if (!/[`~]|^(?: {4}|\t)/m.test(source)) return false;
  const { blocks, spans } = regionsOf(source);
  const at = offset - body.start;
  // The cursor is in code also where that ends, or is still empty.
  return [...blocks, ...spans].some(({ start, end }) => start <= at && at <= end);
}

function mentions(document: AdvisoryDocument, offset: number, typed: string, context: LanguageContext): readonly Completion[] {
  const start = offset - typed.length - 1;
  const credited = document.fields.credits.flatMap(({ login }) => login?.value ?? []);
  const end = offset + (/^[A-Za-z0-9-]{0,39}/.exec(document.text.slice(offset, offset + 39))?.[0].length ?? 0);
  return knownPeople(undefined, context, credited).map(({ login, detail }, order) => ({
    label: login,
    ...(detail === '' ? {} : { detail }),
    edit: { start, end, text: `@${login}` },
    filter: `@${login}`,
    sort: sortOf(order),
    kind: 'person',
  }));
}

/** Headings that the process asks for and that are not there, in its order. */
function sections(document: AdvisoryDocument, line: CursorLine, { process }: LanguageContext): readonly Completion[] {
  const wanted = process.writing?.sections ?? [];
  if (wanted.length === 0) return [];
  const { headings } = bodyParts(document.text, document.body);
  const others = headings.filter(({ start }) => start !== line.start);
  const there = new Set(others.map(({ title }) => title.trim().toLowerCase()));
  const marks = '#'.repeat(levelOf(line, others, process));
  const eol = lineEndOf(document.text);
  const behind = document.text
    .slice(line.end, line.end + 4)
    .replaceAll('\r', '')
    .startsWith('\n\n')
    ? ''
    : eol;
  return wanted
    .filter(({ title, also = [] }) => ![title, ...also].some((one) => there.has(one.toLowerCase())))
    .map(({ title, words }, order) => ({
      label: `${marks} ${title}`,
      detail: words,
      edit: { start: line.start, end: line.end, text: `${marks} ${literal(title)}${eol}${behind}$0` },
      filter: line.typed.startsWith('#') ? `${'#'.repeat(6)} ${title}` : title,
      sort: sortOf(order),
      kind: 'section',
      snippet: true,
    }));
}

/** As many marks as were typed, as the other headings have, or as the team's template. */
function levelOf(line: CursorLine, others: readonly Heading[], { writing, templates }: LanguageContext['process']): number {
  const typed = /^#{2,6}(?= |$)/.exec(line.typed)?.[0].length;
  if (typed !== undefined && line.typed.includes(' ')) return typed;
  const template = templates?.[writing?.template ?? '']?.body ?? '';
  return others[0]?.level ?? /^#{1,6}(?= )/m.exec(template)?.[0].length ?? 2;
}

/** The team's templates, with what is known filled in. */
function templates(document: AdvisoryDocument, line: CursorLine, context: LanguageContext): readonly Completion[] {
  const { text, body } = document;
  const { writing, templates: known = {} } = context.process;
  const isEmpty =
    skipSpace(text, body.start) >= text.length ||
    text.slice(body.start, body.end).trim() === text.slice(line.start, line.end).trim();
  const values = valuesOf(document, context);
  const eol = lineEndOf(text);
  return Object.entries(known).map(([name, { title, body: words }], order) => ({
    label: title,
    detail: name === writing?.template ? 'How an advisory is begun here' : 'Template',
    edit: { start: line.start, end: line.end, text: templateSnippet(words.trimEnd(), values).replaceAll('\n', eol) },
    sort: (name === writing?.template && isEmpty ? '' : '1') + sortOf(order),
    kind: 'section',
    snippet: true,
  }));
}

function skipSpace(text: string, at: number): number {
  let next = skipBlanks(text, at, text.length);
  while (next < text.length && /\s/.test(text[next] ?? '')) next++;
  return next;
}

function valuesOf({ fields }: AdvisoryDocument, { process, held }: LanguageContext): ReadonlyMap<string, string> {
  const repository = fields.repository?.value ?? held?.repository;
  const pairs: readonly (readonly [string, string | undefined | null])[] = [
    ['repository', repository],
    ['newReport', repository && `https://github.com/${repository}/security/advisories/new`],
    ['cve', fields.cve?.value],
    ['title', fields.title && cleanTitle(fields.title.value, process)],
    ['severity', fields.severity?.value],
  ];
  return new Map(pairs.filter((pair): pair is readonly [string, string] => typeof pair[1] === 'string' && pair[1] !== ''));
}
