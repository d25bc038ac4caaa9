import { codeIn } from './regions.ts';
import { markdownLines } from './lines.ts';

const TAG =
  /<\/?(?:details|summary|br|p|div|span|b|i|em|strong|sub|sup|kbd|code|pre|ul|ol|li|h[1-6]|hr|a|img)(?:\s[^<>\n]{0,300})?\/?>/gi;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };

/**
 * A Markdown text as it is written where nobody renders Markdown: headings without their signs, links with the address
 * behind the words, no HTML, fenced code as indented lines. Code is left as it is, and so are `code spans`, which read
 * well as they are.
 */
export function plainText(markdown: string): string {
  const regions = codeIn(markdown);
  const out: string[] = [];
  for (const line of markdownLines(markdown, regions)) {
    if (line.what === 'fence') {
      out.push('');
      continue;
    }
    if (line.what === 'code') {
      out.push(/^(?: {4}|\t)/.test(line.text) || line.text === '' ? line.text : `    ${line.text}`);
      continue;
    }
    let text = '';
    let from = line.start;
    for (const { start, end } of proseParts(line.start, line.end, regions.spans)) {
      text += markdown.slice(from, start) + plainProse(markdown.slice(start, end));
      from = end;
    }
    text += markdown.slice(from, line.end);
    out.push(/^ {0,3}#{1,6}[ \t]/.test(text) ? withoutHashes(text) : text);
  }
  return out
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** The words of a heading. */
function withoutHashes(line: string): string {
  let end = line.length;
  while (end > 0 && ' \t#'.includes(line.charAt(end - 1))) end--;
  return line.slice(0, end).replace(/^[ #\t]{1,10}/, '');
}

/** The parts of a line that are not in a code span, in order. */
function proseParts(
  start: number,
  end: number,
  spans: readonly { start: number; end: number }[],
): { start: number; end: number }[] {
  const parts: { start: number; end: number }[] = [];
  let from = start;
  for (const span of spansIn(spans, start, end)) {
    if (span.start > from) parts.push({ start: from, end: span.start });
    from = span.end;
  }
  if (from < end) parts.push({ start: from, end });
  return parts;
}

function spansIn(
  spans: readonly { start: number; end: number }[],
  start: number,
  end: number,
): readonly { start: number; end: number }[] {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.end ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  const found: { start: number; end: number }[] = [];
  for (let at = low; at < spans.length && (spans[at]?.start ?? end) < end; at++) found.push(spans[at] ?? { start, end });
  return found;
}

function plainProse(text: string): string {
  return text
    .replace(/!\[([^[\]\n]{0,500})\]\([^()\s]{0,2000}(?:[ \t][^()\n]{0,200})?\)/g, '$1')
    .replace(/\[([^[\]\n]{1,500})\]\(<?([^()\s<>]{1,2000})>?(?:[ \t][^()\n]{0,200})?\)/g, (_whole, words: string, url: string) =>
      words === url || url.startsWith('#') ? words : `${words} (${url})`,
    )
    .replace(/<(https?:\/\/[^\s<>]{1,2000}|mailto:[^\s<>]{1,300})>/g, '$1')
    .replace(TAG, '')
    .replace(/\*\*(?=\S)([^*\n]{1,500})(?<=\S)\*\*(?![\p{L}\p{N}])/gu, '$1')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}

/**
 * The first paragraph of prose, on one line; '' where there is none. What is a heading, a list, a table, a quotation or
 * code is no prose.
 */
export function firstParagraph(markdown: string): string {
  const lines: string[] = [];
  for (const { text, what } of markdownLines(markdown)) {
    const isProse = what === 'prose' && !/^\s*(?:$|#{1,6}\s|[-*+]\s|\d{1,9}[.)]\s|[>|]|<\/?[a-z]|(?:[-*_=]\s*){3,}$)/i.test(text);
    if (isProse) lines.push(text.trim());
    else if (lines.length > 0) break;
  }
  return lines.join(' ').replace(/\s{2,}/g, ' ');
}
