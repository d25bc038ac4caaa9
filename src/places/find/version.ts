import type { Process } from '../../process/process.ts';

/** A version or commit that a report speaks of. Offsets are UTF-16 units. */
export interface FoundVersion {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** `3.13.1`, `3.14.0a1`; null where only a commit is named. */
  readonly version: string | null;
  /** Full or short commit id. */
  readonly commit: string | null;
}

const NUMBER = String.raw`(\d{1,3}\.\d{1,3}(?:\.\d{1,3})?(?:(?:a|b|rc)\d{1,3})?)(\+)?`;
const BUILD = String.raw`(?:\s{0,3}\((?:(?:heads|tags)\/)?[\w./-]{0,80}?:?([0-9a-f]{7,40})\b)?`;

/**
 * Versions of the product in a report, in the order of the text: a name of the product before a number, or a word that
 * speaks of testing; a build's commit in brackets; `main at <commit>`; the version in an installed path.
 */
export function findVersions(text: string, process: Process): readonly FoundVersion[] {
  const names = (process.versions?.names ?? []).map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  const found: FoundVersion[] = [];
  const named = [...names, 'versions?', 'tested (?:on|with|against)', 'affects', 'reproduced (?:on|with|in)'].join('|');
  for (const match of text.matchAll(new RegExp(String.raw`\b(?:${named})[ :=/-]{0,3}v?${NUMBER}${BUILD}`, 'gi'))) {
    found.push({ start: match.index, end: match.index + match[0].length, text: match[0], version: match[1] ?? null, commit: match[3] ?? null });
  }
  for (const match of text.matchAll(/\b(?:main|master|commit|revision|HEAD)(?: branch)?(?: at| @|:)? {0,2}`?([0-9a-f]{7,40})\b/g)) {
    found.push({ start: match.index, end: match.index + match[0].length, text: match[0], version: null, commit: match[1] ?? null });
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Versions `X.Y` that installed paths speak of, in the order of the text. */
export function installedMinors(paths: readonly string[], process: Process): readonly string[] {
  const minors: string[] = [];
  for (const path of paths) {
    for (const { folder } of process.versions?.installed ?? []) {
      const pattern = folder.replace(/[.*+?^$()|[\]\\]/g, String.raw`\$&`)
        .replace('{minor}', String.raw`(?<major>\d)\.(?<minor>\d{1,3})`).replace('{digits}', String.raw`(?<major>\d)(?<minor>\d{1,3})`);
      const groups = new RegExp(`(?:^|/)${pattern}/`, 'i').exec(path)?.groups;
      const version = groups && `${groups.major ?? ''}.${groups.minor ?? ''}`;
      if (version !== undefined && !minors.includes(version)) minors.push(version);
    }
  }
  return minors;
}
