import type { Located, Span } from '../../advisory/document/document.ts';
import { isInside, regionsOf } from '../../places/find/regions.ts';

/** `@login` as GitHub takes it: behind no word, and before none; `@owner/team` and addresses of mail are none. */
const MENTION = /(?<![\w@/.`+-])@([A-Za-z0-9][A-Za-z0-9_-]{0,99})(?![\w@/-]|\.\w)/g;

/** Who is mentioned in a description, outside code. The span is that of the login, without the sign before it. */
export function mentionsIn(text: string, body: Span): readonly Located<string>[] {
  const source = text.slice(body.start, body.end);
  if (!source.includes('@')) return [];
  const regions = regionsOf(source);
  const mentions: Located<string>[] = [];
  for (const { index, 1: login = '' } of source.matchAll(MENTION)) {
    if (isInside(regions.blocks, index) || isInside(regions.spans, index)) continue;
    const start = body.start + index + 1;
    mentions.push({ value: login, start, end: start + login.length });
  }
  return mentions;
}
