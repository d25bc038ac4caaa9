import type { Process } from '../../process/process.ts';

/** A version or commit that a report speaks of. Offsets are UTF-16 units. */
export interface FoundVersion {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** `3.13.1`, `3.14.0a1`, `3.14`; null where only a commit is named. */
  readonly version: string | null;
  /** Full or short commit id. */
  readonly commit: string | null;
  /** The product's name stands before it, so that it is a version of the product and of nothing else. */
  readonly named: boolean;
  /** It says since when, not what was looked at. */
  readonly history: boolean;
}

/** `since Python `, `introduced in `, right before a version. */
const HISTORY =
  /\b(?:since|introduced in|added in|starting (?:in|with|from)|new in|as of|back to|from)(?: the)?(?: [A-Za-z]{1,12})? ?[`*(]{0,3}$/i;

const NUMBER = /(?<![\w.@~^=+-]|\d\/)v?(\d{1,3}\.\d{1,3}(?:\.\d{1,3})?(?:(?:a|b|rc)\d{1,3})?)(?:\+)?(?![\w-]|\.\d)/g;
/** A build's own words behind its version: `(heads/main:abc1234, …)`, `(tags/v3.13.1:abc1234)`. */
const BUILD = /^\+?\s{0,3}\((?:(?:heads|tags)\/)?[\w./-]{0,80}:([0-9a-f]{7,40})\b/;
const COMMIT = /\b(?:main|master|commit|revision|HEAD)(?: branch)?(?: at| @|:)? {0,2}[`(]?([0-9a-f]{7,40})\b/g;
/** Words after which a number is a version; after another word it is that thing's: `OpenSSL 3.1.2`. */
const SPEAKS_OF_VERSION = new Set(
  (
    'a affected affects against and are as at both build from in including is of on or release releases running since tag test tested testing ' +
    'than the through to under until using version versions vulnerable was with'
  ).split(' '),
);
/** `main (3.16.0a0)`: a build says the branch before its version. */
const BRANCH_WORDS = new Set(['main', 'master', 'trunk', 'branch']);
const TELLS_AGAINST =
  /\b(?:not|no|fixed|fix|unaffected|patched|works|fine|before|without|until|<)(?: (?:in|on|with|for|affected|version))*[\s:`*(]{0,4}$/i;

/**
 * Versions of the product and commits in a report, in the order of the text. Whether there is such a release is for the
 * clone to say. Numbers inside addresses, paths and other projects' names are left alone.
 */
export function findVersions(text: string, process: Process): readonly FoundVersion[] {
  const names = new Set((process.versions?.names ?? []).map((name) => name.toLowerCase()));
  const found: FoundVersion[] = [];
  for (const match of text.matchAll(NUMBER)) {
    const before = text.slice(Math.max(0, match.index - 60), match.index);
    if (/\S\/$|[a-z]+:\/\/\S*$/i.test(before) || TELLS_AGAINST.test(before)) continue;
    const word = /([A-Za-z][\w.+-]*)[\s:`*(=]{1,4}$/.exec(before)?.[1]?.toLowerCase();
    const named = word !== undefined && (names.has(word) || BRANCH_WORDS.has(word));
    if (word !== undefined && !named && !SPEAKS_OF_VERSION.has(word)) continue;
    const end = match.index + match[0].length;
    const commit = BUILD.exec(text.slice(end, end + 140))?.[1] ?? null;
    const history = HISTORY.test(before);
    found.push({ start: match.index, end, text: match[0], version: match[1] ?? null, commit, named, history });
  }
  for (const match of programs(process).flatMap((pattern) => [...text.matchAll(pattern)])) {
    const version = match[2] === undefined ? (match[1] ?? null) : `${match[1] ?? ''}.${match[2]}`;
    const end = match.index + match[0].length;
    found.push({ start: match.index, end, text: match[0], version, commit: null, named: true, history: false });
  }
  for (const match of text.matchAll(COMMIT)) {
    found.push({
      start: match.index,
      end: match.index + match[0].length,
      text: match[0],
      version: null,
      commit: match[1] ?? null,
      named: false,
      history: false,
    });
  }
  return found.sort((a, b) => a.start - b.start);
}

/** `python3.8`, `libpython3.6m.so`, `python-3.9.18/`, `python37.dll`: programs and libraries with their version in the name. */
function programs(process: Process): readonly RegExp[] {
  const names = (process.versions?.names ?? []).map((name) => name.replace(/[^\w]/g, '')).join('|') || '$^';
  return [
    new RegExp(`(?<![A-Za-z\\d_-])(?:lib)?(?:${names})(\\d\\.\\d{1,3}(?:\\.\\d{1,3})?)(?![\\d/-])`, 'gi'),
    new RegExp(`(?<![A-Za-z\\d_-])(?:${names})-(\\d\\.\\d{1,3}\\.\\d{1,3})(?![\\d-])`, 'gi'),
    new RegExp(`(?<![A-Za-z\\d_-])(?:lib)?(?:${names})(\\d)(\\d{1,2})(?:_d)?(?=\\.dll|\\.exe|!)`, 'gi'),
  ];
}

/** Versions that installed paths speak of, in the order given: `X.Y.Z` where a folder names it, else `X.Y`. */
export function installedVersions(paths: readonly string[], process: Process): readonly string[] {
  const exact: string[] = [];
  const minors: string[] = [];
  for (const path of paths) {
    for (const { folder } of process.versions?.installed ?? []) {
      const pattern = folder
        .replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
        .replaceAll(String.raw`\{minor\}`, String.raw`(\d)\.(\d{1,3})`)
        .replaceAll(String.raw`\{digits\}`, String.raw`(\d)(\d{1,3})`);
      const match = new RegExp(`(?:^|/)${pattern}/`, 'i').exec(path);
      if (match?.[1] === undefined) continue;
      const minor = `${match[1]}.${match[2] ?? ''}`;
      if (!minors.includes(minor)) minors.push(minor);
      const full = /(?:^|[/-])(\d{1,3}\.\d{1,3}\.\d{1,3}(?:(?:a|b|rc)\d{1,3})?)(?:\/|$)/.exec(path.slice(0, match.index))?.[1];
      if (full?.startsWith(`${minor}.`) && !exact.includes(full)) exact.push(full);
    }
  }
  return [...exact, ...minors];
}
