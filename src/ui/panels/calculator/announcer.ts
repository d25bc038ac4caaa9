import type { Timers } from '../../../common/ports.ts';
import { part, type Part } from './dom.ts';

/** So long after the last change it is said: a screen reader is not interrupted at every key. */
export const SAY_AFTER_MS = 700;

/** The page's one live region. What is to be said replaces what was to be said before and has not been yet. */
export function announcer(timers: Timers): { readonly root: Part; readonly say: (words: string) => void } {
  const root = part('p', { class: 'unseen', 'aria-live': 'polite' });
  let stop: (() => void) | undefined;
  const say = (words: string) => {
    stop?.();
    stop = timers.after(SAY_AFTER_MS, () => {
      // A region whose text stays the same is not read again.
      root.textContent = root.textContent === words ? `${words}\u00a0` : words;
    });
  };
  return { root, say };
}
