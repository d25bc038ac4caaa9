import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { CREDIT_TYPES, WRITABLE_KEYS, isWhole } from '../../../../src/advisory/document/document.ts';
import { parseDocument } from '../../../../src/advisory/document/parse.ts';
import { github } from '../../advisory/sample.ts';
import { applied, front, knowing, labels, marked, offered, taken } from './marked.ts';
import { plainAdvisories, spelled, spellings } from './messy.ts';

/** A snippet as it stands when nobody types anything: the first of each choice, the words of each place. */
function plain(snippet: string): string {
  return snippet
    .replace(/\$\{\d+\|((?:[^|\\,]|\\.)*)(?:,(?:[^|\\]|\\.)*)?\|\}/g, '$1')
    .replace(/\$\{\d+:((?:[^}\\]|\\.)*)\}/g, '$1')
    .replace(/(?<!\\)\$\d/g, '')
    .replace(/\\([\\$}])/g, '$1');
}

describe('completion of keys', () => {
  it('offers the keys that are not there yet, in their order', async () => {
    assert.deepEqual(await labels(front('‸')), [...WRITABLE_KEYS]);
    assert.deepEqual(await labels(front('title: x\ncwe:\n  - CWE-1\n‸')), [
      'cve',
      'severity',
      'cvss',
      'affected',
      'credits',
      'collaborators',
    ]);
    // GitHub takes a vector instead of a severity, and never both.
    assert.ok(!(await labels(front('cvss: x\n‸'))).includes('severity'));
    assert.ok((await labels(front('severity: high\n‸'))).includes('cvss'));
    assert.deepEqual(await labels(front('credits:\n  - login: a\n    ‸')), ['type']);
    assert.deepEqual(await labels(front('affected:\n  - package: a\n    ‸\n    range: x\n  - patched: 1')), [
      'patched',
      'functions',
    ]);
    assert.deepEqual(await labels(front('mine:\n  ‸')), []);
  });

  it('says what a key is, GitHub’s rule, and who may change it', async () => {
    for (const { label, detail, words } of await offered(front('‸'))) {
      assert.ok((detail ?? '').length > 10, label);
      assert.match(words ?? '', /may change it\./);
    }
    const [collaborators] = (await offered(front('collab‸'))).filter(({ label }) => label === 'collaborators');
    assert.match(collaborators?.words ?? '', /Only administrators/);
  });

  it('writes what usually follows, as far right as it belongs', async () => {
    const cases: readonly (readonly [string, string, string])[] = [
      ['ti‸', 'title', 'title: $0'],
      ['ti‸tl', 'title', 'title: $0'],
      ['‸', 'cve', 'cve: CVE-2026-$0'],
      ['cw‸', 'cwe', 'cwe:\n  - CWE-$0'],
      ['‸', 'cvss', 'cvss: CVSS:4.0/$0'],
      ['‸', 'collaborators', 'collaborators:\n  - $0'],
      ['aff‸\ntitle: x', 'affected', 'affected:\n  - package: ${1:other/cpython}\n    range: "$2"\n    patched: $0\ntitle: x'],
      ['affected:\n  - ‸', 'package', 'affected:\n  - package: ${1:other/cpython}\n    range: "$2"\n    patched: $0'],
      ['affected:\n  -‸', 'range', 'affected:\n  - range: "$0"'],
      ['affected:\n  ‸', 'range', 'affected:\n  - range: "$0"'],
      ['affected:‸', 'range', 'affected:\n  - range: "$0"'],
      ['affected: ra‸', 'range', 'affected:\n  - range: "$0"'],
      ['affected:\n  - package: a\n  ra‸', 'range', 'affected:\n  - package: a\n  - range: "$0"'],
      ['affected:\n- package: a\n  ‸', 'functions', 'affected:\n- package: a\n  functions:\n    - $0'],
      ['affected:\n  - package: a\n    fu‸', 'functions', 'affected:\n  - package: a\n    functions:\n      - $0'],
      ['affected: [{package: a, ‸}]', 'functions', 'affected: [{package: a, functions: [$0]}]'],
      ['credits: [{‸}]', 'login', 'credits: [{login: $0}]'],
      ['sev‸: high', 'severity', 'severity: high'],
      ['‸sev: high', 'severity', 'severity: high'],
      ['credits:\n  - log‸: bob', 'login', 'credits:\n  - login: bob'],
      [
        'credits:\n    - login: a\n      ty‸',
        'type',
        `credits:\n    - login: a\n      type: \${1|${['coordinator', ...CREDIT_TYPES.filter((type) => type !== 'coordinator')].join(',')}|}`,
      ],
    ];
    for (const [lines, label, wanted] of cases)
      assert.equal(await taken(front(lines), label), `---\n${wanted}\n---\n\nIt leaks.\n`, lines);
    assert.match(await taken(marked('---\r\ncw‸\r\n---\r\n'), 'cwe'), /^---\r\ncwe:\r\n {2}- CWE-\$0\r\n---\r\n$/);
  });

  it('adds any key to any document so that it is read there', async function () {
    this.timeout(20_000);
    await fc.assert(
      fc.asyncProperty(plainAdvisories, spellings, fc.nat(), fc.nat(), async (advisory, spelling, where, which) => {
        const text = spelled(advisory, spelling);
        const document = parseDocument(text);
        const { entries } = document;
        const offset = entries[where % entries.length]?.block.start ?? 0;
        const room = text.slice(0, offset) + spelling.eol + text.slice(offset);
        const offers = await offered({ document: parseDocument(room), offset });
        const chosen = offers[which % offers.length];
        assert.ok(chosen, room);
        const after = parseDocument(plain(applied(room, [chosen.edit])));
        assert.ok(isWhole(after), after.text);
        const keys = entries.map(({ key }) => key.value);
        keys.splice(where % entries.length, 0, chosen.label);
        assert.deepEqual(
          after.entries.map(({ key }) => key.value),
          keys,
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe('completion where nothing is yet', () => {
  it('offers the whole form of an advisory', async () => {
    for (const text of ['‸', '-‸', '--‸', '‸\n']) {
      const [one, ...others] = await offered(marked(text));
      assert.deepEqual(others, [], text);
      const document = parseDocument(plain(applied(marked(text).document.text, one ? [one.edit] : [])));
      assert.deepEqual(document.problems, [], document.text);
      assert.deepEqual(
        document.entries.map(({ key }) => key.value),
        ['title', 'cvss', 'cwe', 'affected', 'credits'],
      );
      assert.match(document.text, /What is wrong, in one sentence/);
    }
    assert.ok(!(await labels(marked('Some text\n\n‸'))).includes('--- advisory'));
  });

  it('offers keys while the front matter has no end', async () => {
    assert.deepEqual((await labels(marked('---\n‸')))[0], 'title');
    assert.deepEqual((await labels(marked('---\ntitle: x\n‸')))[0], 'cve');
    assert.deepEqual(await labels(marked('---\ntitle: x\nseverity: ‸')), ['critical', 'high', 'medium', 'low']);
  });

  it('offers nothing on the lines --- and outside the text', async () => {
    assert.deepEqual(await labels(marked('---‸\ntitle: x\n---\n')), []);
    assert.deepEqual(await labels(marked('---\ntitle: x\n---‸\n\nx')), []);
    const { document } = front('title: ‸');
    for (const offset of [-1, 1.5, Number.NaN, document.text.length + 1])
      assert.deepEqual(await labels({ document, offset }), []);
  });

  it('knows GitHub’s own way, too', async () => {
    assert.match(await taken(marked('‸'), '--- advisory', knowing({ process: github })), /### Impact/);
  });
});
