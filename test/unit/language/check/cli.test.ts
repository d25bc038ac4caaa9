import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { after, before, describe, it } from 'mocha';
import { parseDocument } from '../../../../src/advisory/document/parse.ts';
import { runCheck, type CheckRequest, type FindingJson } from '../../../../src/cli/check.ts';
import { jsonTree, partOfString } from '../../../../src/cli/json-tree.ts';
import { check } from '../../../../src/language/check/check.ts';
import { NOW } from '../../advisory/sample.ts';
import { commit, makeRepository, type Made } from '../../git/made.ts';
import { assertLinear } from '../../places/growth.ts';
import { context } from './sample.ts';

const files = (contents: Readonly<Record<string, string>>) => ({
  readFile: (path: string) => {
    const text = contents[path];
    return text === undefined ? Promise.reject(new Error('ENOENT')) : Promise.resolve(Buffer.from(text));
  },
});

async function json(
  contents: Readonly<Record<string, string>>,
  more: Partial<CheckRequest> = {},
): Promise<readonly FindingJson[]> {
  const outcome = await runCheck({ files: Object.keys(contents), json: true, ...more }, files(contents), () => NOW);
  assert.ok(outcome.ok, outcome.ok ? '' : outcome.failure.words);
  const found = JSON.parse(outcome.value.text) as readonly FindingJson[];
  assert.equal(outcome.value.errors, found.filter(({ severity }) => severity === 'error').length);
  return found;
}

/** What a range of a text marks. */
function marked(text: string, { range: { start, end } }: FindingJson): string {
  const lines = text.split('\n');
  const offset = ({ line, character }: typeof start) => lines.slice(0, line).join('\n').length + (line > 0 ? 1 : 0) + character;
  return text.slice(offset(start), offset(end));
}

const DOCUMENT =
  '---\ntitle: a\nrepository: python/cpython\ncve: 2026-12345\nseverity: high\n---\n\n\u{1f600} ghp_aBcD0123456789aBcD0123456789aBcD0123\n';

describe('check on the command line', () => {
  it('gives the findings of documents with their places from 0', async () => {
    const found = await json({ 'a.md': DOCUMENT, 'b.md': '---\ntitle: b\n---\n' });
    const expected = check(parseDocument(DOCUMENT), context());
    assert.deepEqual(
      found.filter(({ file }) => file === 'a.md').map(({ code, severity, message }) => ({ code, severity, message })),
      expected.map(({ code, severity, message }) => ({ code, severity, message })),
    );
    assert.ok(found.some(({ file }) => file === 'b.md'));
    const token = found.find(({ code }) => code === 'token');
    assert.deepEqual(token?.range, { start: { line: 7, character: 3 }, end: { line: 7, character: 43 } });
    assert.deepEqual(Object.keys(token), ['file', 'code', 'severity', 'message', 'range']);
  });

  it('tells a person a line each, counted from 1, and how many', async () => {
    const outcome = await runCheck({ files: ['a.md'], json: false }, files({ 'a.md': DOCUMENT }), () => NOW);
    assert.ok(outcome.ok);
    const lines = outcome.value.text.split('\n');
    assert.ok(
      lines.includes(
        'a.md:4:6: error: A CVE id is CVE, the year, and at least four digits, such as CVE-2026-12345. [cve-malformed]',
      ),
    );
    assert.equal(lines.at(-2), '2 errors, 1 information in 1 file.');
    assert.equal(outcome.value.errors, 2);
    const fine = await runCheck(
      { files: ['a.md'], json: false },
      files({ 'a.md': '---\ntitle: a\nstate: closed\n---\n' }),
      () => NOW,
    );
    assert.deepEqual(fine, { ok: true, value: { text: 'Nothing found in 1 file.\n', errors: 0 } });
  });

  it('goes by the process that is named, else by the one that knows the repository', async () => {
    const codes = async (text: string, more: Partial<CheckRequest> = {}) =>
      (await json({ 'a.md': text }, more)).map(({ code }) => code);
    const text = (repository: string) => `---\ntitle: a\nrepository: ${repository}\nseverity: high\n---\n\nx\n`;
    assert.ok(!(await codes(text('python/cpython'))).includes('section-missing'));
    assert.ok((await codes(text('a/b'))).includes('section-missing'));
    assert.ok((await codes(text('python/cpython'), { process: 'github' })).includes('section-missing'));
    const own = JSON.stringify({
      name: 'own',
      title: 'Own',
      clocks: {},
      states: { open: ['draft'], finished: [] },
      writing: { sections: [{ title: 'Why', words: 'x' }] },
    });
    const outcome = await runCheck(
      { files: ['a.md'], json: true, process: 'own.json' },
      files({ 'a.md': text('a/b'), 'own.json': own }),
      () => NOW,
    );
    assert.ok(outcome.ok && outcome.value.text.includes('“Why”'));
  });

  it('refuses what it cannot read, in one line without anything of the text', async () => {
    const refused = async (request: Partial<CheckRequest>, contents: Readonly<Record<string, string>> = {}) => {
      const outcome = await runCheck({ files: ['a.md'], json: false, ...request }, files(contents), () => NOW);
      assert.ok(!outcome.ok);
      assert.ok(!/\n|secret/.test(outcome.failure.words), outcome.failure.words);
    };
    await refused({});
    await refused({ files: [] });
    await refused({}, { 'a.md': '{ "secret' });
    await refused({}, { 'a.md': '{ "secret": 1 }' });
    await refused({ process: 'none' }, { 'a.md': DOCUMENT });
    await refused({ process: 'p.json' }, { 'a.md': DOCUMENT, 'p.json': '{"secret": 1}' });
    await refused({ repo: join(tmpdir(), 'there-is-no-such-folder') }, { 'a.md': DOCUMENT });
  });
});

const ADVISORY = {
  ghsa_id: 'GHSA-2222-3333-4444',
  html_url: 'https://github.com/python/cpython/security/advisories/GHSA-2222-3333-4444',
  summary: 'a leak (CVE-2026-12345)',
  description: 'Say "TODO"\n\u{1f600}\tdora@mailbox.org\\',
  state: 'draft',
  cve_id: 'CVE-2026-1',
  severity: 'high',
  cvss_severities: { cvss_v3: { vector_string: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N/', score: 7.5 }, cvss_v4: null },
  cwe_ids: ['CWE-22', 'CWE-9999'],
  cwes: [{ cwe_id: 'CWE-22', name: 'x' }],
  vulnerabilities: [
    {
      package: { ecosystem: 'other', name: 'cpython' },
      vulnerable_version_range: '>= 3.12.0, < 3.12.9 ',
      patched_versions: '3.12.8',
      vulnerable_functions: ['f', 'f'],
    },
    {
      package: { ecosystem: 'pypi', name: 'x' },
      vulnerable_version_range: null,
      patched_versions: '',
      vulnerable_functions: null,
    },
  ],
  credits: [{ login: 'alice', type: 'coordinator' }],
  credits_detailed: [
    { user: { login: 'alice' }, type: 'coordinator', state: 'accepted' },
    { user: { login: 'bob' }, type: 'coordinator', state: 'pending' },
  ],
  collaborating_users: [{ login: 'not a login' }],
  collaborating_teams: [{ slug: 'psrt' }],
};

describe('check of GitHub’s own JSON', () => {
  for (const [name, text] of [
    ['on many lines', JSON.stringify(ADVISORY, null, 2)],
    ['on one line', JSON.stringify(ADVISORY)],
    [
      'in a list, escaped',
      `[${JSON.stringify(ADVISORY).replace(/[\u{80}-\u{ffff}]/gu, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)}]`,
    ],
  ] as const)
    it(`places findings at the values (${name})`, async () => {
      const found = await json({ 'a.json': text });
      const at = (code: string) => found.filter((one) => one.code === code).map((one) => marked(text, one));
      assert.deepEqual(at('title-cve'), ['CVE-2026-12345']);
      assert.deepEqual(at('placeholder'), ['TODO']);
      assert.deepEqual(at('email-address'), ['dora@mailbox.org']);
      assert.deepEqual(at('cve-malformed'), ['"CVE-2026-1"']);
      assert.deepEqual(at('cwe-unknown'), ['"CWE-9999"']);
      assert.deepEqual(at('patched-affected'), ['"3.12.8"']);
      assert.deepEqual(at('duplicate'), ['"f"']);
      assert.deepEqual(at('ecosystem-unknown'), [
        JSON.stringify(ADVISORY.vulnerabilities[1]?.package, null, text.includes('\n  ') ? 2 : 0).replaceAll('\n', '\n      '),
      ]);
      assert.deepEqual(at('two-coordinators'), ['"bob"']);
      assert.deepEqual(at('login-malformed'), ['"not a login"']);
      assert.deepEqual(at('not-ready'), ['{']);
      assert.equal(at('cvss-malformed').length, 1);
      assert.ok('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N/'.includes(at('cvss-malformed')[0] ?? 'x'));
    });

  it('takes what GitHub takes for a new one', async () => {
    const text = JSON.stringify({
      summary: 'a leak.',
      description: 'TODO',
      vulnerabilities: [],
      cvss_vector_string: 'CVSS:4.0/AV:N',
    });
    const found = await json({ 'a.json': text }, { process: 'psrt' });
    const at = (code: string) => found.filter((one) => one.code === code).map((one) => marked(text, one));
    assert.deepEqual(at('title-full-stop'), ['.']);
    assert.deepEqual(at('placeholder'), ['TODO']);
    assert.equal(at('cvss-malformed').length, 1);
  });

  it('bears fields of any depth that nobody knows', async () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const text = JSON.stringify(ADVISORY).replace('{', `{"new":${deep},`);
    assert.ok((await json({ 'a.json': text })).length > 0);
  });
});

describe('places in JSON', () => {
  it('are those of the values', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(4), (source, blanks) => {
        const text = JSON.stringify(JSON.parse(source), null, blanks);
        const look = (node: ReturnType<typeof jsonTree>, value: unknown): void => {
          assert.deepEqual(JSON.parse(text.slice(node.start, node.end)), value);
          if (Array.isArray(value)) value.forEach((one, index) => look(node.items[index] ?? node, one));
          else if (typeof value === 'object' && value !== null)
            for (const [key, one] of Object.entries(value)) look(node.members.get(key) ?? node, one);
          else if (typeof value === 'string') assert.equal(node.value, value);
        };
        look(jsonTree(text), JSON.parse(text));
      }),
    );
  });

  it('are those of parts of a string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), fc.nat(), fc.nat(), fc.boolean(), (value, a, b, escape) => {
        const plain = JSON.stringify(value);
        const text = escape ? plain.replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`) : plain;
        const [from = 0, to = 0] = [a % (value.length + 1), b % (value.length + 1)].sort((one, other) => one - other);
        const { start, end } = partOfString(text, { start: 0, end: text.length }, from, to);
        assert.equal(JSON.parse(`"${text.slice(start, end)}"`), value.slice(from, to));
      }),
    );
  });

  it('are found in time that grows with the text', () => {
    for (const piece of ['[', '{', '"', '\\', '"a":', '{"a":', '1', ' ', '"\\u0041"', '[1,'])
      assertLinear('json', piece, jsonTree);
  });
});

describe('check with a clone', () => {
  let made: Made;
  let folder = '';
  before(() => {
    made = makeRepository();
    commit(
      made,
      {
        'Include/Python.h': ['100644', ''],
        'Lib/os.py': ['100644', ''],
        'Lib/shutil.py': ['100644', 'def unpack(name):\n    return name\n'],
      },
      ['refs/tags/v3.13.0', 'refs/tags/v3.13.1', 'refs/tags/v3.13.3', 'refs/heads/main'],
    );
    made.git(['symbolic-ref', 'HEAD', 'refs/heads/main']);
    made.git(['remote', 'add', 'origin', 'https://github.com/python/cpython.git']);
    folder = mkdtempSync(join(tmpdir(), 'at-check-'));
  });
  after(() => {
    made.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('knows the releases, and whose advisory a draft is', async () => {
    const file = join(folder, 'a.md');
    writeFileSync(
      file,
      '---\ntitle: a\naffected:\n  - package: other/cpython\n    range: ">= 3.13.0, <= 3.13.1"\n    patched: 3.13.2, 3.13.4\n---\n\nx\n',
    );
    const outcome = await runCheck(
      { files: [file], json: true, repo: made.folder },
      { readFile: (path) => readFile(path) },
      () => NOW,
    );
    assert.ok(outcome.ok);
    const found = JSON.parse(outcome.value.text) as readonly FindingJson[];
    const told = found
      .filter(({ code }) => code.startsWith('version'))
      .map(({ code, range }) => `${code} ${range.start.line}:${range.start.character}`);
    assert.deepEqual(told, ['version-never-released 5:13', 'version-not-yet-released 5:21']);
    assert.ok(!found.some(({ code }) => code === 'section-missing'));
  });
});
