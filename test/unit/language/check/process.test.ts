import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { builtIn } from '../../../../src/process/book.ts';
import { readProcess } from '../../../../src/process/read.ts';
import { findingsIn, written } from './sample.ts';

const least = { name: 'mine', title: 'Mine', clocks: {}, states: { open: ['triage'], finished: ['closed'] } };
const findings = (writing: unknown) => {
  const read = readProcess(JSON.stringify({ ...least, writing }));
  return read.ok ? [] : read.failure.findings;
};

describe('how a process wants an advisory written', () => {
  for (const [name, process] of Object.entries(builtIn)) {
    it(`names a template that there is (${name})`, () => {
      assert.ok(process.templates?.[process.writing?.template ?? ''] !== undefined);
    });

    it(`has a template whose places are all found to be empty, and nothing else (${name})`, () => {
      const body = process.templates?.[process.writing?.template ?? '']?.body ?? '';
      const found = findingsIn(written('title: a', body.trimEnd()), { process }).filter(({ code }) => code !== 'not-ready');
      assert.deepEqual(new Set(found.map(({ code }) => code)), new Set(['placeholder']));
      assert.equal(found.length, body.split('{').length - 1);
    });
  }

  it('is read strictly', () => {
    assert.deepEqual(findings({}), []);
    assert.deepEqual(
      findings({
        sections: [{ title: 'Impact', words: 'x', also: ['Y'] }],
        titleLength: 80,
        internal: ['a@b.org', 'b.org', 'b.org/x'],
        template: 'new',
      }),
      [],
    );
    for (const wrong of [
      { colour: 'red' },
      { titleLength: 5 },
      { titleLength: '80' },
      { internal: ['https://b.org'] },
      { internal: ['a b'] },
      { sections: [{ title: '# Impact', words: 'x' }] },
      { sections: [{ title: 'Impact' }] },
      { template: 'New One' },
    ])
      assert.equal(findings(wrong).length, 1, JSON.stringify(wrong));
  });
});
