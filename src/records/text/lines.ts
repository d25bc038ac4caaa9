import { linesOf, type Line } from '../../places/find/text-parts.ts';
import { isInside, type Regions } from '../../places/find/regions.ts';
import { codeIn } from './regions.ts';

/** A line of a Markdown text and what it is: prose, code, or a fence around code. */
export interface MarkdownLine extends Line {
  readonly what: 'prose' | 'code' | 'fence';
}

const FENCE = /^[>\t ]{0,40}(?:(?:[-*+]|\d{1,3}[.)]) {1,4})?(?:`{3,}[^`]*|~{3,}.*)$/;

/** The lines of a Markdown text. */
export function markdownLines(text: string, { blocks }: Regions = codeIn(text)): readonly MarkdownLine[] {
  return linesOf(text).map((line) => {
    const isCode = isInside(blocks, Math.max(line.start, line.end - 1));
    return { ...line, what: isCode ? 'code' : FENCE.test(line.text) ? 'fence' : 'prose' };
  });
}
