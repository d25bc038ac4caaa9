import { codeBlocks, linesOf, regionAt, type Region } from './text-parts.ts';

/** What is code in a report, as Markdown has it; everything else is prose. Regions are in the order of the text. */
export interface Regions {
  /** The insides of fenced blocks, and runs of indented lines. */
  readonly blocks: readonly Region[];
  /** The insides of `code spans` on one line. */
  readonly spans: readonly Region[];
}

/** Tells code from prose, line by line: a report is often mail, or Markdown that is not quite right. */
export function regionsOf(text: string): Regions {
  const blocks = codeBlocks(text);
  const spans: Region[] = [];
  for (const { start, text: line } of linesOf(text))
    if (line.includes('`') && !isInside(blocks, start))
      for (const span of spansOf(line)) spans.push({ start: start + span.start, end: start + span.end });
  return { blocks, spans };
}

/** `code`, ``co`de``: the runs of backticks of one line, taken in pairs of the same length. */
function spansOf(line: string): Region[] {
  const spans: Region[] = [];
  let open: { readonly length: number; readonly start: number } | undefined;
  for (const { 0: ticks, index } of line.matchAll(/`+/g)) {
    if (!open) open = { length: ticks.length, start: index + ticks.length };
    else if (ticks.length === open.length) {
      spans.push({ start: open.start, end: index });
      open = undefined;
    }
  }
  return spans;
}

/** Whether an offset lies in one of the regions. */
export function isInside(regions: readonly Region[], at: number): boolean {
  return regionAt(regions, at) !== undefined;
}
