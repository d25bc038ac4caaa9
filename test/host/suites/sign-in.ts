import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Answers, extension, labels, ME, requests, signInAs, wish } from '../desk.ts';

export function signIn(): void {
  describe('signing in', () => {
    it('shows nothing and asks nothing of GitHub while signed out', async () => {
      await wish({ wish: 'clear' });
      const access = await extension();
      await access.inbox.look();
      assert.equal(access.inbox.state.phase, 'signed-out');
      assert.deepEqual(labels(access), []);
      assert.deepEqual(await requests(), []);
    });

    it('gives another host nothing before a yes for it', async () => {
      await wish({ wish: 'clear' });
      const access = await extension();
      const answers = new Answers();
      answers.confirmation = false;
      answers.inputs.push('practice_ada-triage');
      access.answerWith(answers);
      await vscode.commands.executeCommand('advisoryTriage.signIn');
      assert.equal(answers.asked.length, 1);
      assert.match(answers.asked[0] ?? '', /127\.0\.0\.1:\d+ in place of GitHub/);
      assert.deepEqual(await requests(), []);
      assert.equal(access.inbox.state.phase, 'signed-out');
    });

    it('refuses a wrong token in words, and keeps it nowhere', async () => {
      const access = await extension();
      const answers = new Answers();
      answers.inputs.push('practice_nobody');
      access.answerWith(answers);
      await vscode.commands.executeCommand('advisoryTriage.signIn');
      assert.match(answers.asked.at(-1) ?? '', /Not signed in\. GitHub refuses your token/);
      assert.ok(!answers.asked.join().includes('practice_nobody'));
      assert.equal(await access.accounts.restore(), undefined);
    });

    it('asks for the host once, then only for the token, and never for a GitHub session', async () => {
      const access = await extension();
      const answers = new Answers();
      answers.inputs.push(`practice_${ME}`);
      access.answerWith(answers);
      await vscode.commands.executeCommand('advisoryTriage.signIn');
      assert.deepEqual(answers.asked.map((title) => title.startsWith('Sign in to')), [true]);
      assert.equal(access.inbox.state.session?.login, ME);
      assert.equal(access.accounts.usesVsCode, false);
    });

    it('restores the session without asking', async () => {
      const access = await signInAs(ME);
      assert.equal((await access.accounts.restore())?.login, ME);
    });
  });
}
