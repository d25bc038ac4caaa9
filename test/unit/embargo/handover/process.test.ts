import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checklist } from '../../../../src/embargo/handover/checklist.ts';
import { fillMessage, publicBranchName } from '../../../../src/embargo/handover/message.ts';
import { isPlainRef } from '../../../../src/git/repository.ts';
import { readProcess } from '../../../../src/process/read.ts';
import { github, psrt } from '../../advisory/sample.ts';

function isSound(handover: unknown): boolean {
  const states = { open: ['draft'], finished: ['closed'] };
  return readProcess(JSON.stringify({ name: 'mine', title: 'Mine', clocks: {}, states, handover })).ok;
}

describe('what a process says about a hand-over', () => {
  it('is held against its form', () => {
    assert.ok(isSound({}));
    assert.ok(isSound({ branch: '{issue}/{branch}', messages: { first: '{title}', other: '{title}' } }));
    assert.ok(!isSound({ branch: '-{issue}' }));
    assert.ok(!isSound({ branch: 'fix {issue}' }));
    assert.ok(!isSound({ branch: 'fix-{title}' }), 'a title never stands in the name of a branch');
    assert.ok(!isSound({ messages: { first: 'Fix', other: '{title}' } }));
    assert.ok(!isSound({ backports: { by: 'magic', words: 'x' } }));
    assert.ok(!isSound({ steps: [{ for: 'first', words: 'x', fact: 'luck' }] }));
    assert.ok(!isSound({ labels: { first: [''] } }));
  });

  for (const process of [psrt, github])
    it(`leaves no placeholder empty in ${process.name}`, () => {
      const { handover } = process;
      const facts = { issue: 1, branch: '3.13', pr: 2, commit: 'c'.repeat(40) };
      for (const form of ['first', 'other', 'alone'] as const)
        assert.doesNotMatch(fillMessage(handover, form, { title: 'x', body: 'y' }, facts), /[{}]/);
      assert.ok(isPlainRef(publicBranchName(handover, facts)));
      const items = checklist(process, { issue: 1, branches: [{ name: 'main' }, { name: '3.13' }] });
      assert.ok(items.length > 3);
      for (const { words } of items) assert.doesNotMatch(words, /[{}]/);
    });
});
