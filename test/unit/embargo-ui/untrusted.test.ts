import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { fail } from '../../../src/common/result.ts';
import { Matrix } from '../../../src/ui/embargo/matrix/matrix.ts';
import { GuardWatch } from '../../../src/ui/embargo/window/guard-watch.ts';

/** A workspace that is gone, and whether anybody has looked for it. */
function looking(isTrusted: boolean) {
  const looked: string[] = [];
  const workspace = () => {
    looked.push('workspace');
    return Promise.resolve(fail({ kind: 'no-workspace' as const }));
  };
  const options = () => ({});
  return { looked, parts: { workspace, options, isTrusted: () => isTrusted, clock: () => 0, environment: () => ({}) } };
}

describe('an embargo window in an untrusted folder', () => {
  it('reads nothing there and says that the guard is not checked', async () => {
    const { looked, parts } = looking(false);
    const guard = new GuardWatch(parts);
    assert.deepEqual(await guard.check(), { kind: 'unchecked', why: 'untrusted' });
    assert.deepEqual(await guard.mend(), { kind: 'unchecked', why: 'untrusted' });
    const matrix = new Matrix(parts);
    assert.deepEqual([await matrix.refresh(), matrix.rows], [[], undefined]);
    assert.deepEqual(looked, []);
  });

  it('looks once it is trusted, and does not take a workspace that is gone for one whose guard holds', async () => {
    const { looked, parts } = looking(true);
    const guard = new GuardWatch(parts);
    const seen: string[] = [];
    guard.onDidCheck(({ kind }) => seen.push(kind));
    assert.deepEqual(await guard.check(), { kind: 'unknown', failure: { kind: 'no-workspace' } });
    assert.deepEqual(await guard.mend(), { kind: 'unknown', failure: { kind: 'no-workspace' } });
    assert.deepEqual([seen, looked.length], [['unknown', 'unknown'], 2]);
  });
});
