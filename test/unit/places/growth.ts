/** How the work for a text grows with the text, told by the processor's time so that a busy machine does not count. */
import assert from 'node:assert/strict';

/** Milliseconds of processor time that this process spends on some work. */
export function spent(work: () => unknown): number {
  // Mocha keeps whole stacks, which makes each error dear that a reader of YAML notes deep down; an editor does not.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 10;
  const before = process.cpuUsage();
  try {
    work();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Below this the clock tells more about the machine than about the work. */
const NOISE_MS = 10;
/** Twice the text may take twice as long; four times would be quadratic. */
const LIMIT = 3;
const ATTEMPTS = 12;

/**
 * Asserts that 64 KB of a piece take no more than about twice as long as 32 KB. Each is measured until the quickest runs
 * say so, because what else a process does (collecting garbage, compiling) only ever adds.
 */
export function assertLinear(name: string, piece: string, find: (text: string) => unknown): void {
  const text = piece.repeat(Math.ceil(65_536 / piece.length)).slice(0, 65_536);
  const part = text.slice(0, 32_768);
  let [half, whole] = [Infinity, Infinity];
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    half = Math.min(
      half,
      spent(() => find(part)),
    );
    whole = Math.min(
      whole,
      spent(() => find(text)),
    );
    if (whole < NOISE_MS || whole <= LIMIT * half) return;
  }
  assert.fail(`${name}: ${half.toFixed(0)} ms for half of ${JSON.stringify(piece.slice(0, 40))}, ${whole.toFixed(0)} ms for all`);
}
