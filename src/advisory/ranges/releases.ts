import { compareVersions, isVersion, leadingNumbers, type VersionScheme } from './versions.ts';

/**
 * Whether there was a version. `not-yet`: it is newer than all releases of its line, or than all releases. `unknown`: it
 * is no version, or no releases are known, or it is 0, which is written for "from the beginning", or the releases of its
 * line are not known whole: a clone that was made with few tags must not deny what there was.
 */
export type ReleaseState = 'released' | 'not-yet' | 'never' | 'unknown';

/** Versions have the first two numbers in common where they are of one line: 3.12 of 3.12.0rc1. */
const LINE_NUMBERS = 2;

/**
 * What the releases of a product tell about a version. Versions are equal by their order: 3.12 is 3.12.0.
 * @param releases versions as tags tell them, with a `v` or without; what is no version is passed over
 */
export function releaseState(version: string, releases: readonly string[], scheme: VersionScheme): ReleaseState {
  const known = releases.map((one) => one.replace(/^v(?=\d)/i, '')).filter((one) => isVersion(one, scheme));
  if (!isVersion(version, scheme) || known.length === 0 || compareVersions(version, '0', scheme) === 0) return 'unknown';
  const line = lineOf(version);
  const same = known.filter((one) => lineOf(one) === line);
  let newest = true;
  for (const one of same.length > 0 ? same : known) {
    const difference = compareVersions(version, one, scheme);
    if (difference === 0) return 'released';
    if (difference < 0) newest = false;
  }
  if (newest) return 'not-yet';
  return isWhole(same.length > 0 ? same : known, scheme) ? 'never' : 'unknown';
}

/** Whether the first release of each line is among the releases: where it is not, others may be missing, too. */
function isWhole(releases: readonly string[], scheme: VersionScheme): boolean {
  const lines = new Map<string, boolean>();
  for (const one of releases) {
    const line = lineOf(one);
    const isFirst = compareVersions(one, `${line}.0`, scheme) <= 0;
    lines.set(line, isFirst || lines.get(line) === true);
  }
  return [...lines.values()].every(Boolean);
}

/** Whether there surely was no such version, and will be none: `releaseState` tells what is only not there yet. */
export function neverReleased(version: string, releases: readonly string[], scheme: VersionScheme): boolean {
  return releaseState(version, releases, scheme) === 'never';
}

function lineOf(version: string): string {
  const [major = '0', minor = '0'] = leadingNumbers(version).slice(0, LINE_NUMBERS);
  return `${major}.${minor}`;
}
