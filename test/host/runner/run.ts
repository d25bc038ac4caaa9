/** Runs mocha inside the extension host, on suites that are bundled with it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import imported from 'mocha';
import { version, workspace } from 'vscode';

/** What the harness reads from the file that `ADVISORY_TRIAGE_RESULTS` names. */
export interface HostResults {
  /** The version of VS Code. */
  readonly version: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly tests: readonly HostTest[];
}

export interface HostTest {
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  readonly milliseconds: number;
  readonly error?: string;
}

/** Mocha is an ES module; required from a CommonJS bundle, its class stands one step deeper. */
function mochaClass(): typeof imported {
  const module = imported as typeof imported | { readonly default: typeof imported };
  return 'default' in module ? module.default : module;
}

/**
 * Runs the suites that `register` declares with `describe` and `it`. Rejects when one failed, so that the host ends
 * with a code that says so.
 */
export async function runSuites(register: () => void): Promise<void> {
  // The harness hands lines on from here: before it, the workbench talks to itself.
  console.log(`Suites in VS Code ${version}`);
  await settingsArrived();
  const Mocha = mochaClass();
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, reporter: 'spec', color: false });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  register();
  const tests: HostTest[] = [];
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => resolve());
    runner.on('pass', (test) => tests.push(record(test, 'passed')));
    runner.on('pending', (test) => tests.push(record(test, 'skipped')));
    runner.on('fail', (test, error: unknown) => tests.push({ ...record(test, 'failed'), error: textOf(error) }));
  });
  const results = summary(tests);
  writeResults(results);
  if (results.failed > 0) throw new Error(`${results.failed} of ${tests.length} tests failed.`);
  // A file that lost its suites must not look like success.
  if (results.passed === 0) throw new Error('No test ran.');
}

/** A remote window gets the settings of the machine a moment after the extension host has started. */
async function settingsArrived(): Promise<void> {
  const expected = Object.entries(JSON.parse(process.env.ADVISORY_TRIAGE_SETTINGS ?? '{}') as Record<string, unknown>);
  const missing = (): string[] =>
    expected
      .filter(([key, value]) => JSON.stringify(workspace.getConfiguration().inspect(key)?.globalValue) !== JSON.stringify(value))
      .map(([key]) => key);
  for (let attempt = 0; missing().length > 0; attempt += 1) {
    if (attempt === 400) throw new Error(`These settings did not arrive: ${missing().join(', ')}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function record(test: Mocha.Runnable, state: HostTest['state']): HostTest {
  return { title: test.fullTitle(), state, milliseconds: test.duration ?? 0 };
}

function summary(tests: readonly HostTest[]): HostResults {
  const count = (state: HostTest['state']): number => tests.filter((test) => test.state === state).length;
  return { version, passed: count('passed'), failed: count('failed'), skipped: count('skipped'), tests };
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function writeResults(results: HostResults): void {
  const file = process.env.ADVISORY_TRIAGE_RESULTS;
  if (file === undefined || file === '') return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(results));
}
