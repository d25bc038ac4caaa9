import { withoutInternal } from '../../records/scrub/links.ts';
import { withoutSecrets } from '../../records/scrub/secrets.ts';
import { bare, folded, readings } from './disguise.ts';
import type { FindingKind, NewLine, Private } from './lint.ts';
import { Names, type Needle } from './names.ts';

/** Something that was found in a text. */
export interface Hit {
  readonly kind: FindingKind;
  readonly line: number;
  /** It is this advisory's; another advisory's or CVE's id may be public, and so may a private key. Of all else always. */
  readonly isOwn: boolean;
  /** What it is, for comparing only: it is never told. Of tokens and addresses nobody asks. */
  readonly what: string;
}

/** The alphabet of GHSA ids has no vowel, so no sentence reads like one when its blanks are gone. */
const ADVISORY = /ghsa([23456789cfghjmpqrvwx]{12})/g;
/** Of ids that nobody knows only what is written like one: `execve, 2048, 4096` is none. */
const CVE = /(?<![a-z0-9])cve[\s_-]*((?:19|20)[0-9]{2})[\s_-]*([0-9]{4,})/g;
/** What comments begin their lines with does not part an id. */
const COMMENT = /^\s*(?:#|\/\/|\/?\*|;|--)+\s*/;
const COMMIT = /(?<![a-z0-9])[0-9a-f]{7,64}(?![a-z0-9])/g;
const SHORT = 7;
/** Files that GitHub keeps for those on an advisory. */
const UPLOADED = /github\.com\/user-attachments\/|\buser-images\.githubusercontent\.com/;

/** Looks for what is private in lines of text. Time is linear in their length. */
export class Look {
  readonly #private: Private;
  readonly #names: Names<FindingKind>;
  readonly #reporters: Names<FindingKind>;
  /** The advisory's own id without the letters before it, and its own CVE id, whatever stands between its digits. */
  readonly #advisory: string | undefined;
  readonly #cve: { readonly bare: string; readonly form: RegExp } | undefined;
  readonly #commits: ReadonlyMap<string, readonly string[]>;

  /** @param least how many letters and digits a person's name has at least to be looked for */
  constructor(secret: Private, least = 2) {
    this.#private = secret;
    const people = (words: readonly string[]): Needle<FindingKind>[] =>
      words
        .filter((one) => bare(folded(one)).length >= least || /[^\p{ASCII}]/u.test(one))
        .map((one) => ({ kind: 'name', words: one }));
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
    this.#advisory = /^[a-z0-9]{12}$/.test(own) ? own : undefined;
    const cve = bare(folded(secret.cve ?? ''));
    this.#cve = /^cve[0-9]{8,}$/.test(cve)
      ? { bare: cve, form: new RegExp(`${Array.from(cve).join('[^a-z0-9]*')}(?![0-9])`, 'g') }
      : undefined;
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
      for (const hit of this.#ofAdvisories(texts, lines)) hits.push(hit);
      for (const hit of this.#ofCves(texts, lines)) hits.push(hit);
      for (const hit of this.#ofNames(texts, lines)) hits.push(hit);
    }
    return hits.sort((a, b) => a.line - b.line);
  }

  /** Ids alone. */
  ids(text: string): readonly Hit[] {
    const lines = [{ line: 1, text }];
    const low = [folded(text)];
    return [...this.#ofAdvisories(low, lines), ...this.#ofCves(low, lines)];
  }

  /** Somebody who reported it does not stand as the author, whoever else may. */
  author(text: string): readonly Hit[] {
    const names = this.#reporters.in(folded(text));
    return [...this.ids(text), ...names.map(({ kind, words }) => ({ kind, line: 1, isOwn: true, what: words }))];
  }

  #ofAdvisories(texts: readonly string[], lines: readonly NewLine[]): readonly Hit[] {
    const parts = texts.map(bare);
    const whole = parts.join('');
    const lineAt = lineFinder(
      parts.map(({ length }) => length),
      lines,
    );
    const own = this.#advisory;
    const kind = 'advisory-id' as const;
    const named = [...whole.matchAll(ADVISORY)].map(({ index, 1: id = '' }) => ({
      kind,
      line: lineAt(index),
      isOwn: id === own,
      what: id,
    }));
    if (own === undefined) return named;
    const alone = [...whole.matchAll(new RegExp(own, 'g'))].map(({ index }) => ({
      kind,
      line: lineAt(index),
      isOwn: true,
      what: own,
    }));
    return [...named, ...alone];
  }

  #ofCves(texts: readonly string[], lines: readonly NewLine[]): readonly Hit[] {
    const kind = 'cve-id' as const;
    const find = (all: readonly string[], form: RegExp, idOf: (found: RegExpExecArray) => string) => {
      const lineAt = lineFinder(
        all.map(({ length }) => length + 1),
        lines,
      );
      return [...all.join('\n').matchAll(form)].map((found) => {
        const what = idOf(found);
        return { kind, line: lineAt(found.index), isOwn: what === this.#cve?.bare, what };
      });
    };
    const plain = texts.map((text) => text.replace(COMMENT, ''));
    const written = find(plain, CVE, ({ 1: year = '', 2: number = '' }) => `cve${year}${number}`);
    const own = this.#cve;
    return own ? [...written, ...find(texts, own.form, () => own.bare)] : written;
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
      ...this.#names.in(whole).map(({ kind, at, words }) => ({ kind, line: lineAt(at), isOwn: true, what: words })),
      ...commits.map(({ 0: what, index }) => ({ kind: 'private-commit' as const, line: lineAt(index), isOwn: true, what })),
    ];
  }

  #byLine({ line, text }: NewLine): readonly Hit[] {
    const hits: Hit[] = [];
    // A test may bring a key of its own; a token is somebody's.
    const isToken = withoutSecrets(text.replace(/-----BEGIN[^-]{0,60}-----/g, '')).count > 0;
    if (isToken || withoutSecrets(text).count > 0) hits.push({ kind: 'token', line, isOwn: isToken, what: '' });
    const low = readings(text).map(folded);
    const isInternal = (one: string) => UPLOADED.test(one) || withoutInternal(one, this.#private.internal).count > 0;
    if (low.some(isInternal)) hits.push({ kind: 'internal', line, isOwn: true, what: '' });
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
