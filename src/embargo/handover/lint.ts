import { withoutInternal } from '../../records/scrub/links.ts';
import { withoutSecrets } from '../../records/scrub/secrets.ts';
import { bare, folded, readings } from './disguise.ts';
import { Names, type Needle } from './names.ts';

export type FindingKind = 'advisory-id' | 'cve-id' | 'fork' | 'private-branch' | 'private-commit' | 'name' | 'token' | 'internal';

/** Something private that is left in what would be public: where and of which kind, never what it is. */
export interface Finding {
  readonly kind: FindingKind;
  readonly where: 'message' | 'branch' | 'author' | 'path' | 'file';
  /** Of a file: its path. The name of a file that holds something itself is not told. */
  readonly file?: string;
  /** Counted from 1. */
  readonly line?: number;
  /** Which of the files it is, counted from 1, where its name is not told. */
  readonly number?: number;
}

/** What nobody else may read yet. */
export interface Private {
  /** The advisory's id. */
  readonly advisory: string;
  readonly cve?: string;
  /** Addresses and names of the private fork. */
  readonly fork: readonly string[];
  readonly branches: readonly string[];
  /** Full ids. */
  readonly commits: readonly string[];
  /** Logins and names of those on the advisory. */
  readonly people: readonly string[];
  /** Those of them that may not stand as the author either. */
  readonly reporters: readonly string[];
  /** What the process calls internal. */
  readonly internal: readonly string[];
}

/** A line that is new, with its number in the new file. */
export interface NewLine {
  readonly line: number;
  readonly text: string;
}

export interface NewContent {
  readonly path: string;
  /** The path was not there before. */
  readonly named: boolean;
  readonly lines: readonly NewLine[];
  /** No text: only ids are looked for. */
  readonly bytes?: Buffer;
}

export interface Publication {
  readonly message: string;
  readonly branch: string;
  /** Name and mail address. */
  readonly author: string;
  readonly files: readonly NewContent[];
}

/**
 * Looks for what is private in all that would become public: ids also in disguise (case, other dashes, split by blanks,
 * marks or line ends, percent-encoded and the like), the fork, private branches and commits, people, tokens, internal
 * addresses. Lines that were public before are not its business. Time is linear in the length of it all.
 * https://docs.github.com/en/code-security/security-advisories (ids have the form GHSA-xxxx-xxxx-xxxx)
 * @returns each place and kind once, in reading order
 */
export function lintPublication(publication: Publication, secret: Private): readonly Finding[] {
  const look = new Look(secret);
  const message = publication.message.split('\n').map((text, at) => ({ line: at + 1, text }));
  const found: Finding[] = look.lines(message).map(({ kind, line }) => ({ kind, where: 'message', line }));
  for (const { kind } of look.line(publication.branch)) found.push({ kind, where: 'branch' });
  for (const { kind } of look.author(publication.author)) found.push({ kind, where: 'author' });
  for (const [at, { path, named, lines, bytes }] of publication.files.entries()) {
    const inName = named ? look.line(path) : [];
    for (const { kind } of inName) found.push({ kind, where: 'path', number: at + 1 });
    const file = inName.length > 0 ? { number: at + 1 } : { file: path };
    for (const run of runs(lines))
      for (const { kind, line } of look.lines(run)) found.push({ kind, where: 'file', ...file, line });
    for (const { kind } of bytes ? look.bytes(bytes) : []) found.push({ kind, where: 'file', ...file });
  }
  return once(found);
}

/** Lines that stand below one another, so that what is split by a line end is seen. */
function runs(lines: readonly NewLine[]): readonly (readonly NewLine[])[] {
  const found: NewLine[][] = [];
  for (const line of lines) {
    const last = found.at(-1);
    if (last && (last.at(-1)?.line ?? 0) + 1 === line.line) last.push(line);
    else found.push([line]);
  }
  return found;
}

function once(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter((finding) => {
    const key = JSON.stringify([finding.kind, finding.where, finding.file, finding.line, finding.number]);
    return !seen.has(key) && seen.add(key);
  });
}

interface Hit {
  readonly kind: FindingKind;
  readonly line: number;
}

/** The alphabet of GHSA ids has no vowel, so no sentence reads like one when its blanks are gone. */
const ADVISORY = /ghsa[23456789cfghjmpqrvwx]{12}/g;
const CVE = /cve(?:19|20)[0-9]{2}[0-9]{4,}/g;
const COMMIT = /(?<![a-z0-9])[0-9a-f]{7,64}(?![a-z0-9])/g;
const SHORT = 7;
/** Files that GitHub keeps for those on an advisory. */
const UPLOADED = /github\.com\/user-attachments\/|\buser-images\.githubusercontent\.com/;

class Look {
  readonly #private: Private;
  readonly #names: Names<FindingKind>;
  readonly #reporters: Names<FindingKind>;
  readonly #ids: readonly (readonly [FindingKind, RegExp])[];
  readonly #commits: ReadonlyMap<string, readonly string[]>;

  constructor(secret: Private) {
    this.#private = secret;
    const people = (words: readonly string[]): Needle<FindingKind>[] => words.map((one) => ({ kind: 'name', words: one }));
    this.#names = new Names<FindingKind>([
      ...people(secret.people),
      ...secret.fork.map((words) => ({ kind: 'fork' as const, words, exact: true })),
      // A plain word says nothing: a private branch `main` is not private by its name.
      ...secret.branches
        .filter((words) => /[^\p{L}]/u.test(words))
        .map((words) => ({ kind: 'private-branch' as const, words, exact: true })),
    ]);
    this.#reporters = new Names(people(secret.reporters));
    const own = bare(folded(secret.advisory)).replace(/^ghsa/, '');
    const alone = /^[a-z0-9]{12}$/.test(own) ? [['advisory-id', new RegExp(own, 'g')] as const] : [];
    this.#ids = [['advisory-id', ADVISORY], ['cve-id', CVE], ...alone];
    const commits = new Map<string, string[]>();
    for (const id of secret.commits) commits.set(id.slice(0, SHORT), [...(commits.get(id.slice(0, SHORT)) ?? []), id]);
    this.#commits = commits;
  }

  line(text: string): readonly Hit[] {
    return this.lines([{ line: 1, text }]);
  }

  lines(lines: readonly NewLine[]): readonly Hit[] {
    const read = lines.map(({ text }) => readings(text));
    const rounds = read.reduce((most, { length }) => Math.max(most, length), 0);
    const hits: Hit[] = lines.flatMap((line) => this.#byLine(line));
    for (let round = 0; round < rounds; round++) {
      const texts = read.map((all) => folded(all[Math.min(round, all.length - 1)] ?? ''));
      for (const hit of this.#ofIds(texts, lines)) hits.push(hit);
      for (const hit of this.#ofNames(texts, lines)) hits.push(hit);
    }
    return hits.sort((a, b) => a.line - b.line);
  }

  /** Somebody who reported it does not stand as the author, whoever else may. */
  author(text: string): readonly Hit[] {
    const low = folded(text);
    return [...this.#ofIds([low], [{ line: 1, text }]), ...this.#reporters.in(low).map(({ kind }) => ({ kind, line: 1 }))];
  }

  /** Names would be found in any bytes; ids are not there by chance. */
  bytes(content: Buffer): readonly Hit[] {
    const text = content.toString('latin1');
    return this.#ofIds([folded(text.replace(/[^ -~]/g, ''))], [{ line: 1, text }]);
  }

  #ofIds(texts: readonly string[], lines: readonly NewLine[]): readonly Hit[] {
    const parts = texts.map(bare);
    const whole = parts.join('');
    const lineAt = lineFinder(
      parts.map(({ length }) => length),
      lines,
    );
    return this.#ids.flatMap(([kind, pattern]) =>
      [...whole.matchAll(pattern)].map(({ index }) => ({ kind, line: lineAt(index) })),
    );
  }

  #ofNames(texts: readonly string[], lines: readonly NewLine[]): readonly Hit[] {
    const whole = texts.join('\n');
    const lineAt = lineFinder(
      texts.map(({ length }) => length + 1),
      lines,
    );
    const commits = [...whole.matchAll(COMMIT)].filter(({ 0: id }) =>
      this.#commits.get(id.slice(0, SHORT))?.some((full) => full.startsWith(id)),
    );
    return [
      ...this.#names.in(whole).map(({ kind, at }) => ({ kind, line: lineAt(at) })),
      ...commits.map(({ index }) => ({ kind: 'private-commit' as const, line: lineAt(index) })),
    ];
  }

  #byLine({ line, text }: NewLine): readonly Hit[] {
    const hits: Hit[] = [];
    // A test may bring a key of its own; a token is somebody's.
    if (withoutSecrets(text.replace(/-----BEGIN[^-]{0,60}-----/g, '')).count > 0) hits.push({ kind: 'token', line });
    const low = readings(text).map(folded);
    const isInternal = (one: string) => UPLOADED.test(one) || withoutInternal(one, this.#private.internal).count > 0;
    if (low.some(isInternal)) hits.push({ kind: 'internal', line });
    return hits;
  }
}

/** The line that an offset in the joined text lies in. */
function lineFinder(lengths: readonly number[], lines: readonly NewLine[]): (at: number) => number {
  const ends: number[] = [];
  let end = 0;
  for (const length of lengths) ends.push((end += length));
  return (at) => {
    let low = 0;
    let high = ends.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    return lines[low]?.line ?? 0;
  };
}
