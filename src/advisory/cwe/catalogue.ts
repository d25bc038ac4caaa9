/**
 * Questions to the catalogue of weaknesses (CWE, https://cwe.mitre.org). The data behind it is over 100 KB: callers take
 * this module by `import()`, when it is first needed.
 */
import { entries, type CweEntry, type CweKind, type CweUsage } from './entries.ts';

export { CWE_NOTICE, CWE_VERSION, type CweEntry, type CweKind, type CweUsage } from './entries.ts';

const byId = new Map(entries.map((entry) => [entry.id, entry]));
const ID = /^(?:cwe-)?([1-9]\d{0,5})$/i;

/**
 * The entry of an id: `CWE-22` in any case, or the number alone. undefined for what is no id, and for an id that the
 * catalogue does not hold, which may be newer than it (CWE_VERSION).
 */
export function cweById(id: string): CweEntry | undefined {
  const number = ID.exec(id.trim())?.[1];
  return number === undefined ? undefined : byId.get(`CWE-${number}`);
}

/** Whether a vulnerability may be mapped to it at all. */
function mayMap({ usage, deprecated }: CweEntry): boolean {
  return !deprecated && (usage === 'allowed' || usage === 'allowed-with-review');
}

const numberOf = ({ id }: CweEntry) => Number(id.slice('CWE-'.length));

const USAGE_ORDER: Readonly<Record<CweUsage, number>> = { allowed: 0, 'allowed-with-review': 1, discouraged: 2, prohibited: 3 };
/** MITRE wants a base or a variant where one fits; a pillar hardly ever does (CVE to CWE mapping guidance). */
const KIND_ORDER: Readonly<Record<CweKind, number>> = {
  base: 0,
  class: 1,
  compound: 1,
  variant: 2,
  pillar: 3,
  category: 4,
  view: 5,
};

const kindOrder = ({ kind }: CweEntry) => (kind === undefined ? 1 : KIND_ORDER[kind]);

/**
 * What to choose instead of an entry that is not simply allowed: what MITRE itself suggests, then its children (of a
 * category its members), then theirs, as far as a vulnerability may be mapped to them; within one distance what is
 * allowed before what wants a review, and a base before a class or a variant.
 * @param limit the most entries that are given
 * @returns nothing for an allowed or unknown entry, nor where there is nothing below it (most deprecated ones)
 */
export function betterThan(id: string, limit: number): readonly CweEntry[] {
  const entry = cweById(id);
  if (!entry || entry.usage === 'allowed') return [];
  const seen = new Set([entry.id]);
  const found: CweEntry[] = [];
  const take = (ids: readonly string[]) => {
    const fresh = ids.filter((one) => !seen.has(one)).flatMap((one) => byId.get(one) ?? []);
    for (const one of fresh) seen.add(one.id);
    found.push(...fresh.filter(mayMap).sort(byFitness));
  };
  take(entry.instead);
  for (let level = entry.children; level.length > 0 && found.length < limit;) {
    take(level);
    level = [...new Set(level.flatMap((one) => byId.get(one)?.children ?? []))];
  }
  return found.slice(0, Math.max(0, limit));
}

function byFitness(a: CweEntry, b: CweEntry): number {
  return USAGE_ORDER[a.usage] - USAGE_ORDER[b.usage] || kindOrder(a) - kindOrder(b) || numberOf(a) - numberOf(b);
}

/** An entry with its words in lower case, ready to be searched. */
interface Searchable {
  readonly entry: CweEntry;
  readonly number: string;
  readonly words: readonly string[];
  /** The whole name, the short name that stands in it in brackets, and the other names, each as words with a space between. */
  readonly phrases: ReadonlySet<string>;
}

const MOST_QUERY = 200;
let index: readonly Searchable[] | undefined;

/** All entries ready to be searched; made at the first search, because most callers only look up an id. */
function searchable(): readonly Searchable[] {
  index ??= entries.map((entry) => {
    const short = [...entry.name.matchAll(/\(([^()]+)\)/g)].flatMap(([, inBrackets]) => inBrackets ?? []);
    return {
      entry,
      number: String(numberOf(entry)),
      words: [...new Set([entry.name, ...entry.terms].flatMap(wordsOf))],
      phrases: new Set([entry.name, ...short, ...entry.terms].map((phrase) => wordsOf(phrase).join(' '))),
    };
  });
  return index;
}

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/**
 * Entries whose number begins with what was typed (`7`, `CWE-7`), or whose name and other names have a word beginning
 * with each of the typed words, in any order and case. First the entry of exactly that number; then what may be mapped
 * to, then what is discouraged, then what is prohibited or deprecated; within these a name or short name that is
 * just that or begins so, then more whole words, then the fewer words in the name.
 * @param words what was typed; only its first 200 characters count, and without a word every entry fits
 * @param limit the most entries that are given
 */
export function searchCwe(words: string, limit: number): readonly CweEntry[] {
  const typed = wordsOf(words.slice(0, MOST_QUERY)).filter((word) => word !== 'cwe');
  const phrase = typed.join(' ');
  return searchable()
    .filter((one) => typed.every((word) => fits(one, word)))
    .map((one) => ({ entry: one.entry, rank: rankOf(one, typed, phrase) }))
    .sort((a, b) => compareRanks(a.rank, b.rank))
    .slice(0, Math.max(0, limit))
    .map(({ entry }) => entry);
}

function fits({ number, words }: Searchable, typed: string): boolean {
  return number.startsWith(typed) || words.some((word) => word.startsWith(typed));
}

/** Numbers of which the first that differs decides; the lower is the better. */
function rankOf({ entry, number, words, phrases }: Searchable, typed: readonly string[], phrase: string): readonly number[] {
  const order = USAGE_ORDER[entry.usage];
  const tier = Math.max(order, USAGE_ORDER['allowed-with-review']);
  if (phrase !== '' && number.startsWith(phrase)) return [number === phrase ? 0 : 1, tier, 0, 0, 0, 0, 0, Number(number)];
  const missing = typed.filter((word) => !words.includes(word)).length;
  return [1, tier, likeness(phrases, phrase), missing, order, kindOrder(entry), words.length, Number(number)];
}

/** 0: one of the phrases is what was typed; 1: one begins so; 2: neither. */
function likeness(phrases: ReadonlySet<string>, typed: string): number {
  if (phrases.has(typed)) return 0;
  return [...phrases].some((phrase) => phrase.startsWith(typed)) ? 1 : 2;
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (const [at, value] of a.entries()) {
    const difference = value - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
