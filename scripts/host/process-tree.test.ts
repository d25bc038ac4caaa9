import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { poll } from './poll.ts';
import { endTree, startReaper } from './process-tree.ts';

/** A shell that ignores SIGTERM, with a child in a session of its own, as a terminal has; prints both ids. */
async function startStubborn(): Promise<{ child: ChildProcess; pids: number[] }> {
  const script = "trap '' TERM; setsid sleep 600 & echo $$ $!; wait; wait";
  const child = spawn('/bin/sh', ['-c', script], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  const line = await new Promise<string>((resolve) => child.stdout.once('data', (data: Buffer) => resolve(String(data))));
  return { child, pids: line.trim().split(' ').map(Number) };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('ending a process tree', function () {
  before(function () {
    if (process.platform !== 'linux') this.skip();
  });

  it('forces what does not listen, and reaches other sessions', async () => {
    const { child, pids } = await startStubborn();
    await endTree(child.pid ?? 0, 300);
    await poll({ what: 'still alive', limitMs: 2000 }, () => child.signalCode === 'SIGKILL');
    assert.equal(pids.length, 2);
  });

  it('happens without us when we are killed, and folders go', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'at-test-'));
    const module = new URL('./process-tree.ts', import.meta.url).href;
    const program = `
      const { spawn } = await import('node:child_process');
      const { startReaper } = await import(${JSON.stringify(module)});
      const child = spawn('sleep', ['600'], { detached: true, stdio: 'ignore' });
      startReaper({ group: child.pid, folder: ${JSON.stringify(folder)} });
      console.log(child.pid);
      setInterval(() => undefined, 1000);`;
    const victim = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = Number(
      await new Promise<string>((resolve) => victim.stdout.once('data', (data: Buffer) => resolve(String(data)))),
    );
    assert.ok(isAlive(pid));
    victim.kill('SIGKILL');
    await poll({ what: 'the folder is still there', limitMs: 8000 }, () => !existsSync(folder));
  }).timeout(10_000);

  it('leaves everything alone after a release', async () => {
    const child = spawn('sleep', ['600'], { detached: true, stdio: 'ignore' });
    const pid = child.pid ?? 0;
    startReaper({ group: pid })();
    assert.ok(isAlive(pid));
    await endTree(pid);
  });
});
