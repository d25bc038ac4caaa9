/** A workspace with a fix in it, behind a private fork of the sandbox, made from the clone that the window is open on. */
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { TestAccess } from '../../src/extension.ts';
import { planStart } from '../../src/embargo/start/plan.ts';
import { start } from '../../src/embargo/start/start.ts';
import psrt from '../../src/process/psrt.json' with { type: 'json' };
import { cloneFolder, type EmbargoDesk } from './embargo-desk.ts';
import { CPYTHON, until } from './desk.ts';

/** A line that main, 3.13 and 3.12 have alike. */
export const FILE = 'Lib/shutil.py';

/**
 * Makes the workspace; the branches are affected, but for 3.12, of which that is not known.
 * @param number stands in the private branches' names: the fork keeps what other suites have pushed
 */
export async function fixingWorkspace(
  desk: EmbargoDesk,
  id: string,
  document: string,
  access: TestAccess,
  number = 1,
): Promise<string> {
  const fork = await access.inbox.state.session?.gateway.privateFork(CPYTHON, id);
  assert.ok(fork?.ok === true && fork.value.state === 'ready', JSON.stringify(fork));
  const plan = await planStart({
    advisory: id,
    repository: CPYTHON,
    fork: fork.value.cloneUrl,
    branches: [{ name: 'main', affected: true }, { name: '3.13', affected: true }, { name: '3.12' }],
    privateBranch: `advisory-fix-${number}-{branch}`,
    root: desk.root,
    repo: cloneFolder(),
    document,
  });
  assert.ok(plan.ok, JSON.stringify(plan));
  const made = await start(plan.value);
  assert.ok(made.ok, JSON.stringify(made));
  return made.value.folder;
}

/** Changes the first line of a file that has `import` in it, and commits that. */
export async function change(desk: EmbargoDesk, worktree: string, to: string, message?: string, path = FILE): Promise<string> {
  const file = join(worktree, path);
  const lines = (await readFile(file, 'utf8')).split('\n');
  const at = lines.findIndex((line) => line.startsWith('import '));
  assert.ok(at >= 0, `${path} imports nothing`);
  lines[at] = to;
  await writeFile(file, lines.join('\n'));
  if (message !== undefined) {
    desk.git(worktree, 'add', '--all');
    desk.git(worktree, 'commit', '--quiet', '--message', message);
  }
  return desk.git(worktree, 'rev-parse', 'HEAD');
}

/** The practice product gets NEWS entries, as the real one has; undone by what is returned. */
export async function withNews(desk: EmbargoDesk, access: TestAccess): Promise<() => Promise<void>> {
  const file = join(desk.folder, 'process.json');
  const [cpython] = psrt.products;
  await writeFile(file, JSON.stringify({ ...psrt, products: [{ ...cpython, repository: CPYTHON }] }));
  const section = vscode.workspace.getConfiguration('advisoryTriage');
  const before: unknown = section.inspect('process')?.globalValue;
  await section.update('process', { [CPYTHON]: file }, vscode.ConfigurationTarget.Global);
  const product = async () => (await access.embargo.room()).parts.book().for(CPYTHON).products?.[0]?.repository;
  await until('the process with NEWS entries', async () => (await product()) === CPYTHON);
  return async () => {
    await section.update('process', before, vscode.ConfigurationTarget.Global);
    await until('the process as it was', async () => (await product()) !== CPYTHON);
  };
}
