import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { fail, ok } from '../../../src/common/result.ts';
import { builtIn, plainProcess } from '../../../src/process/book.ts';
import { branchesNow } from '../../../src/ui/embargo/start/branches-now.ts';

const psrt = builtIn.psrt ?? assert.fail('no process');

describe('the branches of today', () => {
  it('are those of the release calendar, of its day', async () => {
    const asked: string[] = [];
    const entries = [{ name: 'main', version: '3.17', status: 'feature' }];
    const now = await branchesNow(psrt, (url) => {
      asked.push(url);
      return Promise.resolve(ok({ retrievedAt: Date.UTC(2027, 4, 20), entries }));
    });
    assert.deepEqual(asked, [psrt.branches?.source]);
    assert.deepEqual(
      now.process.branches?.list.map(({ version }) => version),
      ['3.17'],
    );
    assert.equal(now.words, 'Branches by the release calendar of 2027-05-20');
  });

  it('are the process’s own, with their day, where the calendar cannot be had or is not wanted', async () => {
    const offline = await branchesNow(psrt, () => Promise.resolve(fail({ kind: 'offline' })));
    assert.equal(offline.process, psrt);
    assert.match(offline.words, /^Branches as the process had them on \d{4}-\d\d-\d\d: the release calendar cannot be had now$/);
    const off = await branchesNow(psrt, undefined);
    assert.match(off.words, /: the release calendar is not asked$/);
  });

  it('are asked for nowhere where the process names no calendar', async () => {
    const now = await branchesNow(plainProcess, () => assert.fail('asked'));
    assert.equal(now.process, plainProcess);
  });
});
