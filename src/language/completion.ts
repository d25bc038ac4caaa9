import type { AdvisoryDocument } from '../advisory/document/document.ts';
import { completeBody } from './complete/body.ts';
import { completeKeys } from './complete/keys.ts';
import type { Completion } from './complete/completion.ts';
import { completeSkeleton } from './complete/skeleton.ts';
import { completeValue } from './complete/value.ts';
import type { LanguageContext } from './context.ts';
import { placeAt } from './front/place.ts';
import { frontOf } from './front/rows.ts';

export type { Completion } from './complete/completion.ts';

/**
 * What can be written at an offset: keys that are not there yet, values of each key, headings and templates in the
 * description. Works by the lines, so it does while the YAML is broken.
 * @returns in no order (`sort` tells it). Which ones there are hangs on what was typed, so a client asks again at every key.
 */
export async function complete(
  document: AdvisoryDocument,
  offset: number,
  context: LanguageContext,
): Promise<readonly Completion[]> {
  if (!Number.isInteger(offset) || offset < 0 || offset > document.text.length) return [];
  const front = frontOf(document);
  const skeleton = front ? [] : completeSkeleton(document, offset, context);
  if (skeleton.length > 0) return skeleton;
  const placed = placeAt(document, offset, true);
  if (placed?.place.kind === 'key') return completeKeys(document, placed.place, placed.outline, context);
  if (placed?.place.kind === 'value')
    return completeValue({ document, offset, place: placed.place, outline: placed.outline, context });
  const isBody = document.front ? offset >= document.body.start : offset > (front?.end ?? -1);
  return isBody ? completeBody(document, offset, context) : [];
}
