/** More differences than this in one gap are not worth finding the least of. */
const MOST_EDITS = 64;

/**
 * The least edit between two stretches (E. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986), as long as
 * it is small: at most `MOST_EDITS` deletions and insertions, so that the work stays bounded.
 * @param keep called for each pair of positions that stay
 * @returns false when there are more differences; nothing was called then
 */
export function leastEdit(
  a: Int32Array,
  aLow: number,
  aHigh: number,
  b: Int32Array,
  bLow: number,
  bHigh: number,
  keep: (aAt: number, bAt: number) => void,
): boolean {
  const n = aHigh - aLow;
  const m = bHigh - bLow;
  const most = Math.min(MOST_EDITS, n + m);
  if (Math.abs(n - m) > most) return false;
  const reach = new Int32Array(2 * most + 3);
  const middle = most + 1;
  const trace: Int32Array[] = [];
  for (let edits = 0; edits <= most; edits++) {
    trace.push(reach.slice(middle - edits - 1, middle + edits + 2));
    for (let k = -edits; k <= edits; k += 2) {
      const up = reach[middle + k + 1] ?? 0;
      const left = reach[middle + k - 1] ?? 0;
      let x = k === -edits || (k !== edits && left < up) ? up : left + 1;
      while (x < n && x - k < m && a[aLow + x] === b[bLow + x - k]) x++;
      reach[middle + k] = x;
      if (x >= n && x - k >= m) {
        back(trace, n, m, (x, y) => keep(aLow + x, bLow + y));
        return true;
      }
    }
  }
  return false;
}

/** Walks from the end to the start over what was reached with ever fewer edits. */
function back(trace: readonly Int32Array[], n: number, m: number, keep: (x: number, y: number) => void): void {
  let x = n;
  let y = m;
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    const reach = trace[edits] ?? new Int32Array(0);
    const k = x - y;
    const at = k + edits + 1;
    const up = reach[at + 1] ?? 0;
    const left = reach[at - 1] ?? 0;
    const down = k === -edits || (k !== edits && left < up);
    const startX = edits === 0 ? 0 : down ? up : left + 1;
    while (x > startX && y > 0) keep(--x, --y);
    if (edits === 0) return;
    if (down) y--;
    else x--;
  }
}
