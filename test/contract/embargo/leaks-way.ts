import type { Scheme } from './leaks-world.ts';

export interface Way {
  readonly name: string;
  readonly run: string;
  /** The person's own global settings. */
  readonly config?: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly schemes?: readonly Scheme[];
  /** In a terminal of the embargo window, as opposed to one elsewhere. */
  readonly inTerminal?: boolean;
  /** It is known to get around the guard; docs/embargo.md says it in these words. */
  readonly remains?: string;
  /** Under these settings, or after this, the fork is not reached either. */
  readonly forkClosed?: boolean;
}

export const ALL: readonly Scheme[] = ['file', 'http', 'https', 'ssh'];
export const WEB: readonly Scheme[] = ['http', 'https'];
