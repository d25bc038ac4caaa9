import type { Advisory } from '../advisory/model.ts';
import type { Repository } from '../git/repository.ts';
import type { Process } from '../process/process.ts';
import { affectedRevision, type Affected } from './affected.ts';
import { findPlaces } from './find/find.ts';
import type { ReportPlace } from './place.ts';
import { resolvePlace } from './resolve.ts';

/** What a report speaks of: its places in the order of the text, and the revision it is about. */
export interface ReportPlaces {
  readonly affected: Affected | undefined;
  readonly places: readonly ReportPlace[];
}

/**
 * Finds and looks up every place of a text.
 * @param repository a clone of the advisory's repository; undefined where none is known
 * @param hosts hosts on which links lead into the advisory's repository
 */
export async function placesOf(
  advisory: Pick<Advisory, 'repository' | 'vulnerabilities'>,
  text: string,
  repository: Repository | undefined,
  process: Process,
  hosts: readonly string[],
  signal?: AbortSignal,
): Promise<ReportPlaces> {
  const found = findPlaces(text);
  const nowhere = (): ReportPlaces => ({
    affected: undefined,
    places: found.map((place) => ({ found: place, resolution: { unresolved: { why: 'no-clone' } } })),
  });
  if (!repository) return nowhere();
  const affected = await affectedRevision(
    advisory,
    text,
    found.map(({ path }) => path),
    repository,
    process,
  );
  if (!affected) return nowhere();
  const ground = { about: advisory.repository, repository, affected, process, hosts, read: new Map() };
  const places: ReportPlace[] = [];
  for (const place of found) {
    if (signal?.aborted) break;
    places.push({ found: place, resolution: await resolvePlace(place, ground) });
  }
  return { affected, places };
}
