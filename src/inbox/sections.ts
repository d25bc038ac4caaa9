import { keyOf, type Advisory, type AdvisoryKey, type RepositoryName } from '../advisory/model.ts';
import { kindOf, parseQuery, sorted, type Query, type QueryProblem, type Situation, type Sort } from './query.ts';

/** How the person wants to see the list. */
export interface Arrangement {
  readonly sort: Sort;
  /** A query text, as in a user-made section; empty shows all. */
  readonly filter: string;
  readonly groupByRepository: boolean;
  readonly queries: readonly { readonly label: string; readonly query: string }[];
}

/** One section of the inbox, and in it the keys of its advisories in order. */
export interface Section {
  readonly id: string;
  readonly label: string;
  readonly keys: readonly AdvisoryKey[];
  /** Present where the section is shown repository by repository. */
  readonly groups?: readonly { readonly repository: RepositoryName; readonly keys: readonly AdvisoryKey[] }[];
  readonly problems: readonly QueryProblem[];
}

const LABELS = { mine: 'Mine', unassigned: 'Unassigned', open: 'Open', finished: 'Finished' } as const;

/**
 * Sorts advisories into the four sections (each into exactly one) and into the user's own queries.
 * Sections are never left out for being empty: what is not there is an answer too.
 */
export function arrange(advisories: readonly Advisory[], arrangement: Arrangement, at: Situation): readonly Section[] {
  const filter = parseQuery(arrangement.filter);
  const shown = arrangement.filter.trim() === '' ? advisories : advisories.filter((advisory) => filter.query.fits(advisory, at));
  const kinds = { mine: [], unassigned: [], open: [], finished: [] } as Record<keyof typeof LABELS, Advisory[]>;
  for (const advisory of shown) kinds[kindOf(advisory, at)].push(advisory);
  const section = (
    id: string,
    label: string,
    members: readonly Advisory[],
    query?: Query,
    problems: readonly QueryProblem[] = [],
  ): Section => {
    const ordered = sorted(members, query?.sort ?? filter.query.sort ?? arrangement.sort, at);
    const keys = ordered.map(keyOf);
    return arrangement.groupByRepository ? { id, label, keys, groups: groups(ordered), problems } : { id, label, keys, problems };
  };
  const own = arrangement.queries.map(({ label, query: text }, index) => {
    const { query, problems } = parseQuery(text);
    return section(
      `query:${index}`,
      label,
      shown.filter((advisory) => query.fits(advisory, at)),
      query,
      problems,
    );
  });
  return [
    section('mine', LABELS.mine, kinds.mine),
    section('unassigned', LABELS.unassigned, kinds.unassigned),
    ...own,
    section('open', LABELS.open, kinds.open),
    section('finished', LABELS.finished, kinds.finished),
  ];
}

/** Repositories in the order in which they first appear; one repository needs no level of its own. */
function groups(ordered: readonly Advisory[]): NonNullable<Section['groups']> {
  const byRepository = new Map<RepositoryName, AdvisoryKey[]>();
  for (const advisory of ordered) {
    const keys = byRepository.get(advisory.repository);
    if (keys) keys.push(keyOf(advisory));
    else byRepository.set(advisory.repository, [keyOf(advisory)]);
  }
  return [...byRepository].map(([repository, keys]) => ({ repository, keys }));
}
