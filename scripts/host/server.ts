/** Starts the server host and ends it again with everything that it started. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { endTree, started, startReaper } from './process-tree.ts';
import { poll } from './poll.ts';
import type { ServerInstall } from './server-install.ts';
import { writeServerSettings, type Settings } from './settings.ts';
import { makeTempFolder, removeFolder } from './temp.ts';
import { remoteUri, windowUrl, type Payload, type WindowTarget } from './url.ts';

export interface ServerHostOptions {
  readonly install: ServerInstall;
  /** A free port is taken when absent. */
  readonly port?: number;
  readonly userSettings: Settings;
  /** The package.json that says which settings are the machine's; this project's when absent. */
  readonly manifest?: string;
  readonly extensionsDir: string;
  /** Temporary, and removed at the end, when absent. */
  readonly dataDir?: string;
  /** Without one, everybody on this machine can use the window. */
  readonly connectionToken?: string;
  /** Needed for a payload in the address. */
  readonly smokeTestDriver?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

export interface ServerHost {
  readonly pid: number;
  readonly port: number;
  readonly dataDir: string;
  /** Resolves when the process ends, for whatever reason. */
  readonly ended: Promise<void>;
  url(target: WindowTarget, payload?: Payload): string;
  /** A path as the window names it: `vscode-remote://…`. */
  uri(path: string): string;
  /** What it printed last. */
  readonly output: () => string;
  readonly stop: () => Promise<void>;
}

/** Starts the server host; resolves when it answers, rejects with its last output when it ends before. */
export async function startServerHost(options: ServerHostOptions): Promise<ServerHost> {
  const dataDir = options.dataDir ?? (await makeTempFolder('at-host'));
  const ownsData = options.dataDir === undefined;
  const child = await launch(options, dataDir).catch(async (error: unknown) => {
    if (ownsData) await removeFolder(dataDir);
    throw error;
  });
  const release = startReaper({ group: child.pid, ...(ownsData ? { folder: dataDir } : {}) });
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> =>
    (stopping ??= (async () => {
      await endTree(child.pid);
      if (ownsData) await removeFolder(dataDir);
      release();
    })());
  try {
    const port = await answers(child);
    return {
      pid: child.pid,
      port,
      dataDir,
      ended: child.ended,
      stop,
      output: child.output,
      url: (target, payload) => windowUrl(port, options.connectionToken, target, payload),
      uri: (path) => remoteUri(port, path),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Child {
  readonly pid: number;
  readonly process: ChildProcess;
  readonly ended: Promise<void>;
  readonly output: () => string;
}

async function launch(options: ServerHostOptions, dataDir: string): Promise<Child> {
  const runtime = join(dataDir, 'run');
  await mkdir(runtime, { recursive: true, mode: 0o700 });
  await mkdir(options.extensionsDir, { recursive: true });
  await writeServerSettings(dataDir, options.userSettings, options.manifest);
  const child = spawn(options.install.node, serverArguments(options, dataDir), {
    cwd: dirname(options.install.serverMain),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment(options, runtime),
  });
  let output = '';
  const keep = (chunk: string): void => void (output = (output + chunk).slice(-20_000));
  child.stdout.setEncoding('utf8').on('data', keep);
  child.stderr.setEncoding('utf8').on('data', keep);
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  return { pid: await started(child), process: child, ended, output: () => output };
}

function serverArguments(options: ServerHostOptions, dataDir: string): string[] {
  return [
    options.install.serverMain,
    '--host',
    '127.0.0.1',
    '--port',
    String(options.port ?? 0),
    ...(options.connectionToken === undefined ? ['--without-connection-token'] : ['--connection-token', options.connectionToken]),
    ...(options.smokeTestDriver === true ? ['--enable-smoke-test-driver'] : []),
    '--accept-server-license-terms',
    '--disable-workspace-trust',
    '--disable-telemetry',
    '--telemetry-level',
    'off',
    '--disable-getting-started-override',
    '--server-data-dir',
    dataDir,
    '--extensions-dir',
    options.extensionsDir,
  ];
}

/** Sockets go into the data folder; no gallery is asked for extensions. What a surrounding VS Code or mocha says about itself must not come through. */
function environment(options: ServerHostOptions, runtime: string): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (!/^(VSCODE_|ELECTRON_|NODE_OPTIONS$|npm_)/.test(name)) env[name] = value;
  }
  return { ...env, XDG_RUNTIME_DIR: runtime, EXTENSIONS_GALLERY: '{}', ...options.env };
}

async function answers(child: Child): Promise<number> {
  const alive = (): void => {
    if (child.process.exitCode === null && child.process.signalCode === null) return;
    throw new Error(`The server host ended before it answered. Its last output:\n${child.output().trim()}`);
  };
  const port = await poll({ what: 'The server host says no port', limitMs: 60_000 }, () => {
    const said = /Extension host agent listening on (\d+)/.exec(child.output())?.[1];
    if (said === undefined) alive();
    return said === undefined ? undefined : Number(said);
  });
  await poll({ what: 'The server host does not answer', limitMs: 60_000 }, async () => {
    alive();
    return fetch(`http://127.0.0.1:${port}/version`).then(
      (response) => response.ok,
      () => false,
    );
  });
  return port;
}
