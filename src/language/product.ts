import { packageOf } from '../advisory/document/content.ts';
import { sameRepository } from '../advisory/model.ts';
import { compareVersions, isVersion, leadingNumbers, schemeFor, type VersionScheme } from '../advisory/ranges/versions.ts';
import { supportedBranches, type Process } from '../process/process.ts';
import { productFor } from '../process/products.ts';
import type { LanguageContext } from './context.ts';

/** How the versions of a package are ordered. @param words `ecosystem/name`; undefined where none is named */
export function schemeOf(words: string | undefined, repository: string | undefined, process: Process): VersionScheme {
  const ecosystem = words === undefined ? null : packageOf(words).ecosystem;
  return schemeFor(ecosystem, productFor(process, repository)?.versionType === 'python');
}

/**
 * Whether a package is the product whose releases and branches are known: in no collection of packages, in the repository
 * that the process is made for.
 */
export function isTheProduct(words: string | undefined, repository: string | undefined, process: Process): boolean {
  const made = process.code?.repository;
  if (words !== undefined && packageOf(words).ecosystem !== 'other') return false;
  return made === undefined || repository === undefined || sameRepository(made, repository);
}

/** A line of releases, and what may be said of its versions. */
export interface ReleaseLine {
  /** `3.12` */
  readonly version: string;
  /** The first release of it; a pre-release where there is no other. undefined where none is known. */
  readonly first: string | undefined;
  readonly newest: string | undefined;
  /** The release that will come next. */
  readonly next: string | undefined;
  /** There are only pre-releases of it. */
  readonly isPrerelease: boolean;
}

const FINAL = /^\d{1,9}(?:\.\d{1,9}){0,7}$/;

/** The lines of the supported branches, in the order of the process: where releases are known with their bounds. */
export function releaseLines({ process, now, releases }: LanguageContext, scheme: VersionScheme): readonly ReleaseLine[] {
  const byLine = new Map<string, string[]>();
  for (const release of releases ?? []) {
    if (!isVersion(release, scheme)) continue;
    const line = leadingNumbers(release).slice(0, 2).join('.');
    const known = byLine.get(line);
    if (known) known.push(release);
    else byLine.set(line, [release]);
  }
  const branches = supportedBranches(process, now);
  const versions =
    branches.length > 0
      ? branches.map(({ version }) => version)
      : [...byLine.keys()].sort(newestFirst(scheme)).slice(0, MOST_LINES);
  return versions.map((version) => lineOf(version, byLine.get(version) ?? [], scheme));
}

/** So many lines are proposed where no process says which are supported. */
const MOST_LINES = 8;

function newestFirst(scheme: VersionScheme): (a: string, b: string) => number {
  return (a, b) => compareVersions(b, a, scheme);
}

function lineOf(version: string, releases: readonly string[], scheme: VersionScheme): ReleaseLine {
  const sorted = [...releases].sort((a, b) => compareVersions(a, b, scheme));
  const finals = sorted.filter((release) => FINAL.test(release));
  const [first, newest] = finals.length > 0 ? [finals[0], finals.at(-1)] : [sorted[0], sorted.at(-1)];
  const isPrerelease = finals.length === 0 && sorted.length > 0;
  const next = newest === undefined ? undefined : isPrerelease ? `${version}.0` : nextOf(newest);
  return { version, first, newest, next, isPrerelease };
}

/** `3.12.9` behind `3.12.8`, `3.12.1` behind `3.12`. */
function nextOf(release: string): string {
  const numbers = release.split('.').map(Number);
  while (numbers.length < 3) numbers.push(0);
  return [...numbers.slice(0, -1), (numbers.at(-1) ?? 0) + 1].join('.');
}
