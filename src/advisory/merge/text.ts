import { stayingLines } from './lines.ts';
import { plainText, sameInOrder, withoutEnd } from './same.ts';

/** A place at which both sides wrote something else. Lines are without their ends; `line` counts from 1 in `mine`. */
export interface TextConflict {
  readonly line: number;
  readonly base: readonly string[];
  readonly mine: readonly string[];
  readonly theirs: readonly string[];
}

export interface TextMerge {
  readonly text: string;
  readonly conflicts: readonly TextConflict[];
}

interface Line {
  readonly text: string;
  /** Its own line end; undefined for a text's last line. */
  readonly end: string | undefined;
}

/**
 * Merges two changed texts line by line (S. Khanna, K. Kunal, B. Pierce, "A Formal Investigation of Diff3", 2007).
 * Line ends are GitHub's: lines that stay keep theirs, new ones get those that `theirs` has most; whether a text ends
 * with a line end is no difference.
 * @param choose which side, or which lines, stand in a conflict; mine unless told
 */
export function mergeText(
  base: string,
  mine: string,
  theirs: string,
  choose: (conflict: TextConflict) => 'mine' | 'theirs' | readonly string[] = () => 'mine',
): TextMerge {
  const plain = plainText(mine);
  if (plain === plainText(theirs) || plain === plainText(base)) return { text: theirs, conflicts: [] };
  const [old, own, other] = [linesOf(base), linesOf(mine), linesOf(theirs)];
  const merged: Line[] = [];
  const conflicts: TextConflict[] = [];
  for (const chunk of chunksOf(old, own, other)) {
    if (chunk.conflict) conflicts.push(chunk.conflict);
    const side = chunk.conflict ? choose(chunk.conflict) : chunk.side;
    // Line by line: a hostile text has more lines than a call may have arguments.
    if (side === 'theirs') for (const line of chunk.theirs) merged.push(line);
    else for (const text of side === 'mine' ? chunk.mine.map((line) => line.text) : side) merged.push({ text, end: undefined });
  }
  const end = commonEnd(theirs) ?? commonEnd(mine) ?? '\n';
  const text = merged.map((line, at) => line.text + (at === merged.length - 1 ? '' : (line.end ?? end))).join('');
  return { text: text + theirs.slice(withoutEnd(theirs).length), conflicts };
}

/** What changed between two texts: stretches of lines that go and that come. */
export function textChanges(
  from: string,
  to: string,
): readonly { readonly removed: readonly string[]; readonly added: readonly string[] }[] {
  const [old, fresh] = [linesOf(from), linesOf(to)];
  const number = numbering();
  const stays = stayingLines(number(old), number(fresh));
  const changes: { removed: string[]; added: string[] }[] = [];
  let [at, next] = [0, 0];
  while (at < old.length || next < fresh.length) {
    const change: { removed: string[]; added: string[] } = { removed: [], added: [] };
    while (at < old.length && (stays[at] ?? -1) < 0) change.removed.push(old[at++]?.text ?? '');
    const until = at < old.length ? (stays[at] ?? 0) : fresh.length;
    while (next < until) change.added.push(fresh[next++]?.text ?? '');
    if (change.removed.length + change.added.length > 0) changes.push(change);
    if (at < old.length) [at, next] = [at + 1, next + 1];
  }
  return changes;
}

interface Chunk {
  readonly side: 'mine' | 'theirs';
  readonly mine: readonly Line[];
  readonly theirs: readonly Line[];
  readonly conflict?: TextConflict;
}

/** Cuts three texts where a line stays in all of them. */
function* chunksOf(base: readonly Line[], mine: readonly Line[], theirs: readonly Line[]): Generator<Chunk> {
  const number = numbering();
  const numbered = number(base);
  const [inMine, inTheirs] = [stayingLines(numbered, number(mine)), stayingLines(numbered, number(theirs))];
  let [o, m, t] = [0, 0, 0];
  for (;;) {
    let stable = 0;
    while (o + stable < base.length && inMine[o + stable] === m + stable && inTheirs[o + stable] === t + stable) stable++;
    if (stable > 0) {
      yield { side: 'theirs', mine: mine.slice(m, m + stable), theirs: theirs.slice(t, t + stable) };
      [o, m, t] = [o + stable, m + stable, t + stable];
    }
    let next = o;
    while (next < base.length && ((inMine[next] ?? -1) < 0 || (inTheirs[next] ?? -1) < 0)) next++;
    const last = next >= base.length;
    const [mEnd, tEnd] = last ? [mine.length, theirs.length] : [inMine[next] ?? m, inTheirs[next] ?? t];
    if (next > o || mEnd > m || tEnd > t) yield changed(base.slice(o, next), mine.slice(m, mEnd), theirs.slice(t, tEnd), m + 1);
    if (last) return;
    [o, m, t] = [next, mEnd, tEnd];
  }
}

function changed(base: readonly Line[], mine: readonly Line[], theirs: readonly Line[], line: number): Chunk {
  if (same(mine, base) || same(mine, theirs)) return { side: 'theirs', mine, theirs };
  if (same(theirs, base)) return { side: 'mine', mine, theirs };
  const texts = (lines: readonly Line[]) => lines.map(({ text }) => text);
  return { side: 'mine', mine, theirs, conflict: { line, base: texts(base), mine: texts(mine), theirs: texts(theirs) } };
}

function same(a: readonly Line[], b: readonly Line[]): boolean {
  return sameInOrder(a, b, (one, other) => one.text === other.text);
}

/** The lines of a text without the line ends at its end; an empty text has none. */
function linesOf(text: string): readonly Line[] {
  const body = withoutEnd(text);
  if (body === '') return [];
  const parts = body.split('\n');
  return parts.map((part, at) => {
    if (at === parts.length - 1) return { text: part, end: undefined };
    return part.endsWith('\r') ? { text: part.slice(0, -1), end: '\r\n' } : { text: part, end: '\n' };
  });
}

/** Gives equal lines equal numbers. */
function numbering(): (lines: readonly Line[]) => Int32Array {
  const known = new Map<string, number>();
  return (lines) =>
    Int32Array.from(lines, ({ text }) => {
      const number = known.get(text) ?? known.size;
      known.set(text, number);
      return number;
    });
}

/** The line end that a text has most; undefined for a text of one line. */
function commonEnd(text: string): '\r\n' | '\n' | undefined {
  let [all, long] = [0, 0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    all++;
    if (text[at - 1] === '\r') long++;
  }
  if (all === 0) return undefined;
  return long * 2 > all ? '\r\n' : '\n';
}
