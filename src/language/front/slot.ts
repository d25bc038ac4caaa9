import { scalarText } from '../../advisory/document/front.ts';
import type { Span } from '../../advisory/document/document.ts';
import type { Edit } from '../finding.ts';
import { skipBlanks } from './scalars.ts';
import type { Quote, Scalar } from './tree.ts';

/** A place on one line into which a value or a key is put, instead of what stands there. */
export interface Slot extends Span {
  /** The quotes round it, which stay. */
  readonly quote: Quote;
  /** Whether the quote at the end is there. */
  readonly closed: boolean;
  /** In a list or map in brackets, where more has to be quoted. */
  readonly flow: boolean;
  /** Goes before what is put there: a blank behind a colon, a dash. */
  readonly lead: string;
  /** Goes behind it. */
  readonly tail: string;
  /** What stands there, without quotes and as it is written, and the part of it before the cursor. */
  readonly text: string;
  readonly typed: string;
}

/** The slot of a text that stands there. @param offset of the cursor, in the text or in the blanks behind it */
export function slotOf(scalar: Scalar, offset: number, flow: boolean): Slot {
  const { quote, closed, inner, text } = scalar;
  const inQuotes = quote !== '' && offset >= inner.start && offset <= inner.end;
  const span = inQuotes ? inner : { start: scalar.start, end: Math.max(scalar.end, offset) };
  const typed = inQuotes
    ? text.slice(0, offset - inner.start)
    : (text + ' '.repeat(Math.max(0, offset - scalar.end))).slice(0, Math.max(0, offset - scalar.start));
  return { start: span.start, end: span.end, quote: inQuotes ? quote : '', closed, flow, lead: '', tail: '', text, typed };
}

/** The slot of the room behind a colon, a dash or a comma, up to the cursor. @param start where the room begins */
export function slotAfter(text: string, start: number, offset: number, flow: boolean): Slot {
  const isBracket = '[{'.includes(text[start - 1] ?? ' ') || (start === offset && /\s/.test(text[start - 1] ?? ''));
  const behind = skipBlanks(text, offset, text.length);
  return {
    start,
    end: offset,
    quote: '',
    closed: true,
    flow,
    lead: isBracket ? '' : ' ',
    tail: behind === offset && text[offset] === '#' ? ' ' : '',
    text: '',
    typed: '',
  };
}

/** Puts a value into a slot, with the quotes that it needs there. */
export function fill(slot: Slot, value: string): Edit {
  return { start: slot.start, end: slot.end, text: slot.lead + quotedFor(slot, value) + slot.tail };
}

function quotedFor({ quote, closed, flow }: Slot, value: string): string {
  if (quote === "'") return value.replaceAll("'", "''") + (closed ? '' : quote);
  if (quote === '"') return value.replaceAll(/["\\]/g, String.raw`\$&`) + (closed ? '' : quote);
  return flow && /[,[\]{}]/.test(value) ? JSON.stringify(value) : scalarText(value);
}
