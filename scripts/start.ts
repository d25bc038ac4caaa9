/** `npm start`: the extension in a real VS Code, on a practice world. Nothing here reaches GitHub. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findDesktop, screenCommand } from './host/desktop.ts';
import { openDesktopWindow } from './host/desktop-window.ts';
import { Ending, onEnd } from './host/ending.ts';
import { unpackExtension } from './host/extension-folder.ts';
import { openBrowser } from './host/open-browser.ts';
import {
  clonePractice,
  gitSignsIn,
  peopleLines,
  practiceProcess,
  practiceSettings,
  startPractice,
  type Practice,
} from './host/practice.ts';
import { startReaper } from './host/process-tree.ts';
import { installServerHost } from './host/server-install.ts';
import { startServerHost } from './host/server.ts';
import type { Settings } from './host/settings.ts';
import { parseStart, usage, UsageError, type StartOptions } from './host/start-arguments.ts';
import { makeTempFolder, removeFolder } from './host/temp.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

interface Stage {
  readonly options: StartOptions;
  readonly ending: Ending;
  /** Holds everything that is made, and goes at the end. */
  readonly temp: string;
  readonly extensionsDir: string;
  /** The folder that the window opens. */
  readonly workspace: string;
  readonly settings: Settings;
  readonly env: Readonly<Record<string, string>>;
  /** Who git is at the sandbox. */
  readonly gitLogin: string;
}

/** A window that can be used, and the promise that it ends. */
interface Shown {
  readonly address: string;
  readonly ended: Promise<void>;
  /** What it means when the window ends by itself. */
  readonly code: number;
}

async function main(): Promise<void> {
  const ending = new Ending();
  const leave = async (code: number): Promise<never> => {
    await ending.run();
    process.exit(code);
  };
  onEnd((why) => {
    say(`\nEnding (${why})…`);
    void leave(0);
  });
  try {
    const options = parseStart(process.argv.slice(2));
    if (options.help) {
      process.stdout.write(`${usage}\n`);
      return await leave(0);
    }
    await check(options);
    const shown = await start(options, ending);
    await shown.ended;
    if (ending.begun) return await leave(0);
    if (shown.code !== 0) say('VS Code has ended by itself.');
    return await leave(shown.code);
  } catch (error) {
    // What fails because the end has begun is no failure.
    if (ending.begun) return await leave(0);
    say(error instanceof Error ? error.message : String(error));
    return await leave(error instanceof UsageError ? 2 : 1);
  }
}

/** Finds what is wrong with the call before anything is started. */
async function check(options: StartOptions): Promise<void> {
  if (options.repo !== undefined && !isGitFolder(options.repo)) {
    throw new UsageError(`--repo ${options.repo} is no folder with a git clone.`);
  }
  if (options.port !== undefined && !(await isFree(options.port))) {
    throw new UsageError(`Port ${options.port} is in use: choose another one with --port, or leave it out.`);
  }
  const desktop = findDesktop();
  if (options.host === 'desktop' && !('executable' in desktop)) {
    throw new UsageError(`--host desktop: ${'why' in desktop ? desktop.why : 'set VSCODE_EXECUTABLE'}.`);
  }
}

function isGitFolder(folder: string): boolean {
  return existsSync(join(folder, '.git')) && statSync(folder).isDirectory();
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', () => done(false));
    server.listen(port, '127.0.0.1', () => server.close(() => done(true)));
  });
}

async function start(options: StartOptions, ending: Ending): Promise<Shown> {
  await build();
  ending.check();
  const temp = await makeTempFolder('at-start');
  const release = startReaper({ folder: temp });
  ending.add('the temporary folder', async () => {
    await removeFolder(temp);
    release();
  });
  const practice = await startPractice(temp);
  ending.add('the sandbox', () => practice.sandbox.close());
  ending.check();
  const repo = options.repo === undefined ? undefined : resolve(options.repo);
  const workspace = repo ?? join(temp, 'cpython');
  if (repo === undefined) await clonePractice(practice, workspace);
  const git = await gitSignsIn(practice, join(temp, 'config'));
  const stage: Stage = {
    options,
    ending,
    temp,
    workspace,
    extensionsDir: join(temp, 'extensions'),
    settings: {
      ...practiceSettings(practice.world, practice.sandbox.url, repo),
      'advisoryTriage.process': await practiceProcess(practice.world, temp),
    },
    // Asking git for the state of a clone then leaves its index alone.
    env: { ...git.env, ...(repo === undefined ? {} : { GIT_OPTIONAL_LOCKS: '0' }) },
    gitLogin: git.login,
  };
  await unpackExtension(root, stage.extensionsDir);
  ending.check();
  const desktop = wantedDesktop(options);
  const shown = desktop === undefined ? await showServer(stage) : await showDesktop(stage, desktop);
  announce(practice, shown, stage);
  return shown;
}

async function build(): Promise<void> {
  say('Building the extension…');
  const child = spawn(process.execPath, ['esbuild.mjs'], { cwd: root, stdio: ['ignore', 2, 2] });
  const code = await new Promise<number | null>((done, fail) => child.once('error', fail).once('close', done));
  if (code !== 0) throw new Error('The extension could not be built: see above.');
}

/** The desktop when it was asked for, or is there with a screen to show it on. */
function wantedDesktop(options: StartOptions): string | undefined {
  if (options.host === 'server') return undefined;
  const desktop = findDesktop();
  const usable = 'executable' in desktop && (options.host === 'desktop' || screenCommand()?.length === 0);
  return usable ? desktop.executable : undefined;
}

async function showDesktop(stage: Stage, executable: string): Promise<Shown> {
  say('Starting desktop VS Code…');
  const window = await openDesktopWindow({
    command: [...(screenCommand() ?? []), executable],
    userSettings: stage.settings,
    extensionsDir: stage.extensionsDir,
    userDataDir: join(stage.temp, 'user'),
    folder: stage.workspace,
    env: stage.env,
  });
  stage.ending.add('desktop VS Code', () => window.stop());
  return { address: `vscode://file${stage.workspace}`, ended: window.ended, code: 0 };
}

async function showServer(stage: Stage): Promise<Shown> {
  const install = await installServerHost(root);
  stage.ending.check();
  say(`Starting VS Code ${install.version} for the browser…`);
  const server = await startServerHost({
    install,
    userSettings: stage.settings,
    extensionsDir: stage.extensionsDir,
    dataDir: join(stage.temp, 'host'),
    connectionToken: randomBytes(16).toString('hex'),
    env: stage.env,
    ...(stage.options.port === undefined ? {} : { port: stage.options.port }),
  });
  stage.ending.add('the server host', () => server.stop());
  const address = server.url({ folder: stage.workspace });
  await pageAnswers(address);
  return { address, ended: server.ended, code: 1 };
}

/** The token is taken from the address into a cookie; then the workbench's page must come. */
async function pageAnswers(address: string): Promise<void> {
  const first = await fetch(address, { redirect: 'manual' });
  const cookie = first.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const page = await fetch(new URL(first.headers.get('location') ?? address, address), { headers: { cookie } });
  if (!page.ok) throw new Error(`The page of the window answers ${page.status}.`);
}

function announce(practice: Practice, shown: Shown, stage: Stage): void {
  const { url } = practice.sandbox;
  const lines = [
    '',
    `The sandbox GitHub is ${url}. Run "Advisories: Sign In" and paste the token of one of these:`,
    ...peopleLines(practice.world),
    `Git in that window signs in at the sandbox by itself, as ${stage.gitLogin}. Only an administrator can have a private fork made.`,
    "To let the team's bot act on tags in titles, as it does from time to time:",
    `  curl -X POST -H 'X-Sandbox: 1' ${url}/_sandbox/bot`,
    'Ctrl-C ends everything and removes what was made.',
    `ready: ${shown.address}`,
    '',
  ];
  process.stdout.write(lines.join('\n'));
  if (!stage.options.open || !shown.address.startsWith('http')) return;
  const close = openBrowser(shown.address, stage.temp);
  if (close === undefined) say('There is no screen or no browser here: open the address yourself.');
  else stage.ending.add('the browser', close);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

await main();
