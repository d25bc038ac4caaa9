import { CREDIT_TYPES, SEVERITIES, WRITABLE_KEYS, type AdvisoryDocument } from '../../advisory/document/document.ts';
import type { LanguageContext } from '../context.ts';
import type { KeyPlace } from '../front/place.ts';
import type { Dict } from '../front/tree.ts';
import { ITEM_KEYS, keyWords, WHO } from '../words/keys.ts';
import { lineEndOf } from '../words/line-end.ts';
import { paragraphs } from '../words/markdown.ts';
import { choice, literal, stop } from '../words/snippet.ts';
import { sortOf, type Completion } from './offer.ts';
import { knownPackages } from './packages.ts';
import { wantedVersion } from './cvss.ts';

/** The keys that are not there yet, each with what is usually written behind it. */
export function completeKeys(
  document: AdvisoryDocument,
  place: KeyPlace,
  outline: Dict,
  context: LanguageContext,
): readonly Completion[] {
  const there = new Set(place.map?.pairs.filter((pair) => pair !== place.pair).map(({ key }) => key.value));
  const all: readonly string[] = place.path === '' ? WRITABLE_KEYS : ITEM_KEYS[place.path];
  const keys = all.filter((key) => !there.has(key) && !(key === 'severity' && place.path === '' && there.has('cvss')));
  const writer = new KeyWriter(document, place, outline, context);
  return keys.map((key, order) => {
    const about = keyWords(place.path === '' ? key : `${place.path}.${key}`);
    const { slot } = place;
    // A key that has its colon keeps what stands behind it.
    const text = place.pair ? key : slot.lead + writer.snippet(key) + slot.tail;
    return {
      label: key,
      ...(about ? { detail: about.words, words: paragraphs(about.words, about.rule, WHO[about.who]) } : {}),
      edit: { start: slot.start, end: slot.end, text },
      sort: sortOf(order),
      kind: 'key',
      ...(place.pair ? {} : { snippet: true }),
    };
  });
}

/** Writes a key and what usually follows it, as a snippet. */
class KeyWriter {
  readonly #place: KeyPlace;
  readonly #packages: readonly string[];
  readonly #context: LanguageContext;
  readonly #eol: string;

  constructor(document: AdvisoryDocument, place: KeyPlace, outline: Dict, context: LanguageContext) {
    this.#place = place;
    this.#context = context;
    this.#packages = knownPackages(outline, context);
    this.#eol = lineEndOf(document.text);
  }

  snippet(key: string): string {
    const { path, map, slot } = this.#place;
    if (slot.flow) return key === 'functions' ? 'functions: [$0]' : `${key}: $0`;
    if (path === '') return this.#top(key);
    // A new entry starts with its first key; the others follow it at once.
    if (map === undefined && key === ITEM_KEYS[path][0]) return path === 'affected' ? this.#affected(0) : this.#credit(0);
    return this.#inItem(key);
  }

  #top(key: string): string {
    switch (key) {
      case 'cve':
        return `cve: CVE-${new Date(this.#context.now).getUTCFullYear()}-$0`;
      case 'severity':
        return `severity: ${choice(1, SEVERITIES)}`;
      case 'cvss':
        return `cvss: CVSS:${wantedVersion(this.#context.process)}/$0`;
      case 'cwe':
        return `cwe:${this.#line(2)}- CWE-$0`;
      case 'affected':
        return `affected:${this.#line(2)}- ${this.#affected(4)}`;
      case 'credits':
        return `credits:${this.#line(2)}- ${this.#credit(4)}`;
      case 'collaborators':
        return `collaborators:${this.#line(2)}- $0`;
      default:
        return `${key}: $0`;
    }
  }

  /** @param right how much farther right than the place the entry's keys stand */
  #affected(right: number): string {
    const [name = 'other/'] = this.#packages;
    return `package: ${stop(1, name)}${this.#line(right)}range: "$2"${this.#line(right)}patched: $0`;
  }

  #credit(right: number): string {
    return `login: $1${this.#line(right)}type: ${choice(2, COORDINATOR_FIRST)}$0`;
  }

  #inItem(key: string): string {
    switch (key) {
      case 'package':
        return `package: ${this.#packages[0] === undefined ? '$0' : stop(1, this.#packages[0])}`;
      case 'range':
        return 'range: "$0"';
      case 'functions':
        return `functions:${this.#line(2)}- $0`;
      case 'type':
        return `type: ${choice(1, COORDINATOR_FIRST)}`;
      default:
        return `${literal(key)}: $0`;
    }
  }

  #line(right: number): string {
    return this.#eol + ' '.repeat(this.#place.column + right);
  }
}

const COORDINATOR_FIRST: readonly string[] = ['coordinator', ...CREDIT_TYPES.filter((type) => type !== 'coordinator')];
