import type { AdvisoryDocument, Located, Span } from '../advisory/document/document.ts';
import { mentionsIn } from './body/mentions.ts';
import type { LanguageContext } from './context.ts';
import { keyPath, placeAt, type Placed } from './front/place.ts';
import { hoverValue } from './hover/value.ts';
import { keyMarkdown } from './hover/key.ts';
import { cweMarkdown } from './hover/cwe.ts';
import { personMarkdown } from './hover/person.ts';

/** What is told about a part of a document. */
export interface HoverText extends Span {
  /** Markdown without HTML and command links; values of the document are escaped in it. */
  readonly markdown: string;
}

/**
 * What is known of what stands at an offset: the meaning of a key and GitHub's rule for it, a vector's score and metrics,
 * a weakness, a range in words, what is known of a person, where the advisory stands. undefined where nothing is.
 */
export async function hover(
  document: AdvisoryDocument,
  offset: number,
  context: LanguageContext,
): Promise<HoverText | undefined> {
  if (!Number.isInteger(offset) || offset < 0 || offset > document.text.length) return undefined;
  const placed = placeAt(document, offset, false);
  if (placed) return hoverFront(document, offset, placed, context);
  return document.front && offset >= document.body.start ? hoverBody(document, offset, context) : undefined;
}

async function hoverFront(
  document: AdvisoryDocument,
  offset: number,
  { place, outline }: Placed,
  context: LanguageContext,
): Promise<HoverText | undefined> {
  if (place.kind === 'value') return hoverValue({ document, offset, place, outline, context });
  const key = keyPath(place);
  return key && { start: key.start, end: key.end, markdown: keyMarkdown(key.value, context.process) };
}

async function hoverBody(document: AdvisoryDocument, offset: number, context: LanguageContext): Promise<HoverText | undefined> {
  const { text, body } = document;
  const at = (one: Span) => one.start <= offset && offset <= one.end;
  const mention = lineHas(text, offset, '@')
    ? mentionsIn(text, body).find((one) => at({ start: one.start - 1, end: one.end }))
    : undefined;
  if (mention) {
    const markdown = personMarkdown(mention.value, document, context);
    return { start: mention.start - 1, end: mention.end, markdown };
  }
  const weakness = cweAround(text, offset);
  const markdown = weakness && (await cweMarkdown(weakness.value));
  return markdown === undefined || !weakness ? undefined : { start: weakness.start, end: weakness.end, markdown };
}

function lineHas(text: string, offset: number, sign: string): boolean {
  const from = Math.max(0, offset - 110);
  return text.slice(from, offset + 1).includes(sign);
}

/** The CWE id that an offset is in. */
function cweAround(text: string, offset: number): Located<string> | undefined {
  const from = Math.max(0, offset - 11);
  for (const { index, 0: value } of text.slice(from, offset + 11).matchAll(/(?<![\w-])CWE-[1-9]\d{0,5}(?!\d)/gi)) {
    const start = from + index;
    if (start <= offset && offset <= start + value.length) return { value, start, end: start + value.length };
  }
  return undefined;
}
