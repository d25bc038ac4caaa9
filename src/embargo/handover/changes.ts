import { fail, ok, type Result } from '../../common/result.ts';
import { workGit, type WorkFailure, type WorkOptions } from '../../git/workbench.ts';
import { isText, textOf } from './bytes.ts';
import type { NewContent, NewLine } from './lint.ts';
import type { Side } from './side.ts';

/** A file that differs between two trees. */
export interface ChangedFile {
  readonly path: string;
  /** Where it was before, if it has moved. */
  readonly from?: string;
  readonly status: 'added' | 'changed' | 'moved' | 'deleted';
  /** Lines; absent where it is no text. */
  readonly added?: number;
  readonly removed?: number;
}

interface Entry extends ChangedFile {
  readonly mode: string;
  /** Ids of the blobs; zeros where there is none. */
  readonly old: string;
  readonly young: string;
}

/** What differs between two trees, and what of it was not there before. */
export interface Changes {
  readonly files: readonly ChangedFile[];
  readonly contents: readonly NewContent[];
  /** What files that are there now hold, by path. */
  readonly blobs: ReadonlyMap<string, Buffer>;
}

/** Compares two trees. A line that the file had before, wherever it stood in it, is not new. */
export async function changesBetween(
  side: Side,
  old: string,
  young: string,
  options: WorkOptions,
): Promise<Result<Changes, WorkFailure>> {
  const diff = [
    'diff-tree',
    '-r',
    '-z',
    '-M',
    '--raw',
    '--numstat',
    '--full-index',
    '--no-ext-diff',
    '--no-textconv',
    old,
    young,
  ];
  const out = await workGit(side.git, diff, options);
  if (!out.ok) return out;
  const entries = entriesIn(out.value.bytes.toString('utf8'));
  const ids = entries.filter(({ mode }) => mode !== '160000').flatMap((entry) => [entry.old, entry.young]);
  const blobs = await readBlobs(side, [...new Set(ids.filter((id) => !/^0+$/.test(id)))], options);
  if (!blobs.ok) return blobs;
  const there = entries.filter(({ status, mode }) => status !== 'deleted' && mode !== '160000');
  // What cannot be read cannot be looked through.
  if (!there.every(({ young: id }) => blobs.value.has(id))) return fail({ kind: 'git-trouble', trouble: 'other', status: null });
  const contents = there.map((entry) => newContent(entry, blobs.value));
  const files = entries.map(({ path, from, status, added, removed }) => ({
    path,
    ...(from === undefined ? {} : { from }),
    status,
    ...(added === undefined ? {} : { added }),
    ...(removed === undefined ? {} : { removed }),
  }));
  const byPath = new Map(there.map(({ path, young: id }) => [path, blobs.value.get(id) ?? Buffer.alloc(0)]));
  return ok({ files, contents, blobs: byPath });
}

/** `--raw` and `--numstat` with `-z` (git-diff-tree(1), "Raw output format"): first all of the one, then of the other. */
function entriesIn(text: string): readonly Entry[] {
  const fields = text.split('\0');
  const entries = new Map<string, Entry>();
  for (let at = 0; at < fields.length; at++) {
    const field = fields[at] ?? '';
    const raw = /^:\d+ (\d+) ([0-9a-f]+) ([0-9a-f]+) ([A-Z])\d*$/.exec(field);
    const count = raw ? null : /^(\d+|-)\t(\d+|-)\t([^]*)$/.exec(field);
    if (raw) {
      const [, mode = '', old = '', young = '', letter = ''] = raw;
      const from = letter === 'R' || letter === 'C' ? fields[++at] : undefined;
      const path = fields[++at] ?? '';
      entries.set(path, { path, ...(from === undefined ? {} : { from }), mode, old, young, status: STATUS[letter] ?? 'changed' });
    } else if (count) {
      const [, added = '', removed = '', own = ''] = count;
      // A file that has moved has both its names behind.
      if (own === '') at++;
      const path = own === '' ? (fields[++at] ?? '') : own;
      const entry = entries.get(path);
      if (entry && added !== '-') entries.set(path, { ...entry, added: Number(added), removed: Number(removed) });
    }
  }
  return [...entries.values()];
}

const STATUS: Readonly<Record<string, ChangedFile['status']>> = { A: 'added', C: 'added', D: 'deleted', R: 'moved' };

function newContent({ path, status, old, young, added }: Entry, blobs: ReadonlyMap<string, Buffer>): NewContent {
  const named = status === 'added' || status === 'moved';
  const content = blobs.get(young) ?? Buffer.alloc(0);
  const last = blobs.get(old);
  const before = last === undefined ? '' : textOf(last);
  const isBinary = content.includes(0);
  const bytes = isBinary && old !== young ? { bytes: { now: content, ...(last ? { before: last } : {}) } } : {};
  // Git calls a file with a zero in it binary, also where it is a text all the same.
  if (added === undefined && isBinary && !isText(content)) return { path, named, lines: [], ...bytes };
  return { path, named, lines: newLines(textOf(content), before), before, ...bytes };
}

/** The lines of a text that another one has not, wherever they stand. */
function newLines(text: string, before: string): readonly NewLine[] {
  const known = new Set(before.split(LINE_END));
  const lines: NewLine[] = [];
  for (const [at, line] of text.split(LINE_END).entries()) {
    // An empty line goes with the new one above it, so that what stands on both sides is seen together.
    const isNew = line.trim() === '' ? lines.at(-1)?.line === at : !known.has(line);
    if (isNew) lines.push({ line: at + 1, text: line });
  }
  return lines;
}

const LINE_END = /\r\n|\r|\n/;

/** The contents of blobs by their ids. */
async function readBlobs(
  side: Side,
  ids: readonly string[],
  options: WorkOptions,
): Promise<Result<ReadonlyMap<string, Buffer>, WorkFailure>> {
  const found = new Map<string, Buffer>();
  if (ids.length === 0) return ok(found);
  const out = await workGit(side.git, ['cat-file', '--batch'], { ...options, input: `${ids.join('\n')}\n` });
  if (!out.ok) return out;
  const { bytes } = out.value;
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(10, at);
    if (end < 0) break;
    const header = /^([0-9a-f]+) \w+ (\d+)$/.exec(bytes.toString('latin1', at, end));
    if (header) found.set(header[1] ?? '', bytes.subarray(end + 1, end + 1 + Number(header[2])));
    at = end + 1 + (header ? Number(header[2]) + 1 : 0);
  }
  return ok(found);
}
