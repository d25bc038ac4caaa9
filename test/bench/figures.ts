/** Several rounds of two things in turn, and how the one compares with the other. */
export interface Comparison {
  /** Medians in milliseconds. */
  readonly ms: number;
  readonly baselineMs: number;
  /** Median of the ratios round by round. */
  readonly ratio: number;
  readonly rounds: number;
}

/** Runs `measured` and `baseline` in turn, so that a machine that slows down slows both; two rounds warm up. */
export async function compare(rounds: number, measured: () => Promise<void>, baseline: () => Promise<void>): Promise<Comparison> {
  const pairs: [number, number][] = [];
  for (let round = -2; round < rounds; round++) {
    const first = round % 2 === 0;
    const a = first ? await time(measured) : undefined;
    const b = await time(baseline);
    const pair: [number, number] = [a ?? (await time(measured)), b];
    if (round >= 0) pairs.push(pair);
  }
  return {
    ms: rounded(median(pairs.map(([ms]) => ms))),
    baselineMs: rounded(median(pairs.map(([, ms]) => ms))),
    ratio: rounded(median(pairs.map(([ms, baselineMs]) => ms / baselineMs))),
    rounds,
  };
}

async function time(run: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

function rounded(number: number): number {
  return Math.round(number * 100) / 100;
}
