import type { Release } from './releases.ts';
import type { ReportPlaces } from './report.ts';

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

/** The names of which the lookup says for certain that nothing of that name is defined. */
export function factsOf(releases: readonly Release[], names: readonly string[], { places }: ReportPlaces): FieldFacts {
  const gone = new Map<string, string>();
  for (const { found, resolution } of places)
    if ('unresolved' in resolution && resolution.unresolved.why === 'not-defined')
      gone.set((found.symbol ?? found.text).replaceAll(/[`()]/g, ''), resolution.unresolved.revisionName);
  const missing = names.flatMap((name) => {
    const version = gone.get(name.replace(/\(\)$/, ''));
    return version === undefined ? [] : [{ name, version }];
  });
  return { releases: releases.map(({ version }) => version), missing };
}
