import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { executableOf, findDesktop } from './desktop.ts';

describe('desktop VS Code', () => {
  let folder = '';
  before(async () => void (folder = await realpath(await mkdtemp(join(tmpdir(), 'at-test-')))));
  after(() => rm(folder, { recursive: true }));

  it('is what VSCODE_EXECUTABLE names', async () => {
    const executable = join(folder, 'mine');
    await writeFile(executable, '');
    assert.deepEqual(findDesktop({ VSCODE_EXECUTABLE: executable }), { executable });
    const missing = findDesktop({ VSCODE_EXECUTABLE: join(folder, 'other') });
    assert.match('why' in missing ? missing.why : '', /is not there/);
  });

  it('is the program behind the command, not the command', async () => {
    await mkdir(join(folder, 'share', 'bin'), { recursive: true });
    const command = join(folder, 'share', 'bin', 'code');
    await writeFile(command, '#!/bin/sh\n');
    await chmod(command, 0o755);
    assert.equal(executableOf(command), undefined);
    await writeFile(join(folder, 'share', 'code'), '');
    assert.equal(executableOf(command), join(folder, 'share', 'code'));
  });
});
