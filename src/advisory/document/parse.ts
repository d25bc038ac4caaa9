import type { AdvisoryDocument, AffectedItem, CreditItem, Fields, FormProblem, Located } from './document.ts';
import { READ_ONLY_KEYS, WRITABLE_KEYS } from './document.ts';
import { partsOf } from './front-matter.ts';
import { firstLine, problemAt, readFront, type FrontEntry, type Value } from './yaml.ts';

/** A document longer than this many characters is cut in its parts, and its fields are not read. */
const MOST_TEXT = 8 * 1024 * 1024;

/**
 * Reads an advisory document: YAML front matter, then the description. Whatever the text is, there is a document; what
 * is wrong with its form stands in `problems`. Linear in the length of the text.
 */
export function parseDocument(text: string): AdvisoryDocument {
  const { front, unclosed, body } = partsOf(text);
  if (!front) {
    const span = firstLine(text, { start: 0, end: text.length });
    const words = unclosed ? 'The front matter does not end: a line --- behind its last field is missing.' : undefined;
    return { text, front, body, entries: [], fields: NO_FIELDS, problems: [problemAt('no-front-matter', span, words)] };
  }
  if (text.length > MOST_TEXT)
    return {
      text,
      front,
      body,
      entries: [],
      fields: NO_FIELDS,
      problems: [
        problemAt(
          'too-long',
          firstLine(text, { start: 0, end: text.length }),
          'The document has more than 8 MB and is not checked. Shorten it.',
        ),
      ],
    };
  const { entries, problems } = readFront(text, front);
  const reader = new FieldReader(entries);
  const fields = reader.read();
  const all = [...problems, ...reader.problems].sort((a, b) => a.start - b.start);
  return { text, front, body, entries, fields, problems: firstOfEach(all) };
}

/** The first hundred of each kind are enough to see what is wrong. */
const MOST_OF_A_KIND = 100;

function firstOfEach(problems: readonly FormProblem[]): FormProblem[] {
  const seen = new Map<string, number>();
  return problems.filter(({ kind }) => {
    const count = (seen.get(kind) ?? 0) + 1;
    seen.set(kind, count);
    return count <= MOST_OF_A_KIND;
  });
}

const NO_FIELDS: Fields = { cwe: [], affected: [], credits: [], collaborators: [] };
const KNOWN: ReadonlySet<string> = new Set<string>([...WRITABLE_KEYS, ...READ_ONLY_KEYS]);

/** Takes the fields out of the entries; a value of another type than it should have becomes a problem. */
class FieldReader {
  readonly problems: FormProblem[] = [];
  readonly #byKey = new Map<string, FrontEntry>();

  constructor(entries: readonly FrontEntry[]) {
    for (const entry of entries) {
      if (!this.#byKey.has(entry.key.value)) this.#byKey.set(entry.key.value, entry);
      if (!KNOWN.has(entry.key.value)) this.problems.push(problemAt('unknown-key', entry.key));
    }
  }

  read(): Fields {
    const texts = Object.fromEntries(
      (['title', 'cve', 'severity', 'cvss', 'id', 'repository', 'state', 'fork', 'reporter'] as const).flatMap((key) => {
        const value = this.#text(key);
        return value ? [[key, value]] : [];
      }),
    );
    return {
      ...texts,
      cwe: this.#texts(this.#byKey.get('cwe')?.node, 'cwe'),
      collaborators: this.#texts(this.#byKey.get('collaborators')?.node, 'collaborators'),
      affected: this.#maps('affected').map((item) => this.#affected(item)),
      credits: this.#maps('credits').map((item) => this.#credit(item)),
    };
  }

  #text(key: string): Located<string> | undefined {
    const node = this.#byKey.get(key)?.node;
    return node && this.#scalar(node, key);
  }

  #scalar(node: Value, key: string): Located<string> | undefined {
    if (node.kind === 'text') return { value: node.text, start: node.start, end: node.end };
    if (node.kind !== 'nothing') this.#wrong(node, `${key} is one text, no list.`);
    return undefined;
  }

  #texts(node: Value | undefined, key: string): Located<string>[] {
    if (node === undefined || node.kind === 'nothing') return [];
    if (node.kind !== 'list') {
      this.#wrong(node, `${key} is a list: put each entry on a line of its own, behind a dash.`);
      return [];
    }
    return node.items.flatMap((item) => {
      const text = this.#scalar(item, `An entry of ${key}`);
      return text ? [text] : [];
    });
  }

  #maps(key: string): Extract<Value, { kind: 'map' }>[] {
    const node = this.#byKey.get(key)?.node;
    if (node === undefined || node.kind === 'nothing') return [];
    if (node.kind !== 'list') {
      this.#wrong(node, `${key} is a list: start each entry with a dash.`);
      return [];
    }
    return node.items.flatMap((item) => {
      if (item.kind === 'map') return [this.#withoutDoubles(item)];
      this.#wrong(
        item,
        `An entry of ${key} has keys of its own, such as ${key === 'credits' ? 'login and type' : 'package and range'}.`,
      );
      return [];
    });
  }

  #withoutDoubles(item: Extract<Value, { kind: 'map' }>): Extract<Value, { kind: 'map' }> {
    const seen = new Set<string>();
    for (const { key } of item.entries) {
      if (seen.has(key.value)) this.problems.push(problemAt('yaml-duplicate-key', key));
      seen.add(key.value);
    }
    return item;
  }

  #affected(item: Extract<Value, { kind: 'map' }>): AffectedItem {
    const known = this.#known(item, ['package', 'range', 'patched', 'more']);
    const functions = item.entries.find(({ key }) => key.value === 'functions')?.value;
    return {
      start: item.start,
      end: item.end,
      ...known,
      functions: this.#texts(functions, 'functions'),
      others: othersOf(item, ['package', 'range', 'patched', 'functions', 'more']),
    };
  }

  #credit(item: Extract<Value, { kind: 'map' }>): CreditItem {
    const keys = ['login', 'type', 'state'] as const;
    return { start: item.start, end: item.end, ...this.#known(item, keys), others: othersOf(item, keys) };
  }

  #known<K extends string>(item: Extract<Value, { kind: 'map' }>, keys: readonly K[]): Partial<Record<K, Located<string>>> {
    const found: Partial<Record<K, Located<string>>> = {};
    for (const key of keys) {
      const node = item.entries.find((entry) => entry.key.value === key)?.value;
      const text = node && this.#scalar(node, key);
      if (text) found[key] = text;
    }
    return found;
  }

  #wrong(at: Value, words: string): void {
    this.problems.push(problemAt('wrong-type', { start: at.start, end: Math.max(at.end, at.start + 1) }, words));
  }
}

function othersOf(item: Extract<Value, { kind: 'map' }>, keys: readonly string[]): Located<string>[] {
  return item.entries.filter(({ key }) => !keys.includes(key.value)).map(({ key }) => key);
}
