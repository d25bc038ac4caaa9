import { isInside } from '../../places/find/regions.ts';
import { codeIn } from './regions.ts';

/** What cannot be seen or turns a text round; a joiner could hide a login from whoever looks for it. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** A text with `\n` for every line end and without what cannot be seen but tabs. Half a character becomes a mark. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(UNSEEN, (character) => (character === '\n' || character === '\t' ? character : ''))
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/^\s*\n/, '')
    .trimEnd();
}

/** A Markdown text without its comments; those in code are code. A comment that nobody closes stays. */
export function withoutComments(text: string): { readonly text: string; readonly count: number } {
  if (!text.includes('<!--')) return { text, count: 0 };
  const { blocks, spans } = codeIn(text);
  let out = '';
  let count = 0;
  let from = 0;
  for (let at = text.indexOf('<!--'); at >= 0; at = text.indexOf('<!--', at)) {
    if (isInside(blocks, at) || isInside(spans, at)) {
      at += 4;
      continue;
    }
    const end = text.indexOf('-->', at + 4);
    if (end < 0) break;
    out += text.slice(from, at);
    count++;
    from = end + 3;
    at = from;
  }
  return { text: out + text.slice(from), count };
}

/** How many characters a text has, as JSON schemas and GitHub count them. */
export function lengthOf(text: string): number {
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const isPair = unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
    if (isPair) at++;
    length++;
  }
  return length;
}

/**
 * A text of at most `most` UTF-16 units: cut behind a paragraph where one ends in the second half, else behind a word,
 * and then with a mark.
 */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const room = text.slice(0, most - 2);
  const paragraph = room.lastIndexOf('\n\n');
  if (paragraph >= most / 2) return room.slice(0, paragraph).trimEnd();
  const space = Math.max(room.lastIndexOf(' '), room.lastIndexOf('\n'));
  const cut = space >= most / 2 ? room.slice(0, space).trimEnd() : room.replace(/[\uD800-\uDBFF]$/, '');
  return `${cut} …`;
}
