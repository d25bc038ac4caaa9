import type { Ground, SourceFile } from '../ground.ts';
import type { FoundPlace, ReportPlace, ResolvedPlace } from '../place.ts';
import type { NameContext } from './name-places.ts';
import { isC, isPython } from './definitions.ts';

/** Code that stands in more files than this is no quotation of one. */
const MOST_FILES = 3;
const MOST_LINES_SOUGHT = 60;

/** Where a quote stands in a file, and which of its lines is the first that does. */
interface Standing {
  readonly place: ResolvedPlace;
  readonly row: number;
}

/**
 * Looks up source text that a report quotes without saying from where: in the files that the report names, else in the whole
 * tree by one search for the most telling line of each.
 * @returns only those that lead somewhere
 */
export async function resolveQuotes(quotes: readonly FoundPlace[], ground: Ground, context: NameContext): Promise<ReportPlace[]> {
  const { tree, mentioned } = context;
  const files = (await Promise.all(mentioned.map((path) => ground.text(tree, path)))).filter((file) => file !== undefined);
  const resolved: ReportPlace[] = [];
  const left: { readonly quote: FoundPlace; readonly line: string }[] = [];
  for (const quote of quotes) {
    const places = files.flatMap((file) => standing(quote, file, context));
    if (places.length > 0) resolved.push(...settled(quote, places, context));
    else {
      const line = tellingLine(quote);
      if (line !== undefined) left.push({ quote, line });
    }
  }
  const sought = left.slice(0, MOST_LINES_SOUGHT);
  if (sought.length === 0) return resolved;
  const fixed = [...new Set(sought.map(({ line }) => line))].sort();
  const hits = (await ground.search(tree.revision, { fixed }, ['*.c', '*.h', '*.cc', '*.cpp', '*.py'])) ?? [];
  for (const { quote, line } of sought) {
    const paths = [...new Set(hits.filter(({ text }) => text.includes(line)).map(({ path }) => path))];
    if (paths.length === 0 || paths.length > MOST_FILES) continue;
    const places: Standing[] = [];
    for (const path of paths) {
      const file = await ground.text(tree, path);
      if (file && (isC(path) || isPython(path))) places.push(...standing(quote, file, context));
    }
    resolved.push(...settled(quote, places, context));
  }
  return resolved;
}

/** Where the quote stands in a file: its longest run of lines that the file has one below the other. */
function standing(quote: FoundPlace, file: SourceFile, { affected }: NameContext): Standing[] {
  const wanted = (quote.block ?? []).map((line) => bare(line));
  const telling = tellingLine(quote);
  if (telling === undefined) return [];
  const anchor = wanted.indexOf(bare(telling));
  const at = file.lines.flatMap((line, index) => (bare(line) === wanted[anchor] ? [index] : []));
  const runs = at.map((index) => run(wanted, anchor, file, index));
  const longest = Math.max(0, ...runs.map(({ length }) => length));
  const best = runs.filter(({ length }) => length === longest);
  const [only, ...others] = best;
  if (!only || others.length > 0) return [];
  const place: ResolvedPlace = {
    revision: affected.revision,
    revisionName: affected.name,
    path: file.path,
    line: only.first + 1,
    endLine: only.length > 1 ? only.first + only.length : null,
    symbol: null,
    certainty: 'likely',
    note: affected.note,
  };
  return [{ place, row: only.row }];
}

/** The quote with the first line that the file has as its text: what stands around it may be the reporter's. */
function narrowed(quote: FoundPlace, row: number): FoundPlace {
  const rows = quote.text.split('\n');
  const line = rows[row];
  if (line === undefined || rows.length !== quote.block?.length) return quote;
  const before = rows.slice(0, row).reduce((sum, { length }) => sum + length + 1, 0);
  const start = quote.start + before + (line.length - line.trimStart().length);
  const text = line.trim();
  if (text === '') return quote;
  return { ...quote, start, end: start + text.length, text };
}

/** The first line of a run that says something: `static void` and `{` do not. */
function telling(wanted: readonly string[], from: number, anchor: number): number {
  for (let row = from; row < anchor; row++) if ((wanted[row]?.length ?? 0) >= LEAST_TELLING) return row;
  return anchor;
}

const LEAST_TELLING = 16;

/** How far the quote and the file agree around one line of each. */
function run(
  wanted: readonly string[],
  anchor: number,
  file: SourceFile,
  index: number,
): { first: number; length: number; row: number } {
  let before = 0;
  while (before < anchor && wanted[anchor - before - 1] === bare(file.lines[index - before - 1] ?? '\0')) before++;
  let behind = 0;
  while (anchor + behind + 1 < wanted.length && wanted[anchor + behind + 1] === bare(file.lines[index + behind + 1] ?? '\0'))
    behind++;
  // Blank lines around it agree with anything.
  while (before > 0 && wanted[anchor - before] === '') before--;
  while (behind > 0 && wanted[anchor + behind] === '') behind--;
  return { first: index - before, length: before + behind + 1, row: telling(wanted, anchor - before, anchor) };
}

/** The longest line: the likeliest to stand in one place only. A comment at its end is often the reporter's. */
function tellingLine(quote: FoundPlace): string | undefined {
  const lines = (quote.block ?? [])
    .map((line) => line.trim())
    .filter((line) => line.length >= 20 && /\w{3}/.test(line) && /[=(.]/.test(line));
  return lines.sort((a, b) => b.length - a.length)[0];
}

function bare(line: string): string {
  return line.trim();
}

function settled(quote: FoundPlace, standing: readonly Standing[], { affected }: NameContext): ReportPlace[] {
  const [first, ...others] = standing;
  if (!first || standing.length > MOST_FILES) return [];
  const candidates = others.length > 0 ? standing.map(({ place }) => ({ ...place, certainty: 'ambiguous' as const })) : [];
  const resolution = { resolved: candidates[0] ?? first.place, candidates };
  return [{ found: narrowed(quote, first.row), said: affected.said, resolution }];
}
