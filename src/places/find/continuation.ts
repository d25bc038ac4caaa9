import type { FoundPlace } from '../place.ts';
import { found } from './found.ts';
import { lineRange } from './line-number.ts';
import { addressTails, codeBlocks, regionAt, type Region } from './text-parts.ts';

/** `:1103`, `:10-12`, right behind a mark; only in code comments behind a blank. */
const COLON = String.raw`(?<=^|[\s\x60(,/*\[]):(\d{1,7})(?:[-–](\d{1,7}))?(?![\w:]|[.,]\d)`;
const LETTER = String.raw`(?<![\w.:/\\#-])L(\d{2,7})(?:C\d{1,5})?(?:[-–]L?(\d{2,7}))?(?![\w-]|\.\d)`;
const WORDS = String.raw`(?<![\w-])(?:[Ll]ines?|[Ll]n\.?) ~?(\d{1,3}(?:,\d{3})+(?![,\d])|\d{1,7}(?!\d))(?:\s?(?:-|–|—|to|through)\s?(\d{1,7}))?(?![\w%]|\.\d)`;
const MENTION = new RegExp(`${COLON}|${LETTER}|${WORDS}`, 'gm');
/** `, 20`, ` and 33-35`, right behind lines. */
const NEXT =
  /^(?:, (?:and )?|,| and | or | & |\/)(?:[Ll]ines? |L|:)?(\d{1,7})(?:[-–]L?(\d{1,7}))?(?![\w%:]|[.,]\d| (?:bytes|times|lines|characters|chars)\b)/;
/** Lines of what a report shows and not of the product: its script, its input, what was printed. */
const OF_ANOTHER =
  /^[`*)]{0,3},? (?:of|in|from) (?:(?:the|my|our|your|this|that|above|below|attached) )*[`*"']?(?:\w+[ -])?(?:poc|proof|script|repro\w*|exploit|payload|example|snippet|input|output|log|trace\w*|stack|report|patch|diff|email|mail|message|document|standard|rfc|spec\w*)\b/i;
const PORTS = new Set([80, 443, 1080, 3000, 3128, 5000, 8000, 8080, 8081, 8443, 8888, 9000, 9090]);
/** A line in words belongs to a file that was named this far away at most, where it is not in the same paragraph. */
const FARTHEST = 2500;
/** Where several files were named, the last one is meant if the line is as near as this to the one named there. */
const NEAREST_LINES = 100;

interface Base {
  readonly place: FoundPlace;
  /** Number of the paragraph and of the section. */
  readonly paragraph: number;
  readonly section: number;
}

/**
 * Lines that stand without a file behind a place that names one: `:1103`, `L2406`, `line 485`. They get that place's
 * path, and its link, so that they are looked up at the same revision.
 * @param places what the other recognisers found; nothing inside of them is a continuation
 */
export function findContinuations(text: string, places: readonly FoundPlace[]): FoundPlace[] {
  const known = places.toSorted((a, b) => a.start - b.start);
  const taken = [...merged(known, addressTails(text))];
  const lists = known.flatMap((place) => listBehind(text, place, taken));
  const scope = new Scope(text, known);
  const code = codeBlocks(text);
  const named = new Set(known.map((place) => locationOf(place, place.line)));
  const single: FoundPlace[] = [];
  for (const match of text.matchAll(MENTION)) {
    const at = match.index;
    const end = at + match[0].length;
    const lines = lineRange(match[1] ?? match[3] ?? match[5] ?? '', match[2] ?? match[4] ?? match[6]);
    if (lines.line === 0 || regionAt(taken, at)) continue;
    const form = match[1] !== undefined ? 'colon' : match[3] !== undefined ? 'letter' : 'words';
    if (isSomethingElse(text, at, end, form, lines.line, regionAt(code, at) !== undefined)) continue;
    const base = scope.base(at, form === 'words' ? lines.line : null);
    // What the text names in full elsewhere needs no second entry.
    if (!base || named.has(locationOf(base, lines.line))) continue;
    const own = continued(text, at, end, base, lines);
    single.push(own, ...listBehind(text, own, taken));
  }
  return apart([...lists, ...single]);
}

/** Two finders may see the same number: the one that stands behind a list of lines comes first. */
function apart(places: readonly FoundPlace[]): FoundPlace[] {
  const kept: FoundPlace[] = [];
  for (const place of places.toSorted((a, b) => a.start - b.start || b.end - a.end))
    if (place.start >= (kept.at(-1)?.end ?? 0)) kept.push(place);
  return kept;
}

function continued(
  text: string,
  start: number,
  end: number,
  { path, link, symbol, kind }: FoundPlace,
  lines: { readonly line: number; readonly endLine: number | null },
): FoundPlace {
  // Where a module's name stands for the file, the name goes on; the function of a frame does not.
  return found(text, start, end, 'path', {
    path,
    link,
    symbol: path === null && kind === 'path' ? symbol : null,
    ...lines,
    tentative: true,
  });
}

function listBehind(text: string, place: FoundPlace, taken: readonly Region[]): FoundPlace[] {
  const list: FoundPlace[] = [];
  if (place.line === null || !/(?:[Ll]ines |L|:)\d[\d,–-]*(?:L?\d+)?[)`]?$/.test(place.text.slice(-40))) return list;
  const marked = !place.text.includes('ines ');
  for (let at = place.end; list.length < 40;) {
    const match = NEXT.exec(text.slice(at, at + 60));
    // Bare numbers go on only a list that began with the word `lines`.
    if (!match || (marked && !/[L:]\d/.test(match[0]))) break;
    const start = at + match[0].search(/[L:\d]/);
    const end = at + match[0].length;
    const lines = lineRange(match[1] ?? '', match[2]);
    if (lines.line === 0 || regionAt(taken, start)) break;
    list.push(continued(text, start, end, place, lines));
    at = end;
  }
  return list;
}

function isSomethingElse(
  text: string,
  at: number,
  end: number,
  form: 'colon' | 'letter' | 'words',
  line: number,
  inCode: boolean,
): boolean {
  const before = text.slice(Math.max(0, at - 160), at);
  const behind = text.slice(end, end + 80);
  const ownLine = before.slice(before.lastIndexOf('\n') + 1);
  if (inCode && !/(?:\/\*|\/\/|#|^\s*\*)[^"']*$/.test(ownLine)) return true;
  if (form === 'colon') {
    if (/\b(?:port|host|listen\w*|bind\w*|address|server)\W{1,3}$/i.test(before) || (!inCode && PORTS.has(line))) return true;
    return !inCode && /(?:^|\s)$/.test(before) && !/(?:\band|\bor|,|\bat|\bto|-)\s$/.test(before);
  }
  if (form === 'letter') return /^ (?:cache|norm|loss|regulari[sz]ation)\b/.test(behind);
  // Frames of Python, errors of parsers and shells, and lines of something else that the report shows.
  if (/(?:["'>],?|\bFile \S{1,80},|command) $/.test(before) || /^, in [\w<]|^,? col(?:umn)?\b/.test(behind)) return true;
  if (OF_ANOTHER.test(behind)) return true;
  return /\w: $/.test(before) && behind.startsWith(':');
}

/** Finds the file that a line belongs to, by the paragraphs and sections of a text. Asked in the order of the text. */
class Scope {
  readonly #bases: readonly Base[];
  readonly #paragraphs: readonly number[];
  readonly #sections: readonly number[];
  #next = 0;
  #last: Base | undefined;
  /** Files named since the section began, and in the whole text so far. */
  #inSection = new Set<string>();
  readonly #all = new Set<string>();

  constructor(text: string, places: readonly FoundPlace[]) {
    this.#paragraphs = [...text.matchAll(/\n[>\t \r]{0,20}\n/g)].map(({ index, 0: gap }) => index + gap.length);
    this.#sections = [...text.matchAll(/^(?:#{1,6} |\*\*[^*\n]{1,200}\*\*:?[ \t]*$|={4,}$|-{4,}$)/gm)].map(({ index }) => index);
    this.#bases = places
      .filter(({ kind, path, symbol, line }) => path !== null || (kind === 'path' && symbol !== null && line !== null))
      .map((place) => ({ place, ...this.#where(place.start) }));
  }

  /** @param words the line that is told in words, which people also use for their own scripts; null for other forms */
  base(at: number, words: number | null): FoundPlace | undefined {
    const { paragraph, section } = this.#where(at);
    for (let next = this.#bases[this.#next]; next && next.place.start < at; next = this.#bases[++this.#next]) {
      if (this.#last?.section !== next.section) this.#inSection = new Set();
      this.#inSection.add(fileOf(next.place));
      this.#all.add(fileOf(next.place));
      this.#last = next;
    }
    const last = this.#last;
    if (!last) return this.#ahead(at, section, words);
    if (last.paragraph === paragraph && last.section === section) return last.place;
    if (last.section !== section) return this.#all.size === 1 && words === null ? last.place : undefined;
    if (words === null) return last.place;
    const close = at - last.place.end < FARTHEST;
    return close && (isNear(last.place, words) || this.#inSection.size === 1) ? last.place : undefined;
  }

  /** Before any file was named: the one that a link names right below, if it goes to about that line. */
  #ahead(at: number, section: number, words: number | null): FoundPlace | undefined {
    const next = this.#bases[this.#next];
    if (!next || words === null || next.section !== section || next.place.start - at > FARTHEST) return undefined;
    return next.place.kind === 'permalink' && isNear(next.place, words) ? next.place : undefined;
  }

  #where(at: number): { readonly paragraph: number; readonly section: number } {
    return { paragraph: countUpTo(this.#paragraphs, at), section: countUpTo(this.#sections, at) };
  }
}

function isNear({ line }: FoundPlace, other: number): boolean {
  return line !== null && Math.abs(line - other) <= NEAREST_LINES;
}

function locationOf(place: FoundPlace, line: number | null): string {
  return `${fileOf(place)}:${line ?? ''}`;
}

function fileOf({ path, symbol }: FoundPlace): string {
  return (path ?? symbol ?? '').slice((path ?? '').lastIndexOf('/') + 1).toLowerCase();
}

function countUpTo(sorted: readonly number[], at: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Both kinds of parts in order, overlapping ones made one. */
function* merged(places: readonly Region[], tails: readonly Region[]): Generator<Region> {
  let open: { start: number; end: number } | undefined;
  for (const { start, end } of [...places, ...tails].sort((a, b) => a.start - b.start)) {
    if (open && start <= open.end) open.end = Math.max(open.end, end);
    else {
      if (open) yield open;
      open = { start, end };
    }
  }
  if (open) yield open;
}
