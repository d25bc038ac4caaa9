import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { kindOf } from '../../../../src/embargo/handover/branch-kinds.ts';
import type { BranchRow } from '../../../../src/embargo/matrix.ts';

const first: BranchRow = {
  name: 'main',
  folder: 'main',
  private: 'fix-main',
  base: 'a'.repeat(40),
  state: 'applied',
  commit: 'b'.repeat(40),
  commits: 1,
  changed: 0,
  conflicts: [],
  same: true,
  tested: undefined,
  pushed: false,
  public: undefined,
};
const other = { ...first, name: '3.13' };
const untouched = { ...other, state: 'untouched', commits: 0, same: undefined } as const;

describe('what is to be done for a branch that follows', () => {
  it('is its own fix to be handed over where that differs from the first branch’s', () => {
    assert.deepEqual(kindOf({ ...other, same: false, state: 'differs' }, undefined, first), { own: true });
    assert.deepEqual(
      kindOf({ ...other, same: false, state: 'pushed' }, undefined, first),
      { own: true },
      'whatever was done since',
    );
    assert.deepEqual(kindOf(other, undefined, first), {});
  });

  it('is not guessed where the first branch has no fix, or a worktree stands elsewhere', () => {
    const differs = { ...other, same: false };
    assert.deepEqual(kindOf(differs, undefined, { ...first, same: undefined }), {});
    assert.deepEqual(kindOf(differs, undefined, { ...first, state: 'astray' }), {});
    assert.deepEqual(kindOf({ ...differs, state: 'astray' }, undefined, first), {});
  });

  it('is nothing where there is no commit and nobody knows it to be affected', () => {
    assert.deepEqual(kindOf(untouched, undefined, first), {});
    assert.deepEqual(kindOf(untouched, false, first), { wanted: false });
    assert.deepEqual(kindOf({ ...untouched, state: 'not-affected' }, false, first), { wanted: false });
    assert.deepEqual(kindOf(untouched, true, first), {});
    for (const state of ['not-ready', 'unreadable', 'conflict', 'astray'] as const)
      assert.deepEqual(kindOf({ ...untouched, state }, undefined, first), {}, state);
  });
});
