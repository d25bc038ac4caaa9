import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { FINDING_CODES } from '../../../../src/language/finding.ts';

const folder = join(import.meta.dirname, '..', '..', '..', '..', 'docs', 'findings');
const page = (name: string) => readFileSync(join(folder, `${name}.md`), 'utf8');

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
