/**
 * How often a line of code is found again at another revision, where the lines themselves say what is true; and how long
 * that takes. Run it with the folder of a clone of CPython, a seed, and two revisions.
 */
import { pathToFileURL } from 'node:url';
import { Repository, type Tree } from '../../src/git/repository.ts';
import { CarryCache } from '../../src/places/carry/carry-cache.ts';
import { carryPlace, type Carried } from '../../src/places/carry/carry.ts';
import { textLines } from '../../src/places/carry/text.ts';

/** What is true of a line: where its content stands now, or that it stands nowhere. */
interface Truth {
  readonly path: string;
  readonly line: number;
  readonly text: string;
  readonly there: number | null;
  /** If it is not the same. */
  readonly therePath?: string;
}

/** How many lines were carried right; `wrong` says which were not. */
export interface Score {
  readonly lines: number;
  readonly right: number;
  readonly share: number;
  /** A wrong line that was called the same: never. */
  readonly falseSame: number;
  readonly wrong: readonly string[];
}

export interface CarryFigures {
  /** Lines that stand once in the old and once in the new file. */
  readonly unique: Score;
  /** Lines whose content stands nowhere in the new tree. */
  readonly vanished: Score;
  /** Lines that stand often, between three lines before and behind that are the same and together stand once. */
  readonly common: Score;
  /** Lines that stand once in both trees, but in another file now. A lone line may well have been written anew there. */
  readonly elsewhere: Score;
}

/** A small generator of numbers from 0 to below 1 (mulberry32), so that a run can be repeated. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

type Lines = readonly string[];

/** The text files of a tree that are code. */
async function linesOf(repository: Repository, tree: Tree): Promise<Map<string, Lines>> {
  const texts = new Map<string, Lines>();
  for (const [path, file] of tree.files) {
    if (!/\.(?:py|c|h)$/.test(path) || !file.mode.startsWith('100')) continue;
    const content = await repository.file(tree.revision, path);
    const lines = content.ok ? textLines(content.value) : undefined;
    if (lines) texts.set(path, lines);
  }
  return texts;
}

function once(lines: Lines): Map<string, number> {
  const places = new Map<string, number>();
  lines.forEach((line, at) => places.set(line, places.has(line) ? -1 : at + 1));
  return places;
}

const CONTEXT = 3;

function windows(lines: Lines): Map<string, number> {
  return once(lines.map((_, at) => (at < CONTEXT || at + CONTEXT >= lines.length ? `#${at}` : around(lines, at))));
}

function around(lines: Lines, at: number): string {
  return lines.slice(at - CONTEXT, at + CONTEXT + 1).join('\n');
}

/** Lines of some length that stand once in the old tree and once in the new one, at another path. */
function drawElsewhere(old: Map<string, Lines>, fresh: Map<string, Lines>, wanted: number, random: () => number): Truth[] {
  const once = (tree: Map<string, Lines>) => {
    const places = new Map<string, { readonly path: string; readonly line: number } | null>();
    for (const [path, lines] of tree) {
      lines.forEach((text, at) => {
        if (text.trim().length >= 20) places.set(text, places.has(text) ? null : { path, line: at + 1 });
      });
    }
    return places;
  };
  const now = once(fresh);
  const moved: Truth[] = [];
  for (const [text, place] of once(old)) {
    const there = now.get(text);
    if (place && there && there.path !== place.path) moved.push({ ...place, text, there: there.line, therePath: there.path });
  }
  return Array.from({ length: Math.min(wanted, moved.length) }, () => moved[Math.floor(random() * moved.length)]).filter(
    (it) => it !== undefined,
  );
}

/** Draws lines at random over all changed files until there are enough of each kind. */
function draw(old: Map<string, Lines>, fresh: Map<string, Lines>, changed: Lines, wanted: number, random: () => number) {
  const all = new Set([...fresh.values()].flat());
  const ends: number[] = [];
  for (const path of changed) ends.push((ends.at(-1) ?? 0) + (old.get(path)?.length ?? 0));
  // Counting a file's lines is dearer than carrying one of them.
  const counted = new Map<Lines, Map<string, number>>();
  const framed = new Map<Lines, Map<string, number>>();
  const onceIn = (lines: Lines, made: Map<Lines, Map<string, number>>, make: typeof once) => {
    const known = made.get(lines) ?? make(lines);
    made.set(lines, known);
    return known;
  };
  const kinds: Record<Exclude<keyof CarryFigures, 'elsewhere'>, Truth[]> = { unique: [], vanished: [], common: [] };
  for (let tries = 0; tries < wanted * 30 && Object.values(kinds).some((kind) => kind.length < wanted); tries++) {
    const at = Math.floor(random() * (ends.at(-1) ?? 0));
    const path = changed[ends.findIndex((end) => at < end)] ?? '';
    const [lines = [], now = []] = [old.get(path), fresh.get(path)];
    const index = Math.floor(random() * lines.length);
    const text = lines[index] ?? '';
    const truth = (there: number | null): Truth => ({ path, line: index + 1, text, there });
    const there = onceIn(now, counted, once).get(text);
    const before = onceIn(lines, counted, once).get(text);
    if (before === index + 1 && there !== undefined && there > 0) kinds.unique.push(truth(there));
    else if (!all.has(text)) kinds.vanished.push(truth(null));
    else if (text.trim() !== '' && before === -1 && there === -1 && index >= CONTEXT && index + CONTEXT < lines.length) {
      const found = onceIn(now, framed, windows).get(around(lines, index)) ?? -1;
      const own = onceIn(lines, framed, windows).get(around(lines, index));
      if (own === index + 1 && found > 0) kinds.common.push(truth(found));
    }
  }
  return kinds;
}

function judge(truths: readonly Truth[], answers: readonly Carried[]): Score {
  const wrong: string[] = [];
  let falseSame = 0;
  truths.forEach(({ path, line, text, there, therePath }, at) => {
    const answer = answers[at];
    const kept = answer?.status === 'same' || answer?.status === 'moved';
    const right = there === null ? !kept : kept && answer.path === (therePath ?? path) && answer.line === there;
    if (right) return;
    if (answer?.status === 'same') falseSame++;
    wrong.push(
      `${path}:${line} -> ${therePath ?? ''}:${there} but ${answer?.status} ${answer?.path}:${answer?.line} ${text.trim().slice(0, 60)}`,
    );
  });
  const right = truths.length - wrong.length;
  return { lines: truths.length, right, share: right / truths.length, falseSame, wrong };
}

/**
 * Measures how well lines of changed files are carried.
 * @param folder a clone
 * @param wanted how many lines of each kind
 */
export async function measureCarry(
  folder: string,
  seed: number,
  wanted = 1000,
  from = 'v3.11.2',
  to = 'v3.13.5',
): Promise<CarryFigures> {
  const repository = new Repository(folder);
  const trees = [];
  for (const name of [from, to]) {
    const id = await repository.commit(name);
    const tree = id.ok ? await repository.tree(id.value) : id;
    if (!tree.ok) throw new Error(`${name}: ${tree.failure.kind}`);
    trees.push(tree.value);
  }
  const [old, fresh] = trees;
  if (!old || !fresh) throw new Error('two revisions are needed');
  const [oldLines, newLines] = [await linesOf(repository, old), await linesOf(repository, fresh)];
  const changed = [...oldLines.keys()].filter(
    (path) => newLines.has(path) && old.files.get(path)?.id !== fresh.files.get(path)?.id,
  );
  const random = randomFrom(seed);
  const kinds = draw(oldLines, newLines, changed, wanted, random);
  const moved = drawElsewhere(oldLines, newLines, wanted, random);
  const cache = new CarryCache();
  const carry = async (truths: readonly Truth[]): Promise<Score> => {
    const answers: Carried[] = [];
    for (const { path, line } of truths) {
      const carried = await carryPlace(repository, { revision: old.revision, path, line, endLine: line }, fresh.revision, cache);
      if (!carried.ok) throw new Error(carried.failure.kind);
      answers.push(carried.value);
    }
    return judge(truths, answers);
  };
  const figures = {
    unique: await carry(kinds.unique),
    vanished: await carry(kinds.vanished),
    common: await carry(kinds.common),
    elsewhere: await carry(moved),
  };
  repository.dispose();
  return figures;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder = '/tmp/cpython', seed = '1', wanted = '1000', from = 'v3.11.2', to = 'v3.13.5'] = process.argv.slice(2);
  console.log(JSON.stringify(await measureCarry(folder, Number(seed), Number(wanted), from, to), null, 1));
}
