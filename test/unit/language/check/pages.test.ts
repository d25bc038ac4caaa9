import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { FINDING_CODES } from '../../../../src/language/finding.ts';
import { github } from '../../advisory/sample.ts';
import { findingsIn, written } from './sample.ts';

const folder = join(import.meta.dirname, '..', '..', '..', '..', 'docs', 'findings');
const page = (name: string) => readFileSync(join(folder, `${name}.md`), 'utf8');

/** A piece of an example as a document. */
function whole(code: string, language: string | undefined, text: string): string {
  if (text.startsWith('---') || code === 'no-front-matter') return `${text}\n`;
  if (language === 'markdown')
    return written('title: a\nid: GHSA-2222-3333-4444\nrepository: python/cpython\ncollaborators: [rita]', text);
  const title = text.includes('title:') || text.includes('titel:') ? '' : 'title: a\n';
  const item = /^(?:range|patched|functions):/.test(text)
    ? `affected:\n  - package: other/cpython\n${text.replace(/^/gm, '    ')}`
    : text;
  return written(title + (text.startsWith('type:') ? `credits:\n  - login: alice\n    ${text}` : item));
}

describe('the pages about findings', () => {
  it('are one for each code, and an index', () => {
    assert.deepEqual(readdirSync(folder).sort(), [...FINDING_CODES.map((code) => `${code}.md`), 'README.md'].sort());
  });

  for (const code of FINDING_CODES)
    it(`say what ${code} means, why it matters, what to do, and show it`, () => {
      const text = page(code);
      assert.ok(text.startsWith(`# ${code}\n`));
      assert.deepEqual(
        [...text.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading),
        ['What it means', 'Why it matters', 'What to do', 'Example'],
      );
      for (const part of text.split(/^## .*$/m).slice(1)) assert.ok(part.trim().length > 20, part);
      assert.ok(/^Before:\n\n```/m.test(text) && /^After:\n\n/m.test(text));
    });

  // What these show takes more than a few lines, or is known from elsewhere.
  const elsewhere = [
    'too-long',
    'too-deep',
    'title-too-long',
    'description-too-long',
    'token',
    'read-only-changed',
    'version-never-released',
    'version-not-yet-released',
    'function-absent',
    'login-unknown',
    'coordinator-dropped',
    'own-credit-replaced',
  ];
  for (const code of FINDING_CODES.filter((one) => !elsewhere.includes(one)))
    it(`show ${code} before, and not after`, () => {
      const [before = '', after = ''] = [...page(code).matchAll(/^```(\w+)\n([\s\S]*?)\n```$/gm)].map(([, language, text = '']) =>
        whole(code, language, text),
      );
      const process = code === 'cvss-superseded' || code === 'section-missing' ? { process: github } : {};
      const count = (text: string) => findingsIn(text, process).filter((one) => one.code === code).length;
      assert.ok(count(before) > 0, before);
      // Something is always still asked for.
      assert.ok(count(after) < count(before) || code === 'not-ready', after);
    });

  it('are all named in the index, each once, with its severities', () => {
    const index = page('README');
    assert.deepEqual([...index.matchAll(/\]\(([a-z0-9-]+)\.md\)/g)].map(([, code]) => code).sort(), [...FINDING_CODES].sort());
    for (const [row] of index.matchAll(/^\| \[.*$/gm))
      assert.match(row, /\| (?:error|warning|information|hint)(?:, (?:error|warning|information|hint))* \|/);
  });

  it('lead nowhere that is not there', () => {
    for (const name of [...FINDING_CODES, 'README'])
      for (const [, target = ''] of page(name).matchAll(/\]\((?!https:)([^)#]+)\)/g))
        assert.ok(readdirSync(folder).includes(target) || target.startsWith('../'), `${name}: ${target}`);
  });
});
