/** What the suites about writing share: a report to write on, typing, what GitHub was sent and holds, and who hears what. */
import assert from 'node:assert/strict';
import fsPromises from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { TestAccess } from '../../src/extension.ts';
import type { AdvisoryKey } from '../../src/advisory/model.ts';
import { Answers, caseRow, CPYTHON, ME, openReport, requests, signInAs, until, wish } from './desk.ts';
import type { Held, Seen } from './world.ts';
import type { WorldAdvisory } from '../sandbox/world.ts';

/** Words of the reports and of what is typed in these suites: nobody may read or hear them outside of a document. */
export const SECRET = /zirconium|palimpsest|quagga/i;
export const TITLE = 'Zirconium leak in tarfile';
export const TEXT = 'The palimpsest is read twice.\n\nSeen in Lib/tarfile.py:207 with Python 3.13.1.';

export const idOf = (key: AdvisoryKey): string => key.slice(key.indexOf('#') + 1);
export const run = (command: string, ...args: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(`advisoryTriage.${command}`, ...args);

/** What a test has at hand: who answers what is asked, and what the window says meanwhile. */
export interface Scene {
  readonly answers: Answers;
  readonly overheard: Overheard;
}

/** Before a suite: no tab is open, and the one is signed in whose day it is. */
export async function beginSuite(): Promise<TestAccess> {
  await closeTabs();
  return signInAs(ME);
}

/** Before a test: what is asked, said and requested counts from here on. `nothingHeard` ends it. */
export async function beginTest(access: TestAccess): Promise<Scene> {
  const answers = answering(access);
  const overheard = new Overheard();
  await wish({ wish: 'clear' });
  return { answers, overheard };
}

/** Before a test that has a report of its own; of that it is told before anything counts. */
export async function beginOnReport(
  access: TestAccess,
  more: Partial<WorldAdvisory> = {},
): Promise<Scene & { readonly key: AdvisoryKey }> {
  const key = await freshReport(access, more);
  return { key, ...(await beginTest(access)) };
}

/** After a test: nobody listens any more, and no word of a report was asked or said. */
export function nothingHeard({ answers, overheard }: Scene): void {
  overheard.stop();
  assert.deepEqual(
    [...answers.asked, ...overheard.said].filter((words) => SECRET.test(words)),
    [],
  );
}

/** A report of its own for a test, in the inbox and seen; nobody is credited. Whoever answers is to be named after it. */
export async function freshReport(access: TestAccess, more: Partial<WorldAdvisory> = {}): Promise<AdvisoryKey> {
  const { repository = CPYTHON, ...rest } = more;
  const ghsaId = await wish<string>({ wish: 'report', repository, summary: TITLE, more: { description: TEXT, ...rest } });
  const key: AdvisoryKey = `${repository as typeof CPYTHON}#${ghsaId}`;
  const told = answering(access);
  await refreshed(access);
  assert.ok(access.inbox.store.get(key), 'it is not listed');
  // Of what is finished nobody is told.
  if (more.closedAt === undefined) await until('the notice of it', () => told.asked.length > 0);
  return key;
}

/** Reads GitHub anew; what is new is not told of. */
export async function refreshed(access: TestAccess): Promise<void> {
  await access.inbox.refresh();
  await access.inbox.seen(access.inbox.unseen());
}

/** Answers for one test. */
export function answering(access: TestAccess): Answers {
  const answers = new Answers();
  access.answerWith(answers);
  return answers;
}

/** Replaces a piece of the active document as if it had been typed; nobody saves it. */
export async function type(editor: vscode.TextEditor, old: string, fresh: string): Promise<void> {
  const at = editor.document.getText().indexOf(old);
  assert.ok(at >= 0, 'the piece is not there');
  const range = new vscode.Range(editor.document.positionAt(at), editor.document.positionAt(at + old.length));
  assert.ok(
    await editor.edit((edit) => {
      edit.replace(range, fresh);
    }),
  );
}

/** Opens a report and changes pieces of it; resolves when it is saved by itself. */
export async function write(key: AdvisoryKey, ...changes: readonly (readonly [string, string])[]): Promise<vscode.TextEditor> {
  const editor = await openReport(key);
  for (const [old, fresh] of changes) await type(editor, old, fresh);
  await savedByItself(editor.document);
  return editor;
}

export async function savedByItself(document: vscode.TextDocument): Promise<void> {
  await until('it to be saved', () => !document.isDirty);
}

/** The text of an advisory's document as it is read anew, whatever an editor still holds. */
export async function textOf(key: AdvisoryKey): Promise<string> {
  const uri = vscode.Uri.parse(`ghsa:/${key.replace('#', '/')}.advisory`);
  return Buffer.from(await vscode.workspace.fs.readFile(uri)).toString('utf8');
}

/** The changes of an advisory that are on this machine only, as the Case view has them; undefined: there is no such row. */
export function unsent(access: TestAccess, key: AdvisoryKey): readonly string[] | undefined {
  access.caseTree.select(key);
  return caseRow(access, 'Unsent')?.rows?.map(({ label }) => label);
}

export const heldBy = (key: AdvisoryKey): Promise<Held> => wish<Held>({ wish: 'held', ghsaId: idOf(key) });

/** Requests since the last look that could change something. */
export async function writes(): Promise<readonly Seen[]> {
  return (await requests()).filter(({ method }) => method !== 'GET' && method !== 'HEAD');
}

/** What was written since the last look: method, and the fields of the body. */
export async function written(): Promise<readonly (readonly [string, readonly string[]])[]> {
  return (await writes()).map(({ method, fields }) => [method, fields] as const);
}

/** The labels of all tabs. */
export function tabs(): readonly string[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));
}

/** Closes every tab; what is not saved is given up, as VS Code would ask about it. */
export async function closeTabs(): Promise<void> {
  for (const document of vscode.workspace.textDocuments.filter(({ isDirty, uri }) => isDirty && uri.scheme === 'ghsa')) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  }
  await vscode.window.tabGroups.close(vscode.window.tabGroups.all.flatMap((group) => group.tabs));
}

/** The folder in which the extension keeps its files: where it puts its next draft while `act` goes on. */
export async function storageSeen(act: () => Promise<void>): Promise<string> {
  let seen: string | undefined;
  const stop = beforeDrafts((path) => {
    seen = dirname(path);
  });
  try {
    await act();
  } finally {
    stop();
  }
  return seen ?? assert.fail('no draft was kept');
}

/** Undoes the last change of the active editor in the middle of its being saved. */
export async function undoneWhileSaved(change: () => Promise<void>): Promise<void> {
  let undone = false;
  const stop = beforeDrafts(async () => {
    stop();
    await vscode.commands.executeCommand('undo');
    undone = true;
  });
  await change();
  await until('it to be undone', () => undone);
}

/** Does something each time before a draft is put into its place. @returns what ends it */
function beforeDrafts(act: (path: string) => Promise<void> | void): () => void {
  const before = fsPromises.rename;
  fsPromises.rename = async (from, to) => {
    if (typeof to === 'string' && /draft-[0-9a-f]{24}-\d+\.sealed$/.test(to)) await act(to);
    return before(from, to);
  };
  return () => {
    fsPromises.rename = before;
  };
}

/** Files below a folder in which one of the words stands, in UTF-8, UTF-16 or base64. */
export async function filesWith(folder: string, words: readonly string[]): Promise<readonly string[]> {
  const entries = await fsPromises.readdir(folder, { recursive: true, withFileTypes: true });
  const needles = words.flatMap((word) => [
    Buffer.from(word),
    Buffer.from(word, 'utf16le'),
    // Of base64 the part that does not hang on what stands before.
    ...[0, 1, 2].map((shift) => Buffer.from(Buffer.from(word.slice(shift, shift + 9)).toString('base64'))),
  ]);
  const found: string[] = [];
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const content = await fsPromises.readFile(path).catch(() => Buffer.alloc(0));
    if (needles.some((needle) => content.includes(needle))) found.push(path);
  }
  return found;
}

/** Everything that the window says by itself while it listens: notifications, status bar, progress, tabs. */
export class Overheard {
  readonly said: string[] = [];
  readonly #undo: (() => void)[] = [];

  constructor() {
    const window = vscode.window as unknown as Record<string, (...args: unknown[]) => unknown>;
    for (const name of ['showInformationMessage', 'showWarningMessage', 'showErrorMessage', 'setStatusBarMessage']) {
      const before = window[name] ?? assert.fail(name);
      window[name] = (...args) => {
        this.said.push(JSON.stringify(args.filter((one) => typeof one === 'string')));
        return before(...args);
      };
      this.#undo.push(() => {
        window[name] = before;
      });
    }
    const progress = vscode.window.withProgress;
    const heard = vscode.window as { withProgress: typeof progress };
    heard.withProgress = (options, task) => {
      this.said.push(options.title ?? '');
      return progress(options, (reporter, token) =>
        task(
          {
            report: (value) => {
              this.said.push(value.message ?? '');
              reporter.report(value);
            },
          },
          token,
        ),
      );
    };
    this.#undo.push(() => {
      heard.withProgress = progress;
    });
    const listening = vscode.window.tabGroups.onDidChangeTabs(() => this.said.push(...tabs()));
    this.#undo.push(() => {
      listening.dispose();
    });
  }

  stop(): void {
    for (const undo of this.#undo) undo();
  }
}
