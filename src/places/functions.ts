import type { Release } from './releases.ts';
import type { ReportPlaces } from './report.ts';
import { isOnlyABeginning } from './resolve/dotted.ts';

/** A function that was looked up and is not there. */
export interface MissingFunction {
  readonly name: string;
  /** The name of the revision that was looked at. */
  readonly version: string;
}

/** What a clone tells about an advisory's own fields. */
export interface FieldFacts {
  /** Versions that the product's tags name, oldest first. */
  readonly releases: readonly string[];
  readonly missing: readonly MissingFunction[];
}

/** Only what can be a name is looked up: other words would be taken for something else in a text. */
const NAME = /^[A-Za-z_][\w.]{0,200}(?:\(\))?$/;

/** Names of functions as a text that the recognisers read as calls, one a line. */
export function asCalls(names: readonly string[]): string {
  return names
    .filter((name) => NAME.test(name))
    .map((name) => `\`${name.replace(/\(\)$/, '')}()\``)
    .join('\n');
}

/**
 * The names that the clone does not have at the affected version.
 * @param recognised the names that the recognisers saw: of others nothing is known
 * @param looked what was looked up; a name that is in none of its places leads nowhere
 */
export function factsOf(
  releases: readonly Release[],
  names: readonly string[],
  recognised: readonly string[],
  { affected, places }: ReportPlaces,
): FieldFacts {
  const versions = releases.map(({ version }) => version);
  const [at] = affected;
  // Without a version that the ranges name the newest code would be looked at, where the function may be gone by now.
  if (!at || at.from === 'default') return { releases: versions, missing: [] };
  const unsure = new Set<string>();
  for (const { found, resolution } of places) {
    const there = 'resolved' in resolution ? !isOnlyABeginning(resolution.resolved) : resolution.unresolved.why !== 'not-defined';
    if (there && found.symbol !== null) unsure.add(found.symbol);
  }
  const known = new Set(recognised);
  const missing = names.flatMap((name) => {
    const bare = name.replace(/\(\)$/, '');
    return known.has(bare) && !unsure.has(bare) ? [{ name, version: at.name }] : [];
  });
  return { releases: versions, missing };
}
