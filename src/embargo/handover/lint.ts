import { isInBytes, lettersInBytes, linesInBytes } from './bytes.ts';
import { Look, type Hit } from './look.ts';

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
  /** The text that was there before, in which a line or a run of words is public. */
  readonly before?: string;
  /** No text, or one that is more than its lines: what is in it and was not in it before. */
  readonly bytes?: { readonly now: Buffer; readonly before?: Buffer };
}

export interface Publication {
  readonly message: string;
  readonly branch: string;
  /** Name and mail address. */
  readonly author: string;
  readonly files: readonly NewContent[];
}

/** What was found in a publication. */
export interface Looked {
  /** What must not go public. */
  readonly findings: readonly Finding[];
  /** What may, if a person says so: an id of another advisory or CVE, a private key in a file. */
  readonly doubts: readonly Finding[];
}

/** Shorter names stand in any bytes. */
const LEAST_IN_BYTES = 4;

/**
 * Looks for what is private in all that would become public: ids also in disguise (case, other dashes, split by blanks,
 * marks or line ends, percent-encoded and the like), the fork, private branches and commits, people, tokens, internal
 * addresses. Lines that were public before are not its business. Time is linear in the length of it all.
 * https://docs.github.com/en/code-security/security-advisories (ids have the form GHSA-xxxx-xxxx-xxxx)
 * @returns each place and kind once, in reading order
 */
export function lookThrough(publication: Publication, secret: Private): Looked {
  const look = new Look(secret);
  const message = publication.message.split('\n').map((text, at) => ({ line: at + 1, text }));
  const found: Found[] = look.lines(message).map((hit) => ({ hit, place: { where: 'message', line: hit.line } }));
  for (const hit of look.line(publication.branch)) found.push({ hit, place: { where: 'branch' } });
  for (const hit of look.author(publication.author)) found.push({ hit, place: { where: 'author' } });
  for (const [at, file] of publication.files.entries()) for (const one of inFile(file, at + 1, look, secret)) found.push(one);
  const told = (isOpen: boolean) =>
    once(found.filter((one) => isDoubt(one) === isOpen).map(({ hit: { kind }, place }) => ({ kind, ...place })));
  return { findings: told(false), doubts: told(true) };
}

/** What must not go public; see `lookThrough`. */
export function lintPublication(publication: Publication, secret: Private): readonly Finding[] {
  return lookThrough(publication, secret).findings;
}

interface Found {
  readonly hit: Hit;
  readonly place: Omit<Finding, 'kind'>;
}

/** A person decides where they see the line. Names of branches and authors are none. */
function isDoubt({ hit: { kind, isOwn }, place: { where } }: Found): boolean {
  if (where === 'branch' || where === 'author' || (kind === 'token' && where === 'message')) return false;
  return !isOwn;
}

function inFile({ path, named, lines, bytes }: NewContent, number: number, look: Look, secret: Private): readonly Found[] {
  const inName = named ? look.line(path) : [];
  const isSecret = inName.some(({ isOwn }) => isOwn);
  const file = isSecret ? { number } : { file: path };
  const found = inName.map((hit): Found => ({ hit, place: { where: 'path', number, ...(hit.isOwn ? {} : { file: path }) } }));
  for (const run of runs(lines))
    for (const hit of look.lines(run)) found.push({ hit, place: { where: 'file', ...file, line: hit.line } });
  const known = new Set(found.map(({ hit }) => hit.kind));
  for (const hit of bytes ? inBytes(bytes, secret) : [])
    if (!known.has(hit.kind)) found.push({ hit, place: { where: 'file', ...file } });
  return found;
}

/** What bytes hold, and did not before. What looks like a token there says nothing. */
function inBytes({ now, before }: NonNullable<NewContent['bytes']>, secret: Private): readonly Hit[] {
  const look = new Look(secret, LEAST_IN_BYTES);
  const names = secret.people.filter((one) => /[^\p{ASCII}]/u.test(one.trim())).map((one) => one.trim());
  const hitsIn = (bytes: Buffer) => {
    const hits = new Map<string, Hit>();
    const note = (hit: Hit) => hit.kind !== 'token' && hits.set(`${hit.kind} ${hit.what}`, hit);
    for (const piece of linesInBytes(bytes))
      for (const hit of look.lines(piece.split('\n').map((text) => ({ line: 1, text })))) note(hit);
    for (const piece of lettersInBytes(bytes)) for (const hit of look.ids(piece)) note(hit);
    for (const what of names) if (isInBytes(bytes, what)) note({ kind: 'name', line: 1, isOwn: true, what });
    return hits;
  };
  const hits = hitsIn(now);
  if (hits.size > 0 && before !== undefined) for (const key of hitsIn(before).keys()) hits.delete(key);
  return [...hits.values()];
}

/** Lines that stand below one another, so that what is split by a line end is seen. */
export function runs(lines: readonly NewLine[]): readonly (readonly NewLine[])[] {
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
