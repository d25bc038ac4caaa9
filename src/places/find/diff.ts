import type { FoundPlace } from '../place.ts';
import { found } from './found.ts';
import { codeBlocks, linesOf, regionAt, type Line, type Region } from './text-parts.ts';

/** What mail, Markdown and lists put before every line of a change. */
const PREFIX = /^[>|\s]*/;
const HUNK = /^@@ -(\d{1,7})(?:,(\d{1,7}))? \+(\d{1,7})(?:,(\d{1,7}))? @@/;
const CONTEXT_HUNK = /^\*\*\* (\d{1,7})(?:,(\d{1,7}))? \*\*\*\*\s*$/;
/** Lines of git's and other tools' headers before `---`. */
const PREAMBLE =
  /^(?:diff |Index: |={20,}\s*$|index [0-9a-f]{4,}\.\.|(?:old|new) mode |(?:new|deleted) file mode |(?:dis)?similarity index |(?:rename|copy) (?:from|to) |Binary files |GIT binary patch|RCS file: |retrieving revision )/;

interface Change extends Region {
  readonly places: readonly FoundPlace[];
}

/** Changes in a report: a place for the file that each changes, and one for each hunk with the lines of its old side. */
export function findDiffs(text: string): FoundPlace[] {
  return changes(text).flatMap(({ places }) => places);
}

/** Where changes stand, from their first header line to the last line of their last hunk: nothing else is found in there. */
export function diffRegions(text: string): readonly Region[] {
  return changes(text).map(({ start, end }) => ({ start, end }));
}

function changes(text: string): readonly Change[] {
  const reader = new ChangeReader(text);
  const all: Change[] = [];
  for (let change = reader.next(); change; change = reader.next()) all.push(change);
  return all;
}

/** Reads change after change, every line once. */
class ChangeReader {
  readonly #text: string;
  readonly #lines: readonly Line[];
  readonly #fences: readonly Region[];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#lines = linesOf(text);
    this.#fences = codeBlocks(text).filter(({ fenced }) => fenced);
  }

  next(): Change | undefined {
    for (; this.#at < this.#lines.length; this.#at++) {
      const line = this.#lines[this.#at];
      const prefix = PREFIX.exec(line?.text ?? '')?.[0] ?? '';
      const bare = line?.text.slice(prefix.length) ?? '';
      if (!line || !/^(?:---|\*\*\*|@@|diff |Index: )/.test(bare)) continue;
      const first = this.#at;
      const places = this.#change(prefix);
      const last = this.#lines[this.#at - 1];
      if (places && last) return { start: line.start + prefix.length, end: last.end, places };
      // Header lines without a change are not read again from their second on.
      this.#at = Math.max(first, this.#at - 1);
    }
    return undefined;
  }

  /** A change that starts on this line, of one file; undefined where there is none. */
  #change(prefix: string): readonly FoundPlace[] | undefined {
    const first = this.#at;
    while (PREAMBLE.test(this.#bare(this.#at, prefix))) this.#at++;
    const header = this.#header(prefix);
    const places = header?.place ? [header.place] : [];
    const hunks: FoundPlace[] = [];
    for (let hunk = this.#hunk(prefix, header?.path ?? null); hunk; hunk = this.#hunk(prefix, header?.path ?? null))
      hunks.push(...hunk);
    // Two lines that only look like a header, in prose or in a list of options.
    const isChange = header || hunks.length > 0 || this.#bare(first, prefix).startsWith('diff --git ');
    return isChange && this.#at > first ? [...places, ...hunks] : undefined;
  }

  /** `--- old` and `+++ new`, or `*** old` and `--- new`. */
  #header(prefix: string): { readonly place: FoundPlace | undefined; readonly path: string } | undefined {
    const line = this.#lines[this.#at];
    const one = this.#bare(this.#at, prefix);
    const two = this.#bare(this.#at + 1, prefix);
    const plain = /^---\s+\S/.test(one) && /^\+\+\+\s+\S/.test(two);
    const context = /^\*\*\*\s+\S/.test(one) && /^---\s+\S/.test(two) && !CONTEXT_HUNK.test(one);
    if (!line || (!plain && !context)) return undefined;
    const [old, made] = [nameOf(one), nameOf(two)];
    const isNew = old.name === '/dev/null';
    const path = isNew ? withoutSide(made.name, old.name) : withoutSide(oldName(old.name, made.name), made.name);
    const shown = isNew ? this.#lines[this.#at + 1] : line;
    this.#at += 2;
    // A new note on a change (`.rst`, `.txt`, `.md`) is no place; a new source file may be there at a later version.
    if (!shown || path === '' || (isNew && /\.(?:rst|txt|md)$/.test(path))) return { place: undefined, path };
    const start = shown.start + prefix.length;
    const end = start + (isNew ? made.end : old.end);
    return { place: found(this.#text, start, end, 'diff', { path, tentative: isNew }), path };
  }

  /** The next hunk with its body; an empty list for one that has no old side. */
  #hunk(prefix: string, path: string | null): readonly FoundPlace[] | undefined {
    if (/^\*{10,}\s*$/.test(this.#bare(this.#at, prefix))) this.#at++;
    const line = this.#lines[this.#at];
    const bare = this.#bare(this.#at, prefix);
    const match = HUNK.exec(bare);
    const context = match ? null : CONTEXT_HUNK.exec(bare);
    // `@@ def f @@`, as people write it who have no tool: the lines below are the file's, but nobody knows which.
    const numberless = !match && !context && path !== null && /^@@(?: .*)?$/.test(bare);
    if (!line || (!match && !context && !numberless)) return undefined;
    this.#at++;
    const from = Number(match?.[1] ?? context?.[1] ?? 0);
    const count = match ? Number(match[2] ?? 1) : context ? Number(context[2] ?? from) - from + 1 : Infinity;
    const block = context ? this.#contextBody(prefix) : this.#body(prefix, count, match ? Number(match[4] ?? 1) : Infinity);
    if ((from === 0 && !numberless) || (numberless && block.length === 0)) return [];
    const start = line.start + prefix.length;
    const end = start + (match ? match[0].length : bare.trimEnd().length);
    const lines = numberless ? {} : { line: from, endLine: count > 1 ? from + count - 1 : null };
    const blockOrNone = block.some((text) => text.trim() !== '') ? block : null;
    return [
      found(this.#text, start, end, 'diff', { path, ...lines, block: blockOrNone, tentative: path === null || numberless }),
    ];
  }

  /** The old side of a hunk. In a fence the counts are not relied on: changes written by hand have wrong ones. */
  #body(prefix: string, oldCount: number, newCount: number): readonly string[] {
    const block: string[] = [];
    const inFence = regionAt(this.#fences, this.#lines[this.#at - 1]?.start ?? 0) !== undefined;
    let oldLeft = inFence ? Infinity : oldCount;
    let newLeft = inFence ? Infinity : newCount;
    for (; this.#at < this.#lines.length; this.#at++) {
      const bare = this.#bare(this.#at, prefix);
      const open = oldLeft > 0 || newLeft > 0;
      const end = bare === '' ? !open || !this.#goesOn(prefix) : this.#endsHunk(bare, prefix, open);
      if (end) break;
      // A mail client cuts the blank of an empty line off.
      if (/^[ -]|^$/.test(bare)) block.push(bare.slice(1));
      if (!/^[+\\]/.test(bare)) oldLeft--;
      if (!/^[-\\]/.test(bare)) newLeft--;
    }
    return block;
  }

  /** @param open the counts of the hunk say that it goes on; lines with a mark do so without them */
  #endsHunk(bare: string, prefix: string, open: boolean): boolean {
    const next = this.#bare(this.#at + 1, prefix);
    if (bare.startsWith('--- ') && next.startsWith('+++ ')) return true;
    if (/^-- ?$/.test(bare) && !/^[ +@-]/.test(next)) return true;
    return !(open ? /^[ +-]|^\\ / : /^(?:-(?!-)|\+(?!\+\+ )|\\ )/).test(bare);
  }

  /** Whether the hunk has lines behind an empty one. */
  #goesOn(prefix: string): boolean {
    const next = this.#bare(this.#at + 1, prefix);
    return /^[ +-](?!-- )/.test(next === '' ? this.#bare(this.#at + 2, prefix) : next);
  }

  #contextBody(prefix: string): readonly string[] {
    const block: string[] = [];
    for (; /^(?:[ !+-] |\s*$)/.test(this.#bare(this.#at, prefix)) && this.#at < this.#lines.length; this.#at++) {
      const bare = this.#bare(this.#at, prefix);
      if (/^--- \d/.test(bare)) break;
      block.push(bare.slice(2));
    }
    if (!/^--- \d{1,7}(?:,\d{1,7})? ----\s*$/.test(this.#bare(this.#at, prefix))) return block;
    this.#at++;
    while (/^[ !+-] /.test(this.#bare(this.#at, prefix))) this.#at++;
    return block;
  }

  /** A line without what stands before the change's own lines; the quoting may have lost its blanks. */
  #bare(at: number, prefix: string): string {
    const line = this.#lines[at]?.text ?? '';
    if (line.startsWith(prefix)) return line.slice(prefix.length);
    return line.trimEnd() === prefix.trimEnd() ? '' : line.trim() === '' ? '' : '\0';
  }
}

/** The name in a header line, without the time that stands behind it, and where it ends. */
function nameOf(line: string): { readonly name: string; readonly end: number } {
  const mark = /^(?:---|\+\+\+|\*\*\*)\s+/.exec(line)?.[0].length ?? 0;
  const rest = line.slice(mark);
  const tab = rest.indexOf('\t');
  const timed =
    /\s+(?:\d{4}-\d\d-\d\d|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? |\((?:revision|working copy|nonexistent))/.exec(rest)?.index ?? -1;
  const cut = Math.min(tab < 0 ? rest.length : tab, timed < 0 ? rest.length : timed);
  const written = rest.slice(0, cut).trimEnd();
  const name = /^"(.*)"$/.exec(written)?.[1] ?? written;
  return { name: name.replace(/\\/g, '/'), end: mark + written.length };
}

/** The old file, unless it is a copy that somebody kept beside the changed one. */
function oldName(old: string, made: string): string {
  return /(?:\.(?:orig|old|bak)|~)$/.test(old) && made !== '/dev/null' ? made : old;
}

/** Without the `a/` and `b/` that git puts before both names, if it did. */
function withoutSide(name: string, other: string): string {
  const sides = /^[abciow12]\//;
  return sides.test(name) && (other === '/dev/null' || other === name || sides.test(other)) ? name.slice(2) : name;
}
