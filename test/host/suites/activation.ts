import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { extension, requests, servers, wish } from '../desk.ts';
import { spyOn } from '../spy.ts';

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
        assert.deepEqual(servers(), []);
        // The spy sees what it is meant to see: the first look reads something.
        await access.inbox.look();
        assert.deepEqual(access.inbox.state.session, undefined);
      } finally {
        stop();
      }
      assert.deepEqual(await requests(), []);
      // A look at the inbox needs no places, so nobody looks for any yet.
      assert.deepEqual(servers(), []);
    });

    it('offers every command that the manifest names', async () => {
      const found = vscode.extensions.getExtension('advisory-triage.advisory-triage');
      const named = (found?.packageJSON as { contributes: { commands: { command: string }[] } }).contributes.commands.map(
        ({ command }) => command,
      );
      const there = await vscode.commands.getCommands(true);
      assert.deepEqual(
        named.filter((command) => !there.includes(command)),
        [],
      );
    });
  });
}
