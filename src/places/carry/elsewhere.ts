import { ok } from '../../common/result.ts';
import { carryLines, type CarriedLines } from './carry-lines.ts';
import { enclosing, headLine, type Span } from './enclosing.ts';
import { distinctive, isFile, suffixFamily } from './files.ts';
import { compared, rank, type Answer, type Candidate, type Ground, type OldFile } from './ground.ts';
import { functionOf, type LineMap } from './line-map.ts';
import { isTest } from './search.ts';

/** A place that is not in the file where it was expected. */
export interface Lost {
  readonly old: OldFile;
  readonly span: Span;
  /** What its file has become, if that is there. */
  readonly map: LineMap | undefined;
}

const MOST_FILES = 3;
/** In another file a place is only believed with so much of its surroundings. */
const LEAST_SUPPORT = 0.34;

/** Looks places up by the content of their surroundings in all files of the other tree, with one search for each kind of file. */
export async function findElsewhere(ground: Ground, lost: readonly Lost[]): Answer<readonly (Candidate | undefined)[]> {
  const strings = lost.map((one) => stringsOf(one));
  // Code does not move into tests.
  const wanted = lost.map(({ old }, at) => ({
    strings: strings[at] ?? [],
    suffixes: suffixFamily(old.path),
    tests: isTest(old.path),
  }));
  const { repository, cache, to, options } = ground;
  const hits = await cache.searches.find(repository, to, wanted, options.signal);
  if (!hits.ok) return hits;
  const found: (Candidate | undefined)[] = [];
  for (const [at, one] of lost.entries()) {
    const own = strings[at] ?? [];
    const paths = likeliest(ground, one, own, hits.value[at] ?? new Map());
    const best = await bestOf(ground, one, paths);
    if (!best.ok) return best;
    found.push(best.value);
  }
  return ok(found);
}

function stringsOf({ old, span }: Lost): readonly string[] {
  const { ids, counts, lines } = old.numbered;
  const count = (at: number) => counts[ids[at] ?? -1] ?? 0;
  const found = distinctive(lines, count, span.line - 1, span.endLine - 1, old.path);
  const head = headString(old, span);
  return head === undefined || found.includes(head) ? found : [head, ...found];
}

const LEAST_HEAD = 20;
const LEAST_OWN = 30;

/** The line of the place, if it is long enough to stand for itself. */
function ownString({ numbered }: OldFile, span: Span): string | undefined {
  const line = (numbered.lines[span.line - 1] ?? '').trim();
  return line.length >= LEAST_OWN && span.endLine === span.line ? line : undefined;
}

/** The line that names the function around a place, if it stands for itself. */
function headString({ numbered, path }: OldFile, span: Span): string | undefined {
  const { lines, ids, counts } = numbered;
  const own = enclosing(lines, span.line - 1, path);
  const at = own ? headLine(lines, own) : -1;
  if (counts[ids[at] ?? -1] !== 1) return undefined;
  const head = (lines[at] ?? '').trim();
  return head.length >= LEAST_HEAD && /^[\x20-\x7e]+$/.test(head) ? head : undefined;
}

type Hits = ReadonlyMap<string, readonly string[]>;

/** The files with most of the strings that can have taken the code in: not those that are as they were. */
function likeliest(ground: Ground, { old, span }: Lost, strings: readonly string[], hits: Hits): readonly string[] {
  const counts = new Map<string, number>();
  for (const string of strings) {
    for (const path of hits.get(string) ?? []) {
      if (path === old.path || !isFile(ground.to, path)) continue;
      if (ground.from.files.get(path)?.id === ground.to.files.get(path)?.id) continue;
      counts.set(path, (counts.get(path) ?? 0) + 1);
    }
  }
  // The head of a function stands for itself, and so does a long line that stands nowhere else.
  for (const [string, most] of [[headString(old, span), MOST_FILES] as const, [ownString(old, span), 1] as const]) {
    const files = [...(hits.get(string ?? '') ?? [])].filter((path) => counts.has(path));
    if (files.length <= most) for (const path of files) counts.set(path, (counts.get(path) ?? 0) + 1);
  }
  const enough = Math.min(2, strings.length);
  return [...counts]
    .filter(([, count]) => count >= enough)
    .sort((a, b) => b[1] - a[1])
    .slice(0, MOST_FILES)
    .map(([path]) => path);
}

async function bestOf(ground: Ground, { old, span }: Lost, paths: readonly string[]): Answer<Candidate | undefined> {
  let best: Candidate | undefined;
  for (const path of paths) {
    const map = await compared(ground, old.id, path);
    if (!map.ok) return map;
    if (!map.value) continue;
    const lines = believed(map.value, old, span);
    if (!lines || rank(lines) <= (best ? rank(best.lines) : 0)) continue;
    const before = await stoodThere(ground, old, span, path);
    if (!before.ok) return before;
    if (!before.value) best = { path, map: map.value, lines };
  }
  return ok(best);
}

/** Whether the other file had such code already: then that is a twin, and not what moved. */
async function stoodThere(ground: Ground, old: OldFile, span: Span, path: string): Answer<boolean> {
  const id = ground.from.files.get(path)?.id;
  if (id === undefined || !isFile(ground.from, path)) return ok(false);
  const map = await ground.cache.map(ground.repository, old.id, id);
  if (!map.ok) return map;
  return ok(map.value !== undefined && believed(map.value, old, span) !== undefined);
}

/** The place in another file, if it stands there with enough of its surroundings or at least its function does. */
function believed(map: LineMap, old: OldFile, span: Span): CarriedLines | undefined {
  const lines = carryLines(map, span, old.path, false);
  if (lines.status !== 'gone' && lines.support >= LEAST_SUPPORT) return lines;
  const own = functionOf(map, span.line - 1, old.path);
  if (!own) {
    if (lines.status !== 'moved' || ownString(old, span) === undefined) return undefined;
    return { ...lines, status: 'changed', note: 'An equal line is there, but what is around it differs.' };
  }
  const inside = lines.status !== 'gone' && lines.line !== null && lines.line >= own.line && lines.line <= own.endLine;
  if (inside) return { ...lines, status: 'changed' };
  return { status: 'changed', ...own, support: lines.support, note: 'The function is there, but not this part of it.' };
}
