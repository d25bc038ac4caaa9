/** What the suites of the extension host share: the extension, the world outside, and how to wait for something. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { TestAccess } from '../../src/extension.ts';
import type { AdvisoryKey } from '../../src/advisory/model.ts';
import type { Ask } from '../../src/ui/ask.ts';
import type { CaseRow } from '../../src/ui/case/case-node.ts';
import type { InboxNode } from '../../src/ui/inbox/nodes.ts';
import type { Seen, Wish } from './world.ts';

export const CPYTHON = 'python-practice/cpython';
export const ME = 'ada-triage';
/** Practice advisories that the suites speak of. */
export const UNPACK: AdvisoryKey = `${CPYTHON}#GHSA-w7cw-7hcw-46x8`;
export const HOSTILE: AdvisoryKey = `${CPYTHON}#GHSA-vhrw-94p3-9p9h`;
export const COOKIES: AdvisoryKey = `${CPYTHON}#GHSA-j9qp-ccv8-27hq`;
export const LONG: AdvisoryKey = `${CPYTHON}#GHSA-f8jh-2378-w9jx`;

/** Asks the world outside for something. */
export async function wish<T = void>(what: Wish): Promise<T> {
  const answer = await fetch(process.env.ADVISORY_TRIAGE_WORLD ?? '', { method: 'POST', body: JSON.stringify(what) });
  assert.equal(answer.status, 200);
  return (await answer.json()) as T;
}

export const requests = () => wish<Seen[]>({ wish: 'requests' });

/** The extension, activated. */
export async function extension(): Promise<TestAccess> {
  const found = vscode.extensions.getExtension<TestAccess>('advisory-triage.advisory-triage');
  assert.ok(found, 'the extension is not there');
  return found.activate();
}

/** Questions that were asked, and the answers given to them. Anything that is not expected is refused. */
export class Answers implements Ask {
  readonly asked: string[] = [];
  confirmation = true;
  readonly inputs: (string | undefined)[] = [];
  choose: (labels: readonly string[]) => string | undefined = () => undefined;

  confirm: Ask['confirm'] = ({ message }) => {
    this.asked.push(message);
    return Promise.resolve(this.confirmation);
  };
  /** Which verb is chosen; the first unless a test says so. What the person would read is kept in `details`. */
  verb: (verbs: readonly string[]) => string | undefined = (verbs) => verbs[0];
  readonly details: string[] = [];
  decide: Ask['decide'] = ({ message, detail, verbs }) => {
    this.asked.push(message);
    this.details.push(detail);
    const verb = this.verb(verbs);
    return Promise.resolve(verbs.find((one) => one === verb));
  };
  input: Ask['input'] = ({ title, check }) => {
    this.asked.push(title);
    const answer = this.inputs.shift();
    if (answer !== undefined) assert.equal(check?.(answer), undefined);
    return Promise.resolve(answer);
  };
  pick: Ask['pick'] = (title, choices) => {
    this.asked.push(title);
    const label = this.choose(choices.map((choice) => choice.label));
    return Promise.resolve(choices.find((choice) => choice.label === label)?.value);
  };
  pickMany: Ask['pickMany'] = (title, choices) => {
    this.asked.push(title);
    const label = this.choose(choices.map((choice) => choice.label));
    return Promise.resolve(
      label === undefined
        ? undefined
        : choices.filter((choice) => choice.picked === true || choice.label === label).map(({ value }) => value),
    );
  };
  /** Where a file is to be written; nowhere unless a test says so. */
  file: vscode.Uri | undefined;
  save: Ask['save'] = ({ title }) => {
    this.asked.push(title);
    return Promise.resolve(this.file);
  };
  /** Which folder is chosen; none unless a test says so. */
  directory: vscode.Uri | undefined;
  folder: Ask['folder'] = ({ title }) => {
    this.asked.push(title);
    return Promise.resolve(this.directory);
  };
  /** Which button of a notice is pressed; none unless a test says so. */
  press: (message: string, buttons: readonly string[]) => string | undefined = () => undefined;
  notice: Ask['notice'] = (message, ...buttons) => {
    this.asked.push(message);
    return Promise.resolve(this.press(message, buttons));
  };
  problem: Ask['problem'] = (message, ...buttons) => {
    this.asked.push(message);
    return Promise.resolve(this.press(message, buttons));
  };
  alarm: Ask['alarm'] = (message, ...buttons) => {
    this.asked.push(message);
    return Promise.resolve(this.press(message, buttons));
  };
}

/** Waits for a condition; events wake it, time only bounds it. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 20_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Signs in with a pasted token as a person would. */
export async function signInAs(login: string): Promise<TestAccess> {
  const access = await extension();
  const answers = new Answers();
  answers.inputs.push(`practice_${login}`);
  access.answerWith(answers);
  await vscode.commands.executeCommand('advisoryTriage.signIn');
  assert.equal(access.inbox.state.session?.login, login);
  await access.inbox.refresh();
  return access;
}

/** The rows of the inbox below a row, as VS Code would draw them. */
export function rows(access: TestAccess, parent?: InboxNode): { readonly node: InboxNode; readonly item: vscode.TreeItem }[] {
  return access.tree.getChildren(parent).map((node) => ({ node, item: access.tree.getTreeItem(node) }));
}

/** A row's label as text. */
export function labelOf(item: vscode.TreeItem | undefined): string {
  return typeof item?.label === 'string' ? item.label : (item?.label?.label ?? '');
}

export function labels(access: TestAccess, parent?: InboxNode): string[] {
  return rows(access, parent).map(({ item }) => labelOf(item));
}

/** The section with this label. */
export function section(access: TestAccess, label: string): InboxNode {
  const found = rows(access).find(({ item }) => item.label === label);
  assert.ok(found, `no section ${label} among ${labels(access).join(', ')}`);
  return found.node;
}

/** The number of the place of a report whose text has this in it. */
export async function placeAt(access: TestAccess, key: AdvisoryKey, text: string): Promise<number> {
  const { places } = await access.places.of(access.inbox.store.get(key) ?? assert.fail(`${key} is not listed`));
  const index = places.findIndex(({ found }) => found.text.includes(text));
  assert.ok(index >= 0, `${key} has no such place`);
  return index;
}

/** A row of the Case view, by its label and those above it. */
export function caseRow(access: TestAccess, ...labels: readonly string[]): CaseRow | undefined {
  let among: readonly CaseRow[] = access.caseTree.getChildren();
  let found: CaseRow | undefined;
  for (const label of labels) {
    found = among.find((row) => row.label === label);
    among = found?.rows ?? [];
  }
  return found;
}

/** Opens a report as a document; gives its editor. */
export async function openReport(key: AdvisoryKey): Promise<vscode.TextEditor> {
  await vscode.commands.executeCommand('advisoryTriage.openReport', key);
  const editor = vscode.window.activeTextEditor ?? assert.fail('no editor');
  assert.ok(editor.document.uri.path.includes(key.split('#')[1] ?? ''));
  return editor;
}

/** Where a text stands in a document. */
export function positionOf(document: vscode.TextDocument, text: string): vscode.Position {
  const at = document.getText().indexOf(text);
  assert.ok(at >= 0, 'the text is not there');
  return document.positionAt(at + 1);
}

/** The address of what the active editor shows. */
export function shown(): vscode.Uri {
  return vscode.window.activeTextEditor?.document.uri ?? assert.fail('no editor');
}

/** The commit and path that a document of the clone at a revision is about. */
export function revisionOf(uri: vscode.Uri): { readonly folder: string; readonly path: string; readonly name: string } {
  assert.equal(uri.scheme, 'revision');
  return JSON.parse(uri.query) as { folder: string; path: string; name: string };
}

/** The processes of the language server that this extension host has started. */
export function servers(): number[] {
  return process.platform === 'linux' ? serversInProc() : serversByPs();
}

function serversInProc(): number[] {
  return readdirSync('/proc').flatMap((name) => {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8');
      return Number(parent) === process.pid && state !== 'Z' && command.includes('server.cjs') ? [Number(name)] : [];
    } catch {
      return []; // It is no process, or it ended meanwhile.
    }
  });
}

function serversByPs(): number[] {
  const { stdout } = spawnSync('ps', ['-axo', 'pid=,ppid=,command='], { encoding: 'utf8' });
  return stdout.split('\n').flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return Number(parent) === process.pid && command?.includes('server.cjs') ? [Number(pid)] : [];
  });
}
