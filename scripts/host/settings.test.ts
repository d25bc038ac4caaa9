import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machineKeys, machinePart, quietSettings, writeServerSettings } from './settings.ts';

const configuration = {
  properties: { 'a.base': { scope: 'machine' }, 'a.path': { scope: 'machine-overridable' }, 'a.view': {} },
};

describe('settings of a window', () => {
  it('finds what a manifest declares for the machine, in one group or several', () => {
    assert.deepEqual(machineKeys({ contributes: { configuration } }), ['a.base', 'a.path']);
    assert.deepEqual(machineKeys({ contributes: { configuration: [configuration, {}] } }), ['a.base', 'a.path']);
    assert.deepEqual(machineKeys({}), []);
  });

  it('gives the machine nothing that a person may want to change', () => {
    assert.deepEqual(machinePart({ 'a.base': 1, 'a.view': 2 }, ['a.base']), { 'a.base': 1 });
  });

  it('writes both files, and lets the caller speak louder than the quiet ones', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'at-test-'));
    try {
      const manifest = join(folder, 'package.json');
      await writeFile(manifest, JSON.stringify({ contributes: { configuration } }));
      await writeServerSettings(folder, { 'a.base': 'x', 'a.view': 'y', 'git.autofetch': true }, manifest);
      const read = async (part: string): Promise<unknown> =>
        JSON.parse(await readFile(join(folder, 'data', part, 'settings.json'), 'utf8'));
      assert.deepEqual(await read('Machine'), { 'a.base': 'x' });
      assert.deepEqual(await read('User'), { ...quietSettings, 'a.base': 'x', 'a.view': 'y', 'git.autofetch': true });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
