/** The positions of a longest strictly increasing subsequence, in order; n log n. */
export function longestIncrease(values: readonly number[]): number[] {
  const ends: number[] = [];
  const before = new Int32Array(values.length);
  values.forEach((value, at) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const half = (low + high) >> 1;
      if ((values[ends[half] ?? 0] ?? 0) < value) low = half + 1;
      else high = half;
    }
    before[at] = low > 0 ? (ends[low - 1] ?? -1) : -1;
    ends[low] = at;
  });
  const picked: number[] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) picked.push(at);
  return picked.reverse();
}
