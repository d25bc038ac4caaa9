import type { Timers } from '../common/ports.ts';

/** So often one waits for another window: what it has claimed it has written within that time, or it has died. */
export const WAITS = 20;
const WAIT_MS = 50;

/** Resolves when another window has had some time to write what it has claimed. */
export function waitForOther(timers: Timers): Promise<void> {
  return new Promise((resolve) => {
    timers.after(WAIT_MS, resolve);
  });
}
