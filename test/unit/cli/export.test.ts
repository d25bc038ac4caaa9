import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { exportRecord } from '../../../src/cli/export.ts';
import { readAdvisoryFile } from '../../../src/cli/input.ts';
import type { Files } from '../../../src/cli/text-file.ts';
import { RECORD_KINDS } from '../../../src/records/record.ts';
import { NOW } from '../advisory/sample.ts';

const DOCUMENT = `---
title: tarfile follows links out of the folder
cve: CVE-2026-12345
cvss: CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N
cwe:
  - CWE-22
affected:
  - package: other/cpython
    range: ">= 3.12.0, < 3.12.9"
    patched: 3.12.9
id: GHSA-2222-3333-4444
repository: python/cpython
state: draft
reporter: rita
---

Links are followed, says rita. Fixed by https://github.com/python/cpython/pull/12 for
https://github.com/python/cpython/issues/11.
`;
const JSON_TEXT = JSON.stringify({
  ghsa_id: 'GHSA-2222-3333-4444',
  html_url: 'https://github.com/python/cpython/security/advisories/GHSA-2222-3333-4444',
  summary: 'x',
  description: 'y',
  vulnerabilities: [],
});

const files = (contents: Readonly<Record<string, string | Buffer>>): Files => ({
  readFile: (path) =>
    Object.hasOwn(contents, path)
      ? Promise.resolve(Buffer.from(contents[path] ?? ''))
      : Promise.reject(new Error('no such file')),
});
const now = () => NOW;

describe('the command line’s export', () => {
  it('writes every record of a document, with the references that stand in it', async () => {
    for (const as of RECORD_KINDS) {
      const outcome = await exportRecord({ file: 'a.advisory', as }, files({ 'a.advisory': DOCUMENT }), now);
      if (as === 'osv') assert.match(JSON.stringify(outcome), /a commit that fixes it/);
      else assert.ok(outcome.ok, JSON.stringify(outcome));
    }
    const cve = await exportRecord({ file: 'a.advisory', as: 'cve' }, files({ 'a.advisory': DOCUMENT }), now);
    assert.ok(cve.ok);
    assert.match(cve.value.text, /"url": "https:\/\/github.com\/python\/cpython\/pull\/12"/);
    const issue = await exportRecord({ file: 'a.advisory', as: 'issue' }, files({ 'a.advisory': DOCUMENT }), now);
    assert.ok(issue.ok);
    assert.match(issue.value.text, /Links are followed, says \[…\]\./);
  });

  it('says in one line what is missing, and quotes nothing of the advisory', async () => {
    const outcome = await exportRecord(
      { file: 'x', as: 'cve' },
      files({ x: DOCUMENT.replace(/^cve:.*\n/m, '').replaceAll('github.com', 'x') }),
      now,
    );
    assert.ok(!outcome.ok);
    assert.equal(
      outcome.failure.words,
      'There is no such record yet. Missing: a CVE id; a public reference: the announcement, the issue, the pull request or a commit.',
    );
  });

  it('takes the process that knows the repository, a built-in one by name, or a file', async () => {
    const own = JSON.stringify({ name: 'own', title: 'Own', clocks: {}, states: { open: ['draft'], finished: ['closed'] } });
    const ask = async (process?: string) => {
      const outcome = await exportRecord(
        { file: 'a', as: 'cve', ...(process === undefined ? {} : { process }) },
        files({ a: DOCUMENT, 'own.json': own, 'bad.json': '{}' }),
        now,
      );
      return outcome.ok ? 'written' : outcome.failure.words;
    };
    assert.equal(await ask(), 'written');
    assert.equal(await ask('psrt'), 'written');
    assert.match(await ask('github'), /CVE Numbering Authority/);
    assert.match(await ask('own.json'), /CVE Numbering Authority/);
    assert.match(await ask('bad.json'), /^The process file cannot be used: /);
    assert.match(await ask('nobody'), /^A process is one of psrt, github, or a file\. "nobody" cannot be read/);
  });

  it('refuses a document that is not in form', async () => {
    const outcome = await exportRecord({ file: 'a', as: 'ghsa' }, files({ a: '---\ntitle: [\n---\n\nx' }), now);
    assert.match(JSON.stringify(outcome), /not in form/);
  });
});

describe('an advisory in a file', () => {
  const read = (content: string | Buffer) => readAdvisoryFile('a', files({ a: content }));
  it('is GitHub’s own JSON, also a list of one, also with a byte order mark', async () => {
    for (const content of [JSON_TEXT, `[${JSON_TEXT}]`, `\ufeff${JSON_TEXT}`, `\n ${JSON_TEXT}`]) {
      const outcome = await read(content);
      assert.ok(outcome.ok, content);
      assert.deepEqual(
        [outcome.value.advisory.repository, outcome.value.advisory.title, outcome.value.document],
        ['python/cpython', 'x', undefined],
      );
      assert.equal(outcome.value.text, content.replace('\ufeff', ''));
    }
  });

  it('knows the repository by the address of the API, on any host', async () => {
    const outcome = await read(
      JSON.stringify({
        ghsa_id: 'GHSA-2222-3333-4444',
        url: 'https://ghe.example.org/api/v3/repos/a/b/security-advisories/GHSA-2222-3333-4444',
      }),
    );
    assert.ok(outcome.ok);
    assert.equal(outcome.value.advisory.repository, 'a/b');
  });

  it('is what GitHub takes, and what this project writes of it comes back the same', async () => {
    const first = await exportRecord({ file: 'a', as: 'ghsa' }, files({ a: DOCUMENT }), now);
    assert.ok(first.ok);
    const again = await read(first.value.text);
    assert.ok(again.ok);
    assert.deepEqual([again.value.advisory.ghsaId, again.value.advisory.state], ['', 'draft']);
    const second = await exportRecord({ file: 'a', as: 'ghsa' }, files({ a: first.value.text }), now);
    assert.ok(second.ok);
    assert.equal(second.value.text, first.value.text);
  });

  it('is a document', async () => {
    const outcome = await read(DOCUMENT);
    assert.ok(outcome.ok);
    assert.equal(outcome.value.document?.text, DOCUMENT);
    assert.equal(outcome.value.advisory.author, 'rita');
  });

  const wrong: readonly (readonly [string, string | Buffer, RegExp])[] = [
    ['half a JSON', '{"summary": 1', /begins as JSON and is none/],
    ['two advisories', `[${JSON_TEXT},${JSON_TEXT}]`, /holds a list/],
    ['other JSON', '{"a": 1}', /no advisory of GitHub's/],
    ['a list of nothing', '[null]', /no advisory of GitHub's/],
    ['a binary file', Buffer.from([0x7b, 0]), /no text file/],
    ['a large file', Buffer.alloc(5 * 1024 * 1024, 0x20), /too large: 4 MB/],
  ];
  for (const [what, content, words] of wrong)
    it(`is not ${what}`, async () => {
      const outcome = await read(content);
      assert.ok(!outcome.ok);
      assert.match(outcome.failure.words, words);
    });

  it('is not what is not there, and a name cannot move the cursor', async () => {
    const outcome = await readAdvisoryFile('\u001b[2J\n', files({}));
    assert.ok(!outcome.ok);
    assert.equal(outcome.failure.words, '"\\u001b[2J\\n" cannot be read: name a text file.');
  });

  it('never makes the reader throw', () =>
    fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.string().map((text) => `---\n${text}\n---\n${text}`),
          fc.constantFrom('['.repeat(50_000), '{"a":'.repeat(20_000)),
        ),
        async (content) => {
          await read(content);
        },
      ),
    ));
});
