/**
 * `npm test`: lint, plain suites, the suites inside VS Code in every kind of host that this machine has, and the window
 * driven as a person drives it. Ends in one line, `N passed, N failed`. `--only lint|unit|host|e2e` runs a part;
 * `--only desktop` the suites in desktop VS Code alone, for machines on which the server host is not tried.
 */
import { spawn } from 'node:child_process';
import { glob, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildExtension, buildHostSuites } from './build.ts';
import { startHostWorld } from '../test/host/world.ts';
import { findDesktop } from './host/desktop.ts';
import { runSuitesInAllHosts, runSuitesInDesktop, type SuiteOptions } from './host/suites.ts';
import { lint } from './lint.ts';

const root = join(import.meta.dirname, '..');

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

const parts: Readonly<Record<string, () => Promise<Counts>>> = {
  desktop: desktopHost,
  lint,
  unit: () =>
    mocha(['test/unit/**/*.test.ts', 'test/sandbox/**/*.test.ts', 'test/contract/**/*.test.ts', 'scripts/**/*.test.ts']),
  host: hosts,
  e2e: () => mocha(['test/e2e/**/*.test.ts']),
};

async function main(): Promise<number> {
  const at = process.argv.indexOf('--only');
  const only = at < 0 ? undefined : process.argv[at + 1];
  if (only !== undefined && !Object.hasOwn(parts, only)) {
    console.error(`--only takes one of ${Object.keys(parts).join(', ')}.`);
    return 2;
  }
  await buildExtension();
  const total = { passed: 0, failed: 0 };
  for (const [name, run] of Object.entries(parts)) {
    // Desktop VS Code is among the hosts already.
    if (only === undefined ? name === 'desktop' : name !== only) continue;
    console.log(`\n== ${name}`);
    const counts = await run().catch((error: unknown) => {
      console.error(error instanceof Error ? error.stack : String(error));
      return { passed: 0, failed: 1 };
    });
    total.passed += counts.passed;
    total.failed += counts.failed;
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

/** Runs mocha in a process of its own; one that dies without a report counts as a failure. */
async function mocha(patterns: readonly string[]): Promise<Counts> {
  const folder = await mkdtemp(join(tmpdir(), 'at-counts-'));
  const counts = join(folder, 'counts.json');
  try {
    const files: string[] = [];
    for await (const file of glob(patterns, { cwd: root })) files.push(file);
    await new Promise<void>((resolve, reject) => {
      const child = spawn(
        process.execPath,
        [
          '--disable-warning=ExperimentalWarning',
          join(root, 'node_modules', 'mocha', 'bin', 'mocha.js'),
          '--timeout',
          '180000',
          '--exit',
          '--reporter',
          join(root, 'test', 'count-reporter.cjs'),
          ...files.sort(),
        ],
        { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ADVISORY_TRIAGE_COUNTS: counts } },
      );
      child.once('error', reject).once('close', () => {
        resolve();
      });
    });
    const { passed, failed } = JSON.parse(await readFile(counts, 'utf8')) as Counts;
    return { passed, failed };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function hosts(): Promise<Counts> {
  return inWorld(async (options) => {
    const { results, notes } = await runSuitesInAllHosts(root, options);
    for (const note of notes) console.log(note);
    return { passed: sum(results.map(({ passed }) => passed)), failed: sum(results.map(({ failed }) => failed)) };
  });
}

function desktopHost(): Promise<Counts> {
  const desktop = findDesktop();
  if ('why' in desktop) throw new Error(`There is no desktop VS Code: ${desktop.why}.`);
  return inWorld((options) => runSuitesInDesktop({ ...options, desktop, cachePath: join(root, '.vscode-test') }));
}

/** The suites with the practice world around them. */
async function inWorld(run: (options: SuiteOptions) => Promise<Counts>): Promise<Counts> {
  const world = await startHostWorld();
  try {
    return await run({
      extensionDevelopmentPath: root,
      testsPath: await buildHostSuites(),
      folder: world.clone,
      userSettings: world.settings,
      env: world.env,
      onLine: (line) => {
        console.log(line);
      },
    });
  } finally {
    await world.close();
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}

process.exitCode = await main();
// A browser or a server that has been ended may hold the process for a while.
process.exit();
