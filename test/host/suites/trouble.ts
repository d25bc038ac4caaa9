import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestAccess } from '../../../src/extension.ts';
import { Answers, CPYTHON, labelOf, labels, ME, rows, signInAs, until, UNPACK, wish } from '../desk.ts';

export function trouble(): void {
  describe('when things go wrong', () => {
    let access: TestAccess;
    before(async () => {
      access = await signInAs(ME);
    });
    afterEach(async () => {
      await wish({ wish: 'no-faults' });
      await wish({ wish: 'token', login: ME, state: 'good' });
    });

    const first = () => {
      const row = rows(access)[0];
      return { label: labelOf(row?.item), description: String(row?.item.description), command: row?.item.command?.command };
    };
    const listed = () => access.inbox.store.all().length;

    for (const [what, prepare, label, advice, command] of [
      [
        'the token is revoked',
        () => wish({ wish: 'token', login: ME, state: 'revoked' }),
        /^GitHub refuses your token$/,
        /Sign in again/,
        'advisoryTriage.signIn',
      ],
      [
        'single sign-on is wanted',
        () => wish({ wish: 'token', login: ME, state: 'sso-blocked' }),
        /single sign-on needed$/,
        /Authorise the token/,
        'advisoryTriage.refresh',
      ],
      [
        'GitHub breaks the connection',
        () => wish({ wish: 'fault', fault: { kind: 'drop-after-commit', count: 9 } }),
        /^GitHub cannot be reached$/,
        /Check the network/,
        'advisoryTriage.refresh',
      ],
      [
        'a web page answers',
        () => wish({ wish: 'fault', fault: { kind: 'html', count: 9 } }),
        /the answer makes no sense$/,
        /in its place/,
        'advisoryTriage.refresh',
      ],
      [
        'GitHub has trouble',
        () => wish({ wish: 'fault', fault: { kind: 'status', status: 502, count: 9 } }),
        /GitHub has trouble \(502\)$/,
        /tried again/,
        'advisoryTriage.refresh',
      ],
    ] as const) {
      it(`says so when ${what}, and still shows the last list with its time`, async () => {
        const before = listed();
        await prepare();
        await access.inbox.refresh();
        assert.match(first().label, label);
        assert.match(first().description, advice);
        assert.match(first().description, /Shown as of \d\d:\d\d/);
        assert.equal(first().command, command);
        assert.equal(listed(), before);
        assert.ok(labels(access).includes('Mine'));
        await wish({ wish: 'no-faults' });
        await wish({ wish: 'token', login: ME, state: 'good' });
        await access.inbox.refresh();
        assert.equal(first().label, 'Mine');
      });
    }

    it('says what is wrong with a name in the setting, and reads the others', async () => {
      const settings = vscode.workspace.getConfiguration('advisoryTriage');
      const names = settings.get<string[]>('repositories') ?? [];
      await settings.update('repositories', [...names, 'no slash', 'python-practice/gone'], vscode.ConfigurationTarget.Workspace);
      await until('the problems', () => labels(access).some((label) => label.startsWith('python-practice/gone: not found')));
      const problems = labels(access).filter((label) => !['Mine', 'Unassigned', 'Open', 'Finished'].includes(label));
      assert.deepEqual(problems, [
        'python-practice/gone: not found, or not for this account',
        '"no slash" is no repository name',
      ]);
      await settings.update('repositories', undefined, vscode.ConfigurationTarget.Workspace);
      await until('the problems to go', () => first().label === 'Mine');
    });

    it('says so when the token can see nothing private, where GitHub just gives an empty list', async () => {
      await signInAs('sam-scopeless');
      assert.equal(first().label, 'This token sees no private advisory');
      assert.match(first().description, /lacks the scope "repo"/);
      await signInAs(ME);
      assert.equal(first().label, 'Mine');
    });

    it('offers the remotes of the open folder when repositories are chosen', async () => {
      const settings = vscode.workspace.getConfiguration('advisoryTriage');
      await settings.update('repositories', ['python-practice/pip'], vscode.ConfigurationTarget.Workspace);
      await until('the shorter list', () => access.inbox.store.statuses().length === 1);
      const answers = new Answers();
      access.answerWith(answers);
      answers.choose = (choices) => choices.find((label) => label === CPYTHON);
      await vscode.commands.executeCommand('advisoryTriage.chooseRepositories');
      await until('the chosen list', () => access.inbox.store.statuses().length === 2);
      assert.deepEqual(
        access.inbox.store.statuses().map(({ repository }) => repository),
        ['python-practice/pip', CPYTHON],
      );
      await settings.update('repositories', undefined, vscode.ConfigurationTarget.Workspace);
      await until('the whole list', () => access.inbox.store.statuses().length === 3);
      await until('what is in it', () => access.inbox.store.get(UNPACK) !== undefined);
    });

    it('waits when GitHub asks to, and says until when', async () => {
      // What the test before has begun is over: it would not meet the trouble.
      await access.inbox.refresh();
      await wish({ wish: 'fault', fault: { kind: 'secondary-limit', retryAfter: 1, count: 1 } });
      await access.inbox.refresh();
      assert.equal(first().label, 'GitHub asks to wait');
      assert.match(first().description, /tried again at \d\d:\d\d/);
      await until('the wait to be over', async () => {
        await access.inbox.refresh();
        return first().label === 'Mine';
      });
    });

    it('clears everything at sign-out, and closes what was open', async () => {
      await vscode.commands.executeCommand('advisoryTriage.openReport', UNPACK);
      const advisory = access.inbox.store.get(UNPACK) ?? assert.fail('not listed');
      await access.places.choose(UNPACK, 'v3.13.1');
      await vscode.commands.executeCommand('advisoryTriage.openPlace', UNPACK, 0);
      const code = vscode.window.activeTextEditor;
      await until('the marks', () => code !== undefined && access.marks.in(code).length > 0);
      const answers = new Answers();
      access.answerWith(answers);
      answers.confirmation = false;
      await vscode.commands.executeCommand('advisoryTriage.signOut');
      assert.equal(access.inbox.state.phase, 'open');
      answers.confirmation = true;
      await vscode.commands.executeCommand('advisoryTriage.signOut');
      assert.equal(access.inbox.state.phase, 'signed-out');
      assert.deepEqual(labels(access), []);
      assert.deepEqual(access.caseTree.getChildren(), []);
      assert.equal(access.places.known(advisory), undefined);
      assert.equal(access.places.chosen(UNPACK), undefined);
      await until('the marks to go', () => code !== undefined && access.marks.in(code).length === 0);
      assert.equal(await access.accounts.restore(), undefined);
      const open = vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .filter(({ input }) => input instanceof vscode.TabInputText && input.uri.scheme === 'ghsa');
      assert.deepEqual(open, []);
    });
  });
}
