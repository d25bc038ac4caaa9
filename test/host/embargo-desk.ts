/** What the suites about embargo workspaces share: a person with a git of their own, a fork on disk, and who is asked what. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { TestAccess } from '../../src/extension.ts';
import { layoutOf } from '../../src/embargo/layout.ts';
import type { Manifest } from '../../src/embargo/manifest.ts';
import { planStart } from '../../src/embargo/start/plan.ts';
import { start } from '../../src/embargo/start/start.ts';
import type { EmbargoWindow } from '../../src/ui/embargo/window/embargo-window.ts';
import type { Ask, Choice } from '../../src/ui/ask.ts';
import type { AdvisoryKey } from '../../src/advisory/model.ts';
import { Answers, CPYTHON, wish } from './desk.ts';
import { refreshed, TEXT, TITLE, writes } from './writing-desk.ts';

/** Answers that also keep what stood below a question, and what was offered with how it was described. */
export class Said extends Answers {
  readonly shown: string[] = [];
  readonly offered: (readonly Choice<unknown>[])[] = [];
  /** Which choices of a question with ticks are taken; those that are ticked unless a test says so. */
  tick: (choice: Choice<unknown>) => boolean = ({ picked }) => picked === true;

  override confirm: Ask['confirm'] = ({ message, detail }) => {
    this.asked.push(message);
    this.shown.push(detail ?? '');
    return Promise.resolve(this.confirmation);
  };
  override pickMany: Ask['pickMany'] = (title, choices) => {
    this.asked.push(title);
    this.offered.push(choices);
    return Promise.resolve(choices.filter((choice) => this.tick(choice)).map(({ value }) => value));
  };
  override pick: Ask['pick'] = (title, choices) => {
    this.asked.push(title);
    this.offered.push(choices);
    const label = this.choose(choices.map((choice) => choice.label));
    return Promise.resolve(choices.find((choice) => choice.label === label)?.value);
  };
}

/** A folder for workspaces and a home with git settings, for one suite; the window's git uses them until it is closed. */
export class EmbargoDesk {
  readonly folder: string;
  readonly root: string;
  readonly #before = { HOME: process.env.HOME, XDG_CONFIG_HOME: process.env.XDG_CONFIG_HOME };

  private constructor(folder: string) {
    this.folder = folder;
    this.root = join(folder, 'workspaces');
  }

  /** @param token with which git signs in at the sandbox */
  static async open(token: string): Promise<EmbargoDesk> {
    const desk = new EmbargoDesk(await mkdtemp(join(tmpdir(), 'at-fix-')));
    const home = join(desk.folder, 'home');
    await mkdir(home);
    const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
    const sandbox = process.env.ADVISORY_TRIAGE_SANDBOX ?? '';
    await writeFile(
      join(home, '.gitconfig'),
      `[user]\n\tname = Ada Tremblay\n\temail = ada@practice.example\n[http "${sandbox}/"]\n\textraHeader = "Authorization: Basic ${basic}"\n`,
    );
    Object.assign(process.env, { HOME: home, XDG_CONFIG_HOME: home });
    await useFolder(desk.root);
    return desk;
  }

  async close(): Promise<void> {
    await useFolder(undefined);
    for (const [name, value] of Object.entries(this.#before))
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    await rm(this.folder, { recursive: true, force: true });
  }

  git(folder: string, ...args: readonly string[]): string {
    const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
    return execFileSync('git', ['-C', folder, ...args], {
      env: Object.fromEntries(kept),
      encoding: 'utf8',
      stdio: 'pipe',
    }).trimEnd();
  }

  /** A bare copy of the clone that stands for a private fork, or for the public remote. */
  bare(name: string): string {
    const folder = join(this.folder, `${name}.git`);
    this.git(this.folder, 'clone', '--quiet', '--bare', '--', cloneFolder(), folder);
    for (const branch of ['3.13', '3.12']) {
      const tip = this.git(cloneFolder(), 'rev-parse', `refs/remotes/origin/${branch}`);
      this.git(folder, 'update-ref', `refs/heads/${branch}`, tip);
    }
    return folder;
  }

  /** A workspace that is ready, with a fork on disk. */
  async workspace(
    id: string,
    document: string,
  ): Promise<{ readonly folder: string; readonly fork: string; readonly upstream: string }> {
    const [fork, upstream] = [this.bare(`fork-${id}`), this.bare(`public-${id}`)];
    const plan = await planStart({
      advisory: id,
      repository: CPYTHON,
      fork,
      branches: [{ name: 'main', affected: true }, { name: '3.13' }],
      privateBranch: 'advisory-fix-1-{branch}',
      root: this.root,
      repo: cloneFolder(),
      upstream,
      document,
    });
    assert.ok(plan.ok, JSON.stringify(plan));
    const made = await start(plan.value);
    assert.ok(made.ok, JSON.stringify(made));
    return { folder: made.value.folder, fork, upstream };
  }

  /** A commit in a worktree, as a person makes one. */
  async fix(workspace: string, branch: string, path = 'Lib/fix.py'): Promise<string> {
    const worktree = join(workspace, branch);
    await writeFile(join(worktree, path), 'FIXED = True\n');
    this.git(worktree, 'add', '--', path);
    this.git(worktree, 'commit', '--quiet', '--message', 'Check it');
    return this.git(worktree, 'rev-parse', 'HEAD');
  }
}

/** A draft of its own for a test, in the inbox, without a private fork. */
export async function freshDraft(access: TestAccess): Promise<AdvisoryKey> {
  const ghsaId = await wish<string>({
    wish: 'report',
    repository: CPYTHON,
    summary: TITLE,
    more: { state: 'draft', description: TEXT },
  });
  await refreshed(access);
  return `${CPYTHON}#${ghsaId}`;
}

/** What was sent to GitHub since the last look that could change something there; git's own reading is a POST, too. */
export async function sent(): Promise<readonly string[]> {
  return (await writes()).filter(({ path }) => !path.endsWith('/git-upload-pack')).map(({ route }) => route);
}

async function useFolder(root: string | undefined): Promise<void> {
  await vscode.workspace.getConfiguration('advisoryTriage').update('embargo.folder', root, vscode.ConfigurationTarget.Global);
}

/** The person's clone: the folder that the window is open on. */
export function cloneFolder(): string {
  return vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? assert.fail('no folder is open');
}

export async function manifestIn(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(layoutOf(folder).manifest, 'utf8')) as Manifest;
}

/** The embargo window that the window of the suites is for now. */
export function windowOf(access: TestAccess): EmbargoWindow {
  return access.embargo.window ?? assert.fail('this is no embargo window');
}

/** Commands that would open or close windows: noted, not run, while `act` goes on. */
export async function windowsOpened(act: () => Promise<unknown>): Promise<readonly (readonly unknown[])[]> {
  const commands = vscode.commands as { executeCommand: typeof vscode.commands.executeCommand };
  const before = commands.executeCommand;
  const opened: unknown[][] = [];
  commands.executeCommand = ((command: string, ...args: unknown[]) => {
    if (command !== 'vscode.openFolder' && command !== 'workbench.action.closeFolder') return before(command, ...args);
    opened.push([command, ...args]);
    return Promise.resolve(undefined);
  }) as typeof before;
  try {
    await act();
  } finally {
    commands.executeCommand = before;
  }
  return opened;
}
