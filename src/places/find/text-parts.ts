/** A part of a text; offsets are UTF-16 units. */
export interface Region {
  readonly start: number;
  readonly end: number;
}

/** The first region that ends behind an offset. @param regions in order and apart */
export function firstBehind<R extends Region>(regions: readonly R[], offset: number): R | undefined {
  let low = 0;
  let high = regions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((regions[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return regions[low];
}

/** The region that holds an offset. @param regions in order and apart */
export function regionAt<R extends Region>(regions: readonly R[], offset: number): R | undefined {
  const region = firstBehind(regions, offset);
  return region && region.start <= offset ? region : undefined;
}

/** A line without its line end. */
export interface Line extends Region {
  readonly text: string;
}

/** The lines of a text with their offsets, whatever its line ends. */
export function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  for (let start = 0; start <= text.length;) {
    const found = text.indexOf('\n', start);
    const next = found < 0 ? text.length : found;
    const end = next > start && text[next - 1] === '\r' ? next - 1 : next;
    lines.push({ start, end, text: text.slice(start, end) });
    start = next + 1;
  }
  return lines;
}

/** The tails of addresses, from `://` on: what looks like a path in there is none. */
export function addressTails(text: string): readonly Region[] {
  return [...text.matchAll(/:\/\/[^\s<>"`]*/g)].map(({ index, 0: tail }) => ({ start: index, end: index + tail.length }));
}

/** A fenced or indented block of code; `lines` are without the mail marks before them. */
export interface CodeBlock extends Region {
  readonly fenced: boolean;
  /** What stands behind the opening fence, in small letters; '' where nothing does. */
  readonly language: string;
  readonly lines: readonly Line[];
}

const FENCE = /^([>\t ]{0,40}(?:(?:[-*+]|\d{1,3}[.)]) {1,4})?)(`{3,}|~{3,})[ \t]*([\w+#.-]{0,30})(?=[^`]*$)/;
const INDENTED = /^(?:> ?)*(?: {4}|\t)\s*\S/;

/** Blocks of code in a Markdown or mail text, in order and apart. A fence that nobody closes goes to the end. */
export function codeBlocks(text: string): readonly CodeBlock[] {
  const lines = linesOf(text);
  const blocks: CodeBlock[] = [];
  for (let at = 0; at < lines.length; at++) {
    const fence = FENCE.exec(lines[at]?.text ?? '');
    if (fence) {
      const until = closing(lines, at + 1, fence[2] ?? '```');
      blocks.push(block(lines.slice(at, until), fence[3]?.toLowerCase() ?? ''));
      at = until;
      continue;
    }
    const before = lines[at - 1]?.text ?? '';
    if (!/^[>\s]*$/.test(before) || !INDENTED.test(lines[at]?.text ?? '')) continue;
    let until = at + 1;
    while (until < lines.length && /^(?:> ?)*(?: {4}|\t|\s*$)/.test(lines[until]?.text ?? '')) until++;
    // Never before its first line: one of nothing but mail marks is taken for code, too.
    while (until > at + 1 && /^[>\s]*$/.test(lines[until - 1]?.text ?? 'x')) until--;
    blocks.push(block(lines.slice(at, until), undefined));
    at = until - 1;
  }
  return blocks;
}

function closing(lines: readonly Line[], from: number, fence: string): number {
  for (let at = from; at < lines.length; at++) {
    const close = /^[>\t ]*(`{3,}|~{3,})[ \t]*$/.exec(lines[at]?.text ?? '')?.[1];
    if (close?.startsWith(fence)) return at;
  }
  return lines.length;
}

/**
 * Mail marks are taken off as many as stand before the first line; more of them are the block's own, as in `>>> `.
 * @param language of a fenced block, whose first line is the fence; undefined for an indented one
 */
function block(lines: readonly Line[], language: string | undefined): CodeBlock {
  const first = lines[0] ?? { start: 0, end: 0, text: '' };
  const marks = (/^[> \t]*/.exec(first.text)?.[0] ?? '').split('>').length - 1;
  const mark = new RegExp(`^(?:> ?){0,${Math.min(marks, 20)}}`);
  const own = (language === undefined ? lines : lines.slice(1)).map((line) => {
    const length = mark.exec(line.text)?.[0].length ?? 0;
    return { start: line.start + length, end: line.end, text: line.text.slice(length) };
  });
  const [start, end] = [own[0]?.start ?? first.end, own.at(-1)?.end ?? first.end];
  return { start, end, fenced: language !== undefined, language: language ?? '', lines: own };
}
