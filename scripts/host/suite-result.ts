/** What a run of the suites in one host gives. */
import { readFile } from 'node:fs/promises';
import type { HostResults, HostTest } from '../../test/host/runner/run.ts';
import type { Settings } from './settings.ts';

export type { HostResults, HostTest };

export interface SuiteOptions {
  /** Folder of the extension: with its package.json. */
  readonly extensionDevelopmentPath: string;
  /** The compiled module that exports `run()`. */
  readonly testsPath: string;
  /** The folder that the window opens. */
  readonly folder: string;
  readonly userSettings: Settings;
  readonly env?: Readonly<Record<string, string>>;
  /** Five minutes when absent. */
  readonly timeLimitMs?: number;
  /** Gets the lines of the suites as they come; what the host says before them is only in the result. */
  readonly onLine?: (line: string) => void;
}

export interface SuiteResult extends HostResults {
  readonly host: 'server' | 'desktop';
  readonly lines: readonly string[];
}

export const defaultTimeLimitMs = 5 * 60_000;
const startLine = /^Suites in VS Code \d/;

/** What the runner in the extension host must know. */
export function runnerEnvironment(options: SuiteOptions, resultsFile: string): Record<string, string> {
  return { ...options.env, ADVISORY_TRIAGE_RESULTS: resultsFile, ADVISORY_TRIAGE_SETTINGS: JSON.stringify(options.userSettings) };
}

/** Collects lines and hands them on. */
export class LineLog {
  readonly lines: string[] = [];
  readonly #onLine: ((line: string) => void) | undefined;
  #started = false;

  constructor(onLine: ((line: string) => void) | undefined) {
    this.#onLine = onLine;
  }

  add(text: string): void {
    for (const line of text.replace(/\n$/, '').split('\n')) {
      this.lines.push(line);
      this.#started ||= startLine.test(line);
      if (this.#started) this.#onLine?.(line);
    }
  }

  tail(count = 60): string {
    return this.lines.slice(-count).join('\n');
  }
}

/** Makes the result of a run from its results file; what mocha printed is the fallback. */
export async function suiteResult(
  host: SuiteResult['host'],
  resultsFile: string,
  exitCode: number,
  log: LineLog,
): Promise<SuiteResult> {
  const results = (await readResults(resultsFile)) ?? fromLines(log.lines);
  if (results === undefined) {
    throw new Error(`The suites in the ${host} host ended with code ${exitCode} before there were results:\n${log.tail()}`);
  }
  // A host that ends badly after the last test has failed, whatever the tests say.
  const failed = exitCode !== 0 && results.failed === 0 ? 1 : results.failed;
  return { host, ...results, failed, lines: log.lines };
}

async function readResults(file: string): Promise<HostResults | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as HostResults);
}

/** Mocha's last lines: `5 passing (3s)`, `1 pending`, `2 failing`. */
export function fromLines(lines: readonly string[]): HostResults | undefined {
  const count = (word: string): number | undefined => {
    const found = lines.map((line) => new RegExp(`^\\s*(\\d+) ${word}\\b`).exec(line)?.[1]).findLast((value) => value);
    return found === undefined ? undefined : Number(found);
  };
  const passed = count('passing');
  if (passed === undefined) return undefined;
  return { version: 'unknown', passed, failed: count('failing') ?? 0, skipped: count('pending') ?? 0, tests: [] };
}
