/** Runs the suites in a desktop VS Code: one of this machine, or the one that @vscode/test-electron downloads. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { deferred } from './deferred.ts';
import { desktopEnvironment, screenCommand, separateArguments, type Desktop } from './desktop.ts';
import { endTree, startReaper } from './process-tree.ts';
import { writeDesktopSettings } from './settings.ts';
import {
  defaultTimeLimitMs,
  LineLog,
  runnerEnvironment,
  suiteResult,
  type SuiteOptions,
  type SuiteResult,
} from './suite-result.ts';
import { makeTempFolder, removeFolder } from './temp.ts';

/** The VS Code that is downloaded when that is allowed: the same version as the server host's would not always exist. */
const downloadVersion = 'stable';

export interface DesktopSuiteOptions extends SuiteOptions {
  readonly desktop: Exclude<Desktop, { readonly why: string }>;
  /** Folder in which a download is kept. */
  readonly cachePath: string;
}

/** Runs the suites in a desktop VS Code. Rejects when they do not come to an end, with the log so far. */
export async function runSuitesInDesktop(options: DesktopSuiteOptions): Promise<SuiteResult> {
  const screen = screenCommand();
  if (screen === undefined) throw new Error('Desktop VS Code needs a screen: set DISPLAY, or install xvfb.');
  const folder = await makeTempFolder('at-suites');
  const results = join(folder, 'results.json');
  const log = new LineLog(options.onLine);
  try {
    const executable =
      'executable' in options.desktop
        ? options.desktop.executable
        : await downloadAndUnzipVSCode({ version: downloadVersion, cachePath: options.cachePath });
    await writeDesktopSettings(join(folder, 'user'), options.userSettings);
    const code = await runProcess([...screen, executable, ...suiteArguments(options, folder)], options, results, log);
    return await suiteResult('desktop', results, code, log);
  } finally {
    await removeFolder(folder);
  }
}

function suiteArguments(options: DesktopSuiteOptions, folder: string): string[] {
  return [
    options.folder,
    ...separateArguments(join(folder, 'user'), join(folder, 'extensions')),
    '--no-cached-data',
    `--extensionDevelopmentPath=${options.extensionDevelopmentPath}`,
    `--extensionTestsPath=${options.testsPath}`,
  ];
}

async function runProcess(
  command: readonly string[],
  options: DesktopSuiteOptions,
  results: string,
  log: LineLog,
): Promise<number> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: desktopEnvironment(runnerEnvironment(options, results)),
  });
  const ended = deferred<number>();
  const limitMs = options.timeLimitMs ?? defaultTimeLimitMs;
  const limit = setTimeout(
    () => ended.reject(new Error(`The suites did not end within ${limitMs / 1000} s. The log so far:\n${log.tail()}`)),
    limitMs,
  );
  child.on('error', ended.reject).on('close', (code) => ended.resolve(code ?? 1));
  const release = startReaper(child.pid === undefined ? {} : { group: child.pid });
  collectLines(child.stdout, log);
  collectLines(child.stderr, log);
  try {
    return await ended.promise;
  } finally {
    clearTimeout(limit);
    if (child.pid !== undefined) await endTree(child.pid);
    release();
  }
}

function collectLines(stream: NodeJS.ReadableStream, log: LineLog): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + stripVTControlCharacters(chunk)).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach((line) => log.add(line));
  });
  stream.on('end', () => {
    if (rest !== '') log.add(rest);
  });
}
