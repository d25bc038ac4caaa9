import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { entries } from '../../../../src/advisory/cwe/entries.ts';
import { betterThan, CWE_NOTICE, cweById, searchCwe, type CweEntry } from '../../../../src/advisory/cwe/catalogue.ts';
import { assertLinear } from '../../places/growth.ts';

const ids = (found: readonly CweEntry[]) => found.map(({ id }) => id);
const anyEntry = fc.constantFrom(...entries);
const root = join(import.meta.dirname, '../../../..');

describe('the catalogue of weaknesses', () => {
  it('agrees with the list that CSAF documents are checked against', async () => {
    const path = join(root, 'node_modules/@secvisogram/csaf-validator-lib/lib/cwec/4.17.js');
    const { default: listed } = (await import(pathToFileURL(path).href)) as {
      default: { weaknesses: readonly { id: string; name: string; status: string; usage: string }[] };
    };
    assert.ok(listed.weaknesses.length > 900);
    for (const { id, name, status, usage } of listed.weaknesses) {
      const entry = cweById(id);
      assert.deepEqual(
        { id: entry?.id, name: entry?.name, usage: entry?.usage, deprecated: entry?.deprecated },
        { id, name, usage: usage.toLowerCase(), deprecated: status === 'Deprecated' },
      );
    }
    const weaknesses = entries.filter(({ kind }) => kind !== 'category' && kind !== 'view');
    assert.equal(weaknesses.length, listed.weaknesses.length);
  });

  it('has relations that lead somewhere, both ways, and never in a circle', () => {
    for (const entry of entries) {
      for (const parent of entry.parents) assert.ok(cweById(parent)?.children.includes(entry.id), `${entry.id} below ${parent}`);
      for (const id of [...entry.children, ...entry.instead]) assert.ok(cweById(id), `${entry.id} names ${id}`);
      if (entry.kind !== 'category') for (const child of entry.children) assert.ok(cweById(child)?.parents.includes(entry.id));
      assert.ok(!ancestors(entry).has(entry.id), `${entry.id} is above itself`);
    }
  });

  it('brings every weakness that has a place in the tree up to a pillar', () => {
    const placed = entries.filter(({ kind, deprecated }) => !deprecated && ['class', 'base', 'variant'].includes(kind ?? ''));
    assert.ok(placed.length > 850);
    for (const entry of placed) {
      assert.ok(
        [...ancestors(entry)].some((id) => cweById(id)?.kind === 'pillar'),
        `${entry.id} hangs in the air`,
      );
    }
  });

  it('knows the facts that a coordinator needs', () => {
    assert.deepEqual(cweById('CWE-22')?.parents, ['CWE-668', 'CWE-706']);
    assert.equal(cweById('CWE-22')?.kind, 'base');
    assert.equal(cweById('CWE-20')?.usage, 'discouraged');
    assert.equal(cweById('CWE-77')?.usage, 'allowed-with-review');
    assert.equal(cweById('CWE-664')?.kind, 'pillar');
    assert.equal(cweById('CWE-365')?.deprecated, true);
    assert.equal(cweById('CWE-310')?.kind, 'category');
    assert.equal(cweById('CWE-310')?.usage, 'prohibited');
    assert.equal(cweById('CWE-1000')?.kind, 'view');
    assert.equal(cweById('CWE-1428')?.kind, undefined);
  });

  it('is small and carries what its licence asks for', () => {
    const path = join(root, 'src/advisory/cwe/catalogue.json');
    assert.ok(statSync(path).size <= 150_000);
    assert.ok(readFileSync(path, 'utf8').includes('Copyright © 2006–2026, The MITRE Corporation'));
    assert.match(CWE_NOTICE, /royalty-free license to use CWE/);
  });
});

describe('cweById', () => {
  it('reads an id in any case, or the number alone', () => {
    for (const id of ['CWE-22', 'cwe-22', 'Cwe-22', '22', ' CWE-22 ']) assert.equal(cweById(id)?.id, 'CWE-22');
  });

  it('gives nothing for what is no id or is not there', () => {
    for (const id of ['', 'CWE-', 'CWE22', 'CWE-022', 'CWE-999999', '-22', '2 2', 'CWE-22x', '٢٢', 'constructor'])
      assert.equal(cweById(id), undefined);
  });
});

describe('searchCwe', () => {
  it('finds by the beginning of the number, the exact one first', () => {
    assert.deepEqual(ids(searchCwe('CWE-7', 4)), ['CWE-7', 'CWE-72', 'CWE-73', 'CWE-76']);
    assert.deepEqual(ids(searchCwe('cwe 20', 1)), ['CWE-20']);
    for (const { id } of searchCwe('78', 50).slice(0, 5)) assert.match(id, /^CWE-78/);
  });

  it('finds by the beginnings of words, in any order', () => {
    assert.equal(searchCwe('free use', 5)[0]?.id, 'CWE-416');
    assert.equal(searchCwe('os comm inj', 5)[0]?.id, 'CWE-78');
    assert.equal(searchCwe('loop INFINITE', 5)[0]?.id, 'CWE-835');
    assert.deepEqual(searchCwe('zzz', 5), []);
  });

  it('finds by the names that people use', () => {
    const wanted = {
      xss: 79,
      redos: 1333,
      'path traversal': 22,
      csrf: 352,
      xxe: 611,
      ssrf: 918,
      'crlf injection': 93,
      toctou: 367,
    };
    for (const [words, number] of Object.entries(wanted)) assert.equal(searchCwe(words, 1)[0]?.id, `CWE-${number}`, words);
  });

  it('puts what may be mapped to before what is discouraged, and that before what is prohibited', () => {
    const tiers = { allowed: 0, 'allowed-with-review': 0, discouraged: 1, prohibited: 2 };
    fc.assert(
      fc.property(anyEntry, fc.nat(3), (entry, at) => {
        const word = entry.name.split(/[^A-Za-z]+/).filter((one) => one !== '')[at] ?? 'buffer';
        const found = searchCwe(word, 2_000).map(({ usage }) => tiers[usage]);
        assert.deepEqual(
          found,
          found.toSorted((a, b) => a - b),
        );
      }),
    );
  });

  it('finds every entry by its number and by the words of its name', () => {
    fc.assert(
      fc.property(anyEntry, (entry) => {
        assert.equal(searchCwe(entry.id, 1)[0], entry);
        assert.ok(searchCwe(entry.name, 2_000).includes(entry));
      }),
    );
  });

  it('keeps to the limit and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: -3, max: 40 }), (words, limit) => {
        assert.ok(searchCwe(words, limit).length <= Math.max(0, limit));
      }),
    );
  });

  it('looks at the beginning of a long text only', () => {
    assert.deepEqual(searchCwe(`buffer${' '.repeat(200)}zzz`, 5), searchCwe('buffer', 5));
    assert.deepEqual(searchCwe(`buffer${' '.repeat(20)}zzz`, 5), []);
  });

  it('is not slowed down by a long text', () => {
    for (const piece of ['a ', '7', 'buffer overflow ', 'cwe-', '\u0000']) {
      assertLinear('searchCwe', piece, (text) => searchCwe(text, 20));
      assertLinear('cweById', piece, (text) => cweById(text));
    }
  });
});

describe('betterThan', () => {
  it('gives what MITRE suggests before children, and children before theirs', () => {
    assert.deepEqual(
      ids(betterThan('CWE-20', 7)),
      [1284, 1285, 1286, 1287, 1288, 1289, 116].map((one) => `CWE-${one}`),
    );
    const below = ids(betterThan('119', 100));
    assert.deepEqual(below.slice(0, 3), ['CWE-125', 'CWE-466', 'CWE-787']);
    assert.ok(below.indexOf('CWE-121') > below.indexOf('CWE-788'));
  });

  it('gives the members of a category', () => {
    const members = cweById('310')?.children ?? [];
    assert.ok(members.length > 5);
    assert.ok(betterThan('310', 3).every(({ id }) => members.includes(id)));
  });

  it('has nothing for what is allowed, unknown, or has nothing below it', () => {
    for (const id of ['CWE-22', 'CWE-999999', 'CWE-365', 'CWE-1000', '']) assert.deepEqual(betterThan(id, 9), []);
  });

  it('gives only what may be mapped to, once, and all that is below where there is room', () => {
    fc.assert(
      fc.property(anyEntry, fc.integer({ min: -1, max: 60 }), (entry, limit) => {
        const found = betterThan(entry.id, limit);
        assert.ok(found.length <= Math.max(0, limit));
        assert.equal(new Set(found).size, found.length);
        assert.ok(found.every(({ usage, deprecated }) => usage.startsWith('allowed') && !deprecated));
        assert.ok(!found.includes(entry));
        if (entry.usage === 'allowed') return;
        const all = new Set(ids(betterThan(entry.id, 2_000)));
        for (const { id } of entries.filter((one) => one.usage === 'allowed' && ancestors(one).has(entry.id)))
          assert.ok(all.has(id));
      }),
    );
  });
});

/** Ids of everything above an entry, found upwards. */
function ancestors(entry: CweEntry): ReadonlySet<string> {
  const above = new Set<string>();
  const todo = [...entry.parents];
  for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
    if (above.has(id)) continue;
    above.add(id);
    todo.push(...(cweById(id)?.parents ?? []));
  }
  return above;
}
