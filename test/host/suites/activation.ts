import assert from 'node:assert/strict';
import childProcess from 'node:child_process';
import fs from 'node:fs';
import fsPromises from 'node:fs/promises';
import * as vscode from 'vscode';
import { extension, requests, wish } from '../desk.ts';

/** Notes calls that come from the extension's own code, and where they came from. */
function spyOn(calls: Map<string, string>): () => void {
  const undo: (() => void)[] = [];
  const watch = (owner: Record<string, unknown>, room: string) => {
    for (const [name, original] of Object.entries(owner)) {
      if (typeof original !== 'function' || /^[A-Z]/.test(name)) continue;
      owner[name] = function spied(this: unknown, ...args: unknown[]): unknown {
        const mine = /[\\/]dist[\\/](?:extension\.cjs|lazy[\\/])/.test(new Error().stack ?? '');
        if (mine) calls.set(`${room}.${name}`, new Error().stack ?? '');
        return Reflect.apply(original, this, args);
      };
      undo.push(() => { owner[name] = original; });
    }
  };
  watch(fs as unknown as Record<string, unknown>, 'fs');
  watch(fsPromises as unknown as Record<string, unknown>, 'fs/promises');
  watch(childProcess as unknown as Record<string, unknown>, 'child_process');
  const web = { fetch: globalThis.fetch } as Record<string, unknown>;
  watch(web, 'web');
  const before = globalThis.fetch;
  globalThis.fetch = web['fetch'] as typeof fetch;
  undo.push(() => { globalThis.fetch = before; });
  return () => { for (const one of undo) one(); };
}

export function activation(): void {
  describe('activation', () => {
    it('registers and nothing else: no request, no process, no file', async () => {
      const found = vscode.extensions.getExtension('advisory-triage.advisory-triage');
      assert.equal(found?.isActive, false, 'it was activated before anybody looked at a view');
      await wish({ wish: 'clear' });
      const calls = new Map<string, string>();
      const stop = spyOn(calls);
      try {
        const access = await extension();
        assert.equal(access.inbox.state.phase, 'resting');
        assert.deepEqual([...calls], []);
        // The spy sees what it is meant to see: the first look reads something.
        await access.inbox.look();
        assert.equal(String(access.inbox.state.phase), 'signed-out');
      } finally {
        stop();
      }
      assert.deepEqual(await requests(), []);
    });

    it('offers every command that the manifest names', async () => {
      const { packageJSON } = vscode.extensions.getExtension('advisory-triage.advisory-triage') ?? {};
      const named = (packageJSON as { contributes: { commands: { command: string }[] } }).contributes.commands.map(({ command }) => command);
      const there = await vscode.commands.getCommands(true);
      assert.deepEqual(named.filter((command) => !there.includes(command)), []);
    });
  });
}
