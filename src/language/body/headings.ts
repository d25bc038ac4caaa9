import type { Span } from '../../advisory/document/document.ts';
import { codeBlocks, linesOf, regionAt, type CodeBlock } from '../../places/find/text-parts.ts';

/** A heading of the description: `## Impact`. Spans are those of the document. */
export interface Heading extends Span {
  readonly level: number;
  readonly title: string;
  /** Where its words stand. */
  readonly name: Span;
}

/** The description by its lines: headings outside code, and blocks of code between fences. */
export interface BodyParts {
  readonly headings: readonly Heading[];
  readonly fences: readonly Span[];
}

const HEADING = /^ {0,3}(#{1,6})(?:[ \t]+|$)/;

/** Headings and fenced blocks of a description, in order. Spans of blocks go from the opening to the closing fence. */
export function bodyParts(text: string, body: Span): BodyParts {
  const source = text.slice(body.start, body.end);
  const blocks = codeBlocks(source);
  const headings: Heading[] = [];
  for (const line of linesOf(source)) {
    const marks = HEADING.exec(line.text);
    if (!marks || regionAt(blocks, line.start)) continue;
    const start = body.start + line.start;
    const from = start + marks[0].length;
    const to = nameEnd(text, from, body.start + line.end);
    headings.push({
      start,
      end: body.start + line.end,
      level: marks[1]?.length ?? 1,
      title: text.slice(from, to),
      name: { start: from, end: to },
    });
  }
  return { headings, fences: blocks.filter(({ fenced }) => fenced).map((block) => fenceOf(source, block, body)) };
}

/** Without blanks and closing marks at the end. */
function nameEnd(text: string, from: number, to: number): number {
  let end = to;
  while (end > from && /[ \t]/.test(text[end - 1] ?? '')) end--;
  let marks = end;
  while (marks > from && text[marks - 1] === '#') marks--;
  if (marks === end || (marks > from && !/[ \t]/.test(text[marks - 1] ?? ''))) return end;
  while (marks > from && /[ \t]/.test(text[marks - 1] ?? '')) marks--;
  return marks;
}

/** From the start of the line of the opening fence to the end of the closing one's. */
function fenceOf(source: string, block: CodeBlock, body: Span): Span {
  const before = block.lines.length === 0 ? block.start : (block.lines[0]?.start ?? block.start);
  const opening = block.lines.length === 0 ? before : source.lastIndexOf('\n', before - 1);
  const start = source.lastIndexOf('\n', Math.max(0, opening - 1)) + 1;
  const next = source.indexOf('\n', block.end);
  const closing = next < 0 ? source.length : next + 1;
  const closingEnd = source.indexOf('\n', closing);
  const end = closingEnd < 0 ? source.length : closingEnd;
  return { start: body.start + start, end: body.start + (next < 0 ? block.end : trimCarriage(source, end)) };
}

function trimCarriage(source: string, end: number): number {
  return end > 0 && source[end - 1] === '\r' ? end - 1 : end;
}

/** Where each section ends: at the next heading that is not deeper, else with the text. */
export function sectionEnds(headings: readonly Heading[], end: number): readonly number[] {
  const ends = headings.map(() => end);
  const open: number[] = [];
  for (const [index, heading] of headings.entries()) {
    while (open.length > 0 && (headings[open.at(-1) ?? 0]?.level ?? 0) >= heading.level) ends[open.pop() ?? 0] = heading.start;
    open.push(index);
  }
  return ends;
}
