import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { InboxNode } from '../../../src/ui/inbox/nodes.ts';
import type { TestAccess } from '../../../src/extension.ts';
import { Answers, CPYTHON, labelOf, labels, ME, rows, section, signInAs, UNPACK, until, wish } from '../desk.ts';

/** What is drawn anew while `change` happens. */
async function drawn(access: TestAccess, change: () => Promise<void>): Promise<(InboxNode | undefined)[]> {
  const nodes: (InboxNode | undefined)[] = [];
  const listening = access.tree.onDidChangeTreeData((event) => nodes.push(...(Array.isArray(event) ? event : [event])));
  await change();
  listening.dispose();
  return nodes;
}

export function inbox(): void {
  describe('the inbox view', () => {
    let access: TestAccess;
    before(async () => {
      access = await signInAs(ME);
    });

    it('has its four sections, and each advisory in one of them', () => {
      assert.deepEqual(labels(access), ['Mine', 'Unassigned', 'Open', 'Finished']);
      const all = rows(access).flatMap(({ node }) =>
        access.tree.getChildren(node).map(({ id }) => id.slice(id.indexOf('/') + 1)),
      );
      assert.equal(new Set(all).size, all.length);
      assert.equal(all.length, access.inbox.store.all().length);
    });

    it('takes a pending or declined coordinator as assigned', () => {
      const mine = labels(access, section(access, 'Mine'));
      for (const title of [
        "shutil.unpack_archive() doesn't check for Windows absolute paths in ZIPs",
        'Header injection in http.cookies.Morsel',
      ])
        assert.ok(mine.includes(title), title);
      assert.equal(mine.length, 8);
    });

    it('says a row in a sentence, without a tag, with a clock and a tooltip', () => {
      const row = rows(access, section(access, 'Mine')).find(({ item }) => labelOf(item).startsWith('shutil.unpack'));
      assert.ok(row);
      assert.match(
        row.item.accessibilityInformation?.label ?? '',
        /^shutil\.unpack_archive\(\).*, draft, medium severity, 7 days left, .*in python-practice\/cpython$/,
      );
      assert.match(row.item.resourceUri?.query ?? '', /urgency=urgent&mark=7d/);
      const tooltip = access.tree.resolveTreeItem(row.item, row.node).tooltip as vscode.MarkdownString;
      assert.match(tooltip.value, /GHSA\\-w7cw\\-7hcw\\-46x8/);
      assert.match(tooltip.value, /As of \d\d\\:\d\d/);
      assert.ok(!tooltip.isTrusted && !tooltip.supportHtml);
      const waiting = rows(access, section(access, 'Open')).find(({ item }) =>
        String(item.description).startsWith('waiting for bot'),
      );
      assert.ok(waiting && !/\[[A-Z]+\]/.test(labelOf(waiting.item)));
    });

    it('draws one row anew when one advisory changes in its place', async () => {
      rows(access, section(access, 'Mine'));
      const nodes = await drawn(access, async () => {
        await wish({ wish: 'retitle', ghsaId: UNPACK.split('#')[1] ?? '', summary: 'Another title' });
        await access.inbox.refresh();
      });
      assert.deepEqual(
        nodes.map((node) => node?.id),
        [`mine/${UNPACK}`],
      );
      assert.equal(access.tree.getTreeItem(nodes[0] ?? assert.fail('nothing was drawn')).label, 'Another title');
    });

    it('draws only the sections concerned when a row comes', async () => {
      const nodes = await drawn(access, async () => {
        await wish({ wish: 'report', repository: CPYTHON, summary: 'A secret title' });
        await access.inbox.refresh();
      });
      assert.deepEqual([...new Set(nodes.map((node) => node?.id))], ['unassigned']);
    });

    it('tells of a new report once, without its title, and marks it until it is opened', async () => {
      const answers = new Answers();
      access.answerWith(answers);
      const ghsaId = await wish<string>({ wish: 'report', repository: CPYTHON, summary: 'Another secret title' });
      await access.inbox.refresh();
      await until('a notice', () => answers.asked.length > 0);
      assert.deepEqual(answers.asked, [`New in ${CPYTHON}: ${ghsaId}.`]);
      const key = `${CPYTHON}#${ghsaId}` as const;
      assert.ok(access.inbox.isUnseen(key));
      const row = rows(access, section(access, 'Unassigned')).find(({ node }) => node.id.endsWith(ghsaId));
      assert.match(String(row?.item.description), /^new · /);
      await vscode.commands.executeCommand('advisoryTriage.openReport', key);
      assert.ok(!access.inbox.isUnseen(key));
      await vscode.commands.executeCommand('advisoryTriage.markAllSeen');
      assert.equal(access.inbox.unseenCount, 0);
    });

    it('filters, sorts, groups and blurs', async () => {
      const answers = new Answers();
      access.answerWith(answers);
      answers.inputs.push('cookies');
      await vscode.commands.executeCommand('advisoryTriage.filterInbox');
      assert.deepEqual(labels(access, section(access, 'Mine')), ['Header injection in http.cookies.Morsel']);
      assert.deepEqual(labels(access, section(access, 'Unassigned')), ['Nothing fits the filter']);
      await vscode.commands.executeCommand('advisoryTriage.clearFilter');
      const byDeadline = labels(access, section(access, 'Mine'));
      answers.choose = (choices) => choices.find((label) => label.startsWith('Last change'));
      await vscode.commands.executeCommand('advisoryTriage.sortInbox');
      assert.notDeepEqual(labels(access, section(access, 'Mine')), byDeadline);
      answers.choose = (choices) => choices.find((label) => label.startsWith('Deadline'));
      await vscode.commands.executeCommand('advisoryTriage.sortInbox');
      assert.deepEqual(labels(access, section(access, 'Mine')), byDeadline);
      await vscode.commands.executeCommand('advisoryTriage.groupByRepository');
      assert.deepEqual(labels(access, section(access, 'Mine')), ['python-practice/cpython', 'python-practice/pip']);
      await vscode.commands.executeCommand('advisoryTriage.ungroup');
      await vscode.commands.executeCommand('advisoryTriage.blurTitles');
      assert.ok(labels(access, section(access, 'Mine')).every((label) => label.startsWith('GHSA-')));
      await vscode.commands.executeCommand('advisoryTriage.unblurTitles');
    });

    it("has sections of the person's own", async () => {
      const settings = vscode.workspace.getConfiguration('advisoryTriage');
      await settings.update(
        'queries',
        [
          { label: 'Late', query: 'is:late sort:age' },
          { label: 'Odd', query: 'shoe:size' },
        ],
        vscode.ConfigurationTarget.Workspace,
      );
      await until('the sections', () => labels(access).includes('Late'));
      assert.ok(access.tree.getChildren(section(access, 'Late')).length > 0);
      assert.deepEqual(labels(access, section(access, 'Odd')), ['"shoe:size" is not understood']);
      await settings.update('queries', undefined, vscode.ConfigurationTarget.Workspace);
      await until('the sections to go', () => !labels(access).includes('Late'));
    });

    it('copies the id and nothing else', async () => {
      await vscode.commands.executeCommand('advisoryTriage.copyId', UNPACK);
      assert.equal(await vscode.env.clipboard.readText(), UNPACK.split('#')[1]);
    });

    it('shows the case of what is selected', async () => {
      access.caseTree.select(UNPACK);
      const row = (label: string) => access.caseTree.getChildren().find((one) => one.label === label);
      await until('the branches', () => row('Branches')?.rows !== undefined);
      assert.deepEqual(
        access.caseTree.getChildren().map(({ label }) => label.replace(/:.*/, '')),
        ['Another title', 'Next', 'Places', 'Branches', 'Standing', 'Conversation', 'Links'],
      );
      assert.deepEqual(
        row('Places')?.rows?.map(({ label }) => label),
        ['Looked up at v3.12.7', 'Lib/shutil.py', 'Lib/zipfile/__init__.py', 'Leads nowhere'],
      );
    });
  });
}
