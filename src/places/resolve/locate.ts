import type { Tree } from '../../git/repository.ts';
import type { Affected } from '../affected.ts';
import type { Ground, SourceFile } from '../ground.ts';
import type { FoundPlace, ResolvedPlace, Unresolved } from '../place.ts';
import { definitionsIn, type Definition } from './definitions.ts';

/** A place in one file, before it is known whether other files come into question. */
export type Located =
  | { readonly place: ResolvedPlace; /** Something of the report's own is at that line. */ readonly corroborated: boolean }
  | { readonly unresolved: Unresolved };

/**
 * Finds the lines of a place in a file. At the very revision that the reporter speaks of the line number holds, unless the
 * source that the report quotes says otherwise. At any other revision the number means nothing: the quoted source is looked
 * for, then the function; failing both, the file as a whole is the answer.
 */
export async function locate(
  found: FoundPlace,
  ground: Ground,
  affected: Affected,
  tree: Tree,
  path: string,
  certainty: 'exact' | 'likely',
): Promise<Located> {
  const file = await ground.file(tree, path);
  if (file === 'unreadable') return { unresolved: { why: 'git', kind: 'git-failed' } };
  if (file === 'not-text') return { unresolved: { why: 'not-text', path } };
  const base = {
    revision: tree.revision,
    revisionName: affected.name,
    path,
    symbol: found.symbol,
    certainty,
    note: affected.note,
  };
  const whole: ResolvedPlace = { ...base, line: null, endLine: null };
  const quoted = byQuote(found, ground, file, affected);
  if (quoted) return { place: { ...whole, ...quoted }, corroborated: true };
  if (found.line === null) return atDefinition(found, ground, file, whole);
  if (affected.exact && found.quoted === null && found.block === null) {
    const count = file.lines.length;
    if (found.line > count) return { unresolved: { why: 'no-such-line', path, revisionName: affected.name, lines: count } };
    const endLine = found.endLine === null || found.endLine <= found.line ? null : Math.min(found.endLine, count);
    return { place: { ...whole, line: found.line, endLine }, corroborated: true };
  }
  return bySymbol(found, ground, file, affected, whole);
}

/** A frame with a file and no line: its function. */
function atDefinition(found: FoundPlace, ground: Ground, file: SourceFile, whole: ResolvedPlace): Located {
  const [first, ...others] = found.symbol === null ? [] : definitionsIn(ground, file, found.symbol);
  if (!first) return { place: whole, corroborated: false };
  const certainty = others.length > 0 ? 'ambiguous' : whole.certainty;
  return { place: { ...whole, line: first.line, certainty }, corroborated: true };
}

/** The lines that the report quotes, where they stand in the file: at the reported number, else nearest to it. */
function byQuote(found: FoundPlace, ground: Ground, file: SourceFile, affected: Affected): Partial<ResolvedPlace> | undefined {
  const wanted = found.block?.map(squeezed) ?? (found.quoted === null ? [] : [squeezed(found.quoted)]);
  if (wanted.every((line) => line === '')) return undefined;
  const starts = occurrences(ground, file, wanted);
  const near = found.line;
  if (near !== null && starts.includes(near)) {
    const endLine = wanted.length > 1 ? near + wanted.length - 1 : laterThan(near, found.endLine, file);
    const note = affected.exact ? null : affected.note;
    return { line: near, endLine, certainty: affected.exact ? 'exact' : 'likely', note };
  }
  const inFunction =
    starts.length > 1 && found.symbol !== null ? within(starts, definitionsIn(ground, file, found.symbol)) : starts;
  const possible = inFunction.length > 0 ? inFunction : starts;
  // Of several that are equally good the nearest is a guess, and only of some worth where a number was given.
  if (possible.length === 0 || (possible.length > 1 && near === null)) return undefined;
  const at = possible.reduce((best, one) => (Math.abs(one - (near ?? one)) < Math.abs(best - (near ?? one)) ? one : best));
  const note =
    near === null
      ? affected.note
      : `The report says line ${near}${affected.exact ? '' : ` of ${affected.said ?? 'a version that it does not name'}`}; what it quotes is here.`;
  return {
    line: at,
    endLine: wanted.length > 1 ? at + wanted.length - 1 : null,
    certainty: possible.length > 1 ? 'ambiguous' : 'likely',
    note,
  };
}

function laterThan(line: number, endLine: number | null, file: SourceFile): number | null {
  return endLine === null || endLine <= line ? null : Math.min(endLine, file.lines.length);
}

/** The first lines (from 1) at which all the wanted lines stand one below the other. */
function occurrences(ground: Ground, file: SourceFile, wanted: readonly string[]): number[] {
  const byLine = ground.parsed(file, 'lines by content', indexOfLines);
  // The rarest line leads: a block often begins with a blank or a brace.
  let best: { readonly offset: number; readonly at: readonly number[] } | undefined;
  for (const [offset, line] of wanted.entries()) {
    if (line === '') continue;
    const at = byLine.get(line) ?? [];
    if (at.length === 0) return [];
    if (!best || at.length < best.at.length) best = { offset, at };
  }
  if (!best) return [];
  const { offset, at } = best;
  return at
    .map((line) => line - offset)
    .filter((start) => start > 0 && wanted.every((line, index) => squeezed(file.lines[start + index - 1] ?? '') === line));
}

function indexOfLines({ lines }: SourceFile): ReadonlyMap<string, readonly number[]> {
  const index = new Map<string, number[]>();
  for (const [at, line] of lines.entries()) {
    const key = squeezed(line);
    const known = index.get(key);
    if (known) known.push(at + 1);
    else index.set(key, [at + 1]);
  }
  return index;
}

/** Indentation and inner white space are what mail, Markdown and terminals change. */
function squeezed(line: string): string {
  return line.trim().replace(/\s+/g, ' ');
}

function within(lines: readonly number[], definitions: readonly Definition[]): number[] {
  return lines.filter((line) => definitions.some((one) => one.line <= line && line <= one.endLine));
}

/** The function that a frame names, where the reported line cannot be relied on. */
function bySymbol(found: FoundPlace, ground: Ground, file: SourceFile, affected: Affected, whole: ResolvedPlace): Located {
  const [first, ...others] = found.symbol === null ? [] : definitionsIn(ground, file, found.symbol);
  const version = affected.exact ? '' : ` of ${affected.said ?? 'a version that it does not name'}`;
  const quotes = found.quoted !== null || found.block !== null;
  const reason = quotes ? `what it quotes is not in this file` : `the clone has not that version`;
  const unknown = affected.said === null && !affected.exact;
  if (!first)
    return {
      place: {
        ...whole,
        certainty: 'likely',
        note: unknown
          ? `The report says line ${found.line ?? 0} and no version: choose the affected version to see it.`
          : `The report says line ${found.line ?? 0}${version}; ${reason}, so this is the file as a whole.`,
      },
      corroborated: false,
    };
  return {
    place: {
      ...whole,
      line: first.line,
      endLine: null,
      certainty: others.length > 0 ? 'ambiguous' : 'likely',
      note: `The report says line ${found.line ?? 0}${version}; this is where ${found.symbol ?? ''} begins.`,
    },
    corroborated: true,
  };
}
