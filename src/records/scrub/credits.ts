import { markdownLines, type MarkdownLine } from '../text/lines.ts';
import type { Scrubbed } from './words.ts';

const TITLE = String.raw`(?:credits?|acknowledge?ments?|thanks(?: to)?|reporters?|reported by|discovered by|researchers?|contact|about (?:me|the reporter))`;
const HEADING = /^ {0,3}(#{1,6})[ \t]+\S/;
const MORE = String.raw`(?:[ \t]*(?:and|&|/)[ \t]*[a-z]{1,20})?:?`;
const CREDIT_HEADING = new RegExp(String.raw`^ {0,3}#{1,6}[ \t]+[*_]{0,2}${TITLE}${MORE}[*_]{0,2}:?[ \t#]*$`, 'i');
const CREDIT_LABEL = new RegExp(String.raw`^[*_]{2}${TITLE}${MORE}[*_]{2}:?[ \t]*$`, 'i');
const CREDIT_LINE =
  /^[-*+> \t]{0,10}[*_]{0,2}(?:(?:reported|discovered|disclosed|identified|researched)[*_]{0,2} by\b|(?:credits?|acknowledge?ments?|reporter|researcher|discoverer|finder)[*_]{0,2}:)/i;

/**
 * Takes out what says in prose who found a vulnerability: sections under such a heading, up to the next heading that is
 * no deeper (under a bold line: up to the next heading or bold line), and lines such as `Reported by …`.
 */
export function withoutCredits(text: string): Scrubbed {
  const lines = markdownLines(text);
  const kept: string[] = [];
  let count = 0;
  for (let at = 0; at < lines.length;) {
    const line = lines[at];
    if (line?.what !== 'prose') {
      kept.push(line?.text ?? '');
      at++;
    } else if (line.text.trim() === '' && count > 0 && (kept.at(-1) ?? '').trim() === '') {
      // Where a passage was, one empty line is left of two.
      at++;
    } else if (CREDIT_HEADING.test(line.text) || CREDIT_LABEL.test(line.text)) {
      at = sectionEnd(lines, at);
      count++;
    } else if (CREDIT_LINE.test(line.text)) {
      at++;
      count++;
    } else {
      kept.push(line.text);
      at++;
    }
  }
  return { text: count > 0 ? kept.join('\n') : text, count };
}

function sectionEnd(lines: readonly MarkdownLine[], from: number): number {
  const depth = depthOf(lines[from]?.text ?? '');
  for (let at = from + 1; at < lines.length; at++) {
    const line = lines[at];
    if (line?.what !== 'prose') continue;
    const own = depthOf(line.text);
    if (own !== undefined && own <= (depth ?? 6)) return at;
    if (depth === undefined && /^[*_]{2}[^*_]{1,100}[*_]{2}:?[ \t]*$/.test(line.text)) return at;
  }
  return lines.length;
}

function depthOf(line: string): number | undefined {
  return HEADING.exec(line)?.[1]?.length;
}
