import { parseRepositoryName, type RepositoryName } from '../advisory/model.ts';
import { ok, type Result } from '../common/result.ts';
import type { Repository } from '../git/repository.ts';
import type { Carried } from '../places/carry/carry.ts';
import { toJson, type PlacesJson } from '../places/json.ts';
import type { ReportPlace, ResolvedPlace } from '../places/place.ts';
import { toSarif } from '../places/sarif.ts';
import { PlacesService, type BranchRow } from '../places/service.ts';
import { processOf } from './process.ts';
import type { Process } from '../process/process.ts';
import { remoteOf, unreadableWords } from './clone.ts';
import { refuse, shown, type Refusal } from './refusal.ts';
import { table } from './table.ts';
import { readText, type Files } from './text-file.ts';

export interface PlacesRequest {
  readonly report: string;
  readonly folder: string;
  readonly at: string | undefined;
  readonly branches: readonly string[];
  readonly since: boolean;
  readonly repository: string | undefined;
  readonly form: 'json' | 'sarif' | 'table';
}

/** Looks up a report's places and gives what is to be printed. The clone is only read. */
export async function runPlaces(
  request: PlacesRequest,
  files: Files,
  now: () => number = Date.now,
): Promise<Result<string, Refusal>> {
  const text = await readText(request.report, files);
  if (!text.ok) return text;
  const service = new PlacesService(now);
  try {
    return await look(request, text.value, service);
  } finally {
    service.dispose();
  }
}

async function look(request: PlacesRequest, text: string, service: PlacesService): Promise<Result<string, Refusal>> {
  const clone = { folder: request.folder };
  const repository = service.repository(clone);
  const refs = await repository.refs();
  if (!refs.ok) return refuse(unreadableWords(request.folder, refs.failure));
  for (const name of [...(request.at === undefined ? [] : [request.at]), ...request.branches])
    if (!(await repository.commit(name)).ok && !(await repository.commit(`origin/${name}`)).ok)
      return refuse(`${shown(request.folder)} has no revision ${shown(name)}.`);
  const { about, hosts, process } = await whose(request, repository, refs.value);
  if (about === undefined) return refuse(`${shown(request.repository ?? '')} is no repository: say OWNER/NAME.`);
  const found = await service.lookUp({ ...clone, about, hosts, process, text, vulnerabilities: [], chosen: request.at });
  const led = found.places.filter((place): place is Led => 'resolved' in place.resolution);
  const resolved = led.map(({ resolution }) => resolution.resolved);
  const rows = request.branches.length > 0 ? await service.carry({ ...clone, process }, resolved, request.branches) : ok([]);
  if (!rows.ok) return refuse('Git could not read the clone while places were carried.');
  const since = request.since ? await service.since({ ...clone, process }, resolved) : undefined;
  if (since && !since.ok) return refuse('Git could not read the clone while releases were compared.');
  const json: PlacesJson = {
    ...toJson(found, byPlace(led, rows.value)),
    ...(rows.value.length > 0 ? { branches: answers(rows.value) } : {}),
    ...(since?.ok ? { since: since.value } : {}),
  };
  if (request.form === 'sarif') return ok(`${JSON.stringify(toSarif(found, about), null, 2)}\n`);
  return ok(request.form === 'json' ? `${JSON.stringify(json)}\n` : table(json));
}

type Led = ReportPlace & { readonly resolution: { readonly resolved: ResolvedPlace } };

function byPlace(led: readonly ReportPlace[], rows: readonly BranchRow[]): Map<ReportPlace, Map<string, Carried>> {
  return new Map(
    led.map((place, index) => [
      place,
      new Map(rows.flatMap(({ branch, carried }) => (carried[index] ? [[branch.name, carried[index]] as const] : []))),
    ]),
  );
}

function answers(rows: readonly BranchRow[]): NonNullable<PlacesJson['branches']> {
  return Object.fromEntries(rows.map(({ branch, answer }) => [branch.name, answer]));
}

/** Whose advisory it is: what was named, else the clone's remote, else what the process of such a tree says. */
async function whose(
  request: PlacesRequest,
  repository: Repository,
  refs: ReadonlyMap<string, string>,
): Promise<{ readonly about: RepositoryName | undefined; readonly hosts: readonly string[]; readonly process: Process }> {
  const remote = await remoteOf(repository);
  const process = await processOf(repository, refs);
  const known = process.code?.repository === undefined ? undefined : parseRepositoryName(process.code.repository);
  const about =
    request.repository === undefined
      ? (known ?? remote?.repository ?? 'unknown/unknown')
      : parseRepositoryName(request.repository);
  return { about, hosts: [...new Set(['github.com', ...(remote ? [remote.host] : [])])], process };
}
