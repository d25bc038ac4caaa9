import { Emitter } from '../../../common/events.ts';
import type { Result } from '../../../common/result.ts';
import type { EmbargoFailure } from '../../../embargo/failure.ts';
import type { Loosened } from '../../../embargo/guard/guard.ts';
import { guardOf, mendGuard } from '../../../embargo/guarded.ts';
import type { Workspace } from '../../../embargo/workspace.ts';
import type { WorkOptions } from '../../../git/workbench.ts';
import { oneAtATime } from '../one-at-a-time.ts';

/** What is known of the guard. `unchecked`: nobody has looked yet, or git may not be run in an untrusted folder. */
export type GuardState =
  | { readonly kind: 'unchecked'; readonly why: 'not-yet' | 'untrusted' }
  | { readonly kind: 'holds'; readonly at: number }
  | { readonly kind: 'loosened'; readonly what: readonly Loosened[] }
  | { readonly kind: 'unknown'; readonly failure: EmbargoFailure };

export interface GuardWatchOptions {
  readonly workspace: () => Promise<Result<Workspace, EmbargoFailure>>;
  readonly options: () => WorkOptions;
  readonly isTrusted: () => boolean;
  readonly clock: () => number;
  /** The variables that git is started with in this window, by this extension and by others. */
  readonly environment: () => Readonly<Record<string, string | undefined>>;
}

/** Looks whether the guard of this window's workspace holds, and mends it. */
export class GuardWatch {
  readonly #options: GuardWatchOptions;
  readonly #changes = new Emitter<GuardState>();
  #state: GuardState = { kind: 'unchecked', why: 'not-yet' };

  /** Told after every look, also when nothing has changed. */
  readonly onDidCheck = this.#changes.on;

  constructor(options: GuardWatchOptions) {
    this.#options = options;
  }

  get state(): GuardState {
    return this.#state;
  }

  readonly check = oneAtATime(async (): Promise<GuardState> => {
    this.#state = await this.#look();
    this.#changes.fire(this.#state);
    return this.#state;
  });

  async #look(): Promise<GuardState> {
    const { isTrusted, workspace, options, environment, clock } = this.#options;
    if (!isTrusted()) return { kind: 'unchecked', why: 'untrusted' };
    const found = await workspace();
    const loosened = found.ok ? await guardOf(found.value, options(), environment()) : found;
    if (!loosened.ok) return { kind: 'unknown', failure: loosened.failure };
    return loosened.value.length > 0 ? { kind: 'loosened', what: loosened.value } : { kind: 'holds', at: clock() };
  }

  /** Sets the guard as it was, and looks again. What cannot be mended from here is loosened still. */
  async mend(): Promise<GuardState> {
    const { isTrusted, workspace, options } = this.#options;
    if (isTrusted()) {
      const found = await workspace();
      const mended = found.ok ? await mendGuard(found.value, options()) : found;
      if (!mended.ok) {
        this.#state = { kind: 'unknown', failure: mended.failure };
        this.#changes.fire(this.#state);
        return this.#state;
      }
    }
    return this.check();
  }
}
