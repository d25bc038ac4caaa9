import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { embargoHandover, type HandoverArguments } from '../../../src/cli/handover.ts';
import { NOW } from '../../unit/advisory/sample.ts';
import { HandoverWorld, PUBLIC_MAIN } from './handover-world.ts';

describe('handing over by the command line', function () {
  this.timeout(120_000);
  let world: HandoverWorld;
  beforeEach(async () => {
    world = await HandoverWorld.make();
  });
  afterEach(() => {
    world.close();
  });

  const files = { readFile: () => Promise.reject(new Error('there is none')) };
  const run = (change: Partial<HandoverArguments> = {}) => {
    const plain = { branch: 'main', issue: 12345, repo: world.clone, accepted: [], ordinary: [], anyway: false, dryRun: false };
    return world.product.asPerson(() => embargoHandover(world.workspace, { ...plain, ...change }, files, {}, () => NOW));
  };

  it('shows the author, and the marked lines with what they are accepted by', async () => {
    world.put({ 'Lib/x.py': '# As for CVE-2023-24329.\u001b[31m\n' }, 'Check the path\n\nSee #77.');
    world.product.git(world.worktree(), 'commit', '--quiet', '--amend', '--no-edit', '--author=Jane Doe <jane@research.example>');
    const { lines, refused } = await run({ dryRun: true });
    assert.equal(refused, undefined);
    assert.ok(lines.includes('Author: Robin <robin@example.org>'));
    const [, writer] = /Jane Doe <jane@research\.example>.* --accept (author:[0-9a-f]{6})\.$/m.exec(lines.join('\n')) ?? [];
    const [, id] = /^ *(3:[0-9a-f]{6}) ! See #77\. {2}\[reference\]$/m.exec(lines.join('\n')) ?? [];
    const place = /^ *(5:[0-9a-f]{6}) ! "Lib\/x\.py":1: # As for CVE-2023-24329\.\ufffd\[31m {2}\[reference, cve-id\]$/m;
    const [, inFile] = place.exec(lines.join('\n')) ?? [];
    assert.equal((await run()).json.refused, 'not-accepted');
    const done = await run({ accepted: [id ?? '', inFile ?? '', writer ?? ''] });
    assert.equal(done.refused, undefined, done.lines.join('\n'));
    assert.equal(world.git('log', '-1', '--format=%an', PUBLIC_MAIN), 'Jane Doe');
  });

  it('takes no number alone for a line, and says how', async () => {
    world.fix('Check the path\n\nSee #77.');
    for (const accepted of [[3], ['3'], ['3:'], ['all'], ['3:9f2c51', '0:9f2c51']]) {
      const { json, lines, refused } = await run({ accepted });
      assert.deepEqual([refused, json.refused], [true, 'bad-accept'], String(accepted));
      assert.match(lines.join('\n'), /number and digest/);
    }
  });

  it('ends a dry run as refused where something private is left', async () => {
    world.fix();
    world.put({ 'Lib/x.py': '# GHSA-2345-6789-cfgh\n' });
    const { json, lines, refused } = await run({ dryRun: true });
    assert.deepEqual([refused, json.refused, json.dryRun], [true, 'left-over', true]);
    assert.ok(lines.includes('Refused: advisory-id in "Lib/x.py":1'));
    assert.ok(!lines.join('\n').includes('6789'));
  });
});
