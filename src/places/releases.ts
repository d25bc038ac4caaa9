import type { Repository } from '../git/repository.ts';
import type { Process } from '../process/process.ts';
import { compareVersions, seriesOf } from './versions.ts';

/** A release of the product that a clone has a tag of. */
export interface Release {
  /** The tag's name. */
  readonly name: string;
  readonly version: string;
  /** Commit id. */
  readonly revision: string;
}

/** Tags and branches of a process as expressions whose last group is the version. */
function tagPatterns(process: Process): readonly RegExp[] {
  return (process.versions?.tags ?? ['v{version}', '{version}']).map((template) => {
    const [before = '', behind = ''] = template
      .split('{version}')
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
    return new RegExp(`^(${before}(\\d[\\w.]*)${behind})$`);
  });
}

/** The version that a name speaks of if it is a tag's by its form, or a version by itself. */
export function versionOf(name: string, process: Process): string | undefined {
  const version =
    tagPatterns(process)
      .map((pattern) => pattern.exec(name)?.[2])
      .find((one) => one !== undefined) ?? name;
  return isVersion(version) && version.includes('.') ? version : undefined;
}

/** The releases that a clone has, by the tag templates of the process, oldest version first. */
export async function releasesOf(repository: Repository, process: Process): Promise<readonly Release[]> {
  const refs = await repository.refs();
  if (!refs.ok) return [];
  const patterns = tagPatterns(process);
  const found: Release[] = [];
  for (const [ref, revision] of refs.value) {
    if (!ref.startsWith('refs/tags/')) continue;
    const match = patterns.map((pattern) => pattern.exec(ref.replace(/^refs\/tags\//, ''))).find((one) => one !== null);
    const [, name, version] = match ?? [];
    if (name !== undefined && version !== undefined && isVersion(version)) found.push({ name, version, revision });
  }
  return found.sort((a, b) => compareVersions(a.version, b.version));
}

/**
 * The release nearest to a version: the newest of its own series below it, else the oldest of its series above it, else the
 * newest below it of any series, else the oldest that there is.
 */
export function nearestRelease(releases: readonly Release[], version: string): Release | undefined {
  if (!isVersion(version)) return undefined;
  const same = releases.filter((one) => seriesOf(one.version) === seriesOf(version));
  const below = (one: Release) => compareVersions(one.version, version) <= 0;
  return same.findLast(below) ?? same[0] ?? releases.findLast(below) ?? releases[0];
}

/** `3.13.1`, `3.14.0a7`, `2`: what a tag is named after. */
function isVersion(text: string): boolean {
  return /^\d{1,5}(?:\.\d{1,5}){0,5}(?:(?:a|b|rc|\.dev|\.post)\d{1,5})?\+?$/.test(text);
}
