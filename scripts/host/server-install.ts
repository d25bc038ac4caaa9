/** The server host: the workbench and the Node extension host of VS Code, as the npm package `code-server` has them. */
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { ensureBuildTools, nodeHeaders } from './build-tools.ts';
import { runQuietly } from './run-quietly.ts';
import { removeFolder } from './temp.ts';

export interface ServerInstall {
  /** Path of `server-main.js`. */
  readonly serverMain: string;
  /** The Node that runs it. */
  readonly node: string;
  /** The version of VS Code. */
  readonly version: string;
}

/** The pinned version of code-server. It brings a shrink-wrap, so what is below it is pinned, too. */
export const serverVersion = '4.139.1';
const stampName = '.installed';
let attempts = 0;
const nativeModules = ['@vscode/spdlog', '@vscode/native-watchdog', '@vscode/deviceid', '@vscode/fs-copyfile'];
const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];

/**
 * Installs the server host below `root/.vscode-test/server`, unless it is there. It is built beside its place and
 * renamed at the end, so a broken attempt is never taken for a whole one; of two at once the first to finish wins.
 */
export async function installServerHost(root: string): Promise<ServerInstall> {
  const home = join(root, '.vscode-test', 'server');
  const place = join(home, serverVersion);
  const node = ownNode(root);
  if (!isWhole(place)) {
    await mkdir(home, { recursive: true });
    await removeBroken(home);
    await ensureBuildTools(say);
    await installAndRename(home, place, node);
  }
  const vscode = vscodeFolder(place);
  const { version } = JSON.parse(await readFile(join(vscode, 'package.json'), 'utf8')) as { version: string };
  return { serverMain: join(vscode, 'out', 'server-main.js'), node, version };
}

function ownNode(root: string): string {
  const pinned = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(pinned)) throw new Error(`${pinned} is missing: run npm ci first.`);
  return pinned;
}

function vscodeFolder(place: string): string {
  return join(place, 'node_modules', 'code-server', 'lib', 'vscode');
}

function stampText(): string {
  return `${serverVersion} ${process.platform} ${process.arch}\n`;
}

function isWhole(place: string): boolean {
  const stamp = join(place, stampName);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === stampText();
}

/** Attempts carry the process id in their names; those whose process is gone are removed. */
async function removeBroken(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    const pid = /^\.(?:installing|broken)-(\d+)-\d+$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) await removeFolder(join(home, name));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function installAndRename(home: string, place: string, node: string): Promise<void> {
  const attempt = join(home, `.installing-${process.pid}-${(attempts += 1)}`);
  await removeFolder(attempt);
  try {
    await install(attempt, node);
    await writeFile(join(attempt, stampName), stampText());
    await takePlace(home, attempt, place);
  } finally {
    await removeFolder(attempt);
  }
}

async function takePlace(home: string, attempt: string, place: string): Promise<void> {
  if (existsSync(place) && !isWhole(place)) {
    const broken = join(home, `.broken-${process.pid}-${(attempts += 1)}`);
    await rename(place, broken);
    await removeFolder(broken);
  }
  try {
    await rename(attempt, place);
  } catch (error) {
    if (!isWhole(place)) throw error; // Otherwise somebody else was faster, with the same result.
  }
}

async function install(folder: string, node: string): Promise<void> {
  const started = Date.now();
  const vscode = vscodeFolder(folder);
  const env = npmEnvironment(node);
  say(`Installing the server host (code-server ${serverVersion}) for the first time: about a minute, 600 MB.`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'server-host', private: true }));
  say('  1/4 the package');
  await runQuietly('npm', ['install', `code-server@${serverVersion}`, '--save-exact', '--ignore-scripts', ...quiet], {
    cwd: folder,
    env,
  });
  say('  2/4 the packages of the workbench');
  await runQuietly('npm', ['install', '--omit=dev', '--ignore-scripts', ...quiet], { cwd: vscode, env });
  say('  3/4 the packages of the built-in extensions');
  await runQuietly('npm', ['install', '--omit=dev', '--ignore-scripts', ...quiet], { cwd: join(vscode, 'extensions'), env });
  say('  4/4 native modules');
  await runQuietly('npm', ['rebuild', ...nativeModules, ...quiet], { cwd: vscode, env });
  await checkNative(node, vscode, env);
  say(`Installed the server host in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/** Without these two the extension host dies at once; npm may skip the build scripts without an error. */
async function checkNative(node: string, vscode: string, env: NodeJS.ProcessEnv): Promise<void> {
  const check = "await Promise.all(['@vscode/spdlog', '@vscode/native-watchdog'].map((name) => import(name)))";
  await runQuietly(node, ['--input-type=module', '--eval', check], { cwd: vscode, env });
}

/** npm must run on the pinned Node, and must not take the calling npm's folder for its own. */
function npmEnvironment(node: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^npm_config_(local_prefix|prefix|global|omit)$/.test(name));
  const env: NodeJS.ProcessEnv = {
    ...Object.fromEntries(inherited),
    PATH: [dirname(node), process.env.PATH ?? ''].join(delimiter),
  };
  const headers = nodeHeaders();
  if (headers !== undefined) env.npm_config_nodedir ??= headers;
  return env;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
