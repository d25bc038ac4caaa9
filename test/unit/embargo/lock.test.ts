import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { ok } from '../../../src/common/result.ts';
import { alone } from '../../../src/embargo/lock.ts';

describe('the lock of a workspace', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'at-lock-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('lets one in at a time, and leaves nothing', async () => {
    let inside = 0;
    const results = await Promise.all(
      Array.from({ length: 40 }, async () =>
        alone(folder, async () => {
          assert.equal(++inside, 1);
          await new Promise((resolve) => setImmediate(resolve));
          inside--;
          return ok('done');
        }),
      ),
    );
    assert.ok(results.some((one) => one.ok));
    assert.ok(results.every((one) => one.ok || one.failure.kind === 'busy'));
    assert.deepEqual(readdirSync(folder), []);
  });

  it('is taken over from a process that is gone, and from a time before the machine was started', async () => {
    for (const stale of ['', 'nonsense', `4194303 ${Date.now()} x`, `${process.pid} 1000 x`]) {
      writeFileSync(join(folder, 'embargo.lock'), stale);
      assert.deepEqual(await alone(folder, () => Promise.resolve(ok(1))), ok(1), stale);
    }
    assert.deepEqual(readdirSync(folder), []);
  });

  it('is not taken from a process that lives', async () => {
    writeFileSync(join(folder, 'embargo.lock'), `${process.ppid} ${Date.now()} x`);
    assert.deepEqual(await alone(folder, () => assert.fail('inside')), { ok: false, failure: { kind: 'busy' } });
    assert.deepEqual(readdirSync(folder), ['embargo.lock']);
  });

  it('is not made where there is no folder', async () => {
    const gone = await alone(join(folder, 'gone'), () => assert.fail('inside'));
    assert.deepEqual(gone, { ok: false, failure: { kind: 'no-workspace' } });
  });
});
