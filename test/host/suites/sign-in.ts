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
      assert.deepEqual(
        answers.asked.map((title) => title.startsWith('Sign in to')),
        [true],
      );
      assert.equal(access.inbox.state.session?.login, ME);
      assert.equal(access.accounts.usesVsCode, false);
    });

    it("gives VS Code's GitHub session to GitHub's own API and to nothing else", async () => {
      const access = await extension();
      const session = { id: '1', accessToken: 'from-vscode', account: { id: '7', label: 'ada-on-github' }, scopes: ['repo'] };
      const asked: (readonly unknown[])[] = [];
      const sent: { readonly url: string; readonly authorization: string | null }[] = [];
      const before = {
        fetch: globalThis.fetch,
        getSession: vscode.authentication.getSession,
        getAccounts: vscode.authentication.getAccounts,
      };
      // Nothing may reach the network: what would be sent is looked at here.
      globalThis.fetch = (url, init) => {
        sent.push({
          url: String(url instanceof Request ? url.url : url),
          authorization: new Headers(init?.headers).get('authorization'),
        });
        return Promise.resolve(new Response('{"login":"ada-on-github"}', { headers: { 'content-type': 'application/json' } }));
      };
      Object.assign(vscode.authentication, {
        getSession: (...args: unknown[]) => {
          asked.push(args);
          return Promise.resolve(session);
        },
        getAccounts: () => Promise.resolve([session.account]),
      });
      try {
        const signedIn = await access.accounts.byVsCode(session.account);
        assert.equal(signedIn?.host, 'api.github.com');
        assert.deepEqual(asked, [['github', ['repo'], { createIfNone: true, account: session.account }]]);
        const account = await signedIn.gateway.account();
        assert.ok(account.ok);
        // The inbox may be reading at this time, with the token that was pasted for its host.
        assert.deepEqual(
          sent.filter(({ authorization }) => authorization === 'Bearer from-vscode'),
          [{ url: 'https://api.github.com/user', authorization: 'Bearer from-vscode' }],
        );
        assert.deepEqual(asked.at(-1), ['github', ['repo'], { silent: true, account: session.account }]);
        // Another API is set: the session of GitHub's is not restored for it.
        const count = asked.length;
        assert.equal(await access.accounts.restore(), undefined);
        assert.equal(asked.length, count);
      } finally {
        globalThis.fetch = before.fetch;
        Object.assign(vscode.authentication, { getSession: before.getSession, getAccounts: before.getAccounts });
        await access.accounts.signOut();
      }
    });

    it('restores the session without asking', async () => {
      const access = await signInAs(ME);
      assert.equal((await access.accounts.restore())?.login, ME);
    });
  });
}
