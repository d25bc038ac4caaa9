import type { Advisory } from '../../advisory/model.ts';
import type { Ask } from '../ask.ts';
import type { KnownPlaces, Places } from '../places/places.ts';

/** The places of a report; undefined, and said so, where they could not be looked up: that is not "none". */
export async function lookedUp(advisory: Advisory, places: Places, ask: Ask): Promise<KnownPlaces | undefined> {
  const known = await places.of(advisory);
  if (!known.unanswered) return known;
  await ask.problem('The places could not be looked up. Refresh to try again.');
  return undefined;
}
