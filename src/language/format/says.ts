import type { AdvisoryDocument } from '../../advisory/document/document.ts';
import { wellWritten } from './values.ts';

/** All that a document says, as one text: two that say the same have the same, however they are written. */
export function says({ text, body, entries, problems }: AdvisoryDocument): string {
  const fields = entries.map(({ key, value }) => [key.value, canonical(key.value, value.value)]);
  return JSON.stringify([fields, text.slice(body.start, body.end), problems.map(({ kind }) => kind)]);
}

/** Ranges and CWE ids say the same in either form. */
function canonical(path: string, value: unknown): unknown {
  if (typeof value === 'string') return wellWritten(path, value);
  if (Array.isArray(value)) return value.map((one) => canonical(path, one));
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value).map(([key, one]) => [key, canonical(`${path}.${key}`, one)]);
}
