import type { Carried } from './carry/carry.ts';
import { reason, type Certainty, type PlaceKind, type ReportPlace, type ResolvedPlace } from './place.ts';
import type { ReportPlaces } from './report.ts';

/** What is printed for a report: one object, stable for other programs to read. Offsets are UTF-16 units; lines count from 1. */
export interface PlacesJson {
  /** Commit id of the revision that places were looked up at first; null where the clone gave none. */
  readonly revision: string | null;
  readonly revisionName: string | null;
  /** All revisions that the report speaks of, the first one in front. */
  readonly revisions: readonly {
    readonly revision: string;
    readonly name: string;
    readonly said: string | null;
    readonly exact: boolean;
  }[];
  readonly places: readonly PlaceJson[];
  readonly unresolved: readonly UnresolvedJson[];
  readonly branches?: Readonly<Record<string, { readonly answer: string; readonly reasons: readonly string[] }>>;
  readonly since?: SinceJson | null;
}

export interface SinceJson {
  readonly first: string | null;
  readonly range: string | null;
  readonly note: string | null;
}

interface Spot {
  readonly revision: string;
  readonly revisionName: string;
  readonly path: string;
  readonly line: number | null;
  readonly endLine: number | null;
}

export interface PlaceJson {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly kind: PlaceKind;
  readonly path: string;
  /** The reporter's own number, at the reporter's own revision. */
  readonly line: number | null;
  readonly endLine: number | null;
  readonly symbol: string | null;
  readonly revision: string | null;
  readonly resolved: Spot & { readonly certainty: Certainty; readonly note: string | null };
  readonly candidates?: readonly Spot[];
  readonly carried: Readonly<Record<string, CarriedJson>>;
}

export type CarriedJson = Pick<Carried, 'path' | 'line' | 'endLine' | 'status' | 'note'>;

export interface UnresolvedJson {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly kind: PlaceKind;
  /** A sentence. */
  readonly why: string;
}

/** Puts what was looked up into the printed form. */
export function toJson(found: ReportPlaces, carried: ReadonlyMap<ReportPlace, ReadonlyMap<string, Carried>>): PlacesJson {
  const [primary] = found.affected;
  return {
    revision: primary?.revision ?? null,
    revisionName: primary?.name ?? null,
    revisions: found.affected.map(({ revision, name, said, exact }) => ({ revision, name, said, exact })),
    places: found.places.flatMap((place) => placeJson(place, carried.get(place) ?? new Map())),
    unresolved: found.places.flatMap(({ found: { text, start, end, kind }, resolution }) =>
      'unresolved' in resolution ? [{ text, start, end, kind, why: reason(resolution.unresolved) }] : [],
    ),
  };
}

function placeJson(place: ReportPlace, carried: ReadonlyMap<string, Carried>): PlaceJson[] {
  const { found, said, resolution } = place;
  if (!('resolved' in resolution)) return [];
  const { resolved, candidates } = resolution;
  const { text, start, end, kind, line, endLine } = found;
  return [
    {
      text,
      start,
      end,
      kind: kind === 'csymbol' && /\.pyi?$/.test(resolved.path) ? 'symbol' : kind,
      path: resolved.path,
      line,
      endLine,
      symbol: found.symbol ?? resolved.symbol,
      revision: said,
      resolved: { ...spot(resolved), certainty: resolved.certainty, note: resolved.note },
      ...(candidates.length > 0 ? { candidates: candidates.map(spot) } : {}),
      carried: Object.fromEntries([...carried].map(([branch, one]) => [branch, carriedJson(one)])),
    },
  ];
}

function spot({ revision, revisionName, path, line, endLine }: ResolvedPlace): Spot {
  return { revision, revisionName, path, line, endLine };
}

function carriedJson({ path, line, endLine, status, note }: Carried): CarriedJson {
  return { path, line, endLine, status, note };
}
