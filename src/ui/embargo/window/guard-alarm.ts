import type { Disposable } from '../../../common/events.ts';
import { loosens } from '../../../embargo/guard/guard.ts';
import type { Running } from '../../../embargo/manifest.ts';
import type { Ask } from '../../ask.ts';
import * as vscode from 'vscode';
import { COMMANDS } from '../../ids.ts';
import type { GuardState, GuardWatch } from './guard-watch.ts';
import { guardSentence, isMendable, otherRemedy } from './guard-words.ts';

const MEND = 'Mend';
const SETTLE = 'Settle';

/** Tells that a guard is loosened: once for each way in which it is. */
export class GuardAlarm implements Disposable {
  readonly #id: string;
  readonly #ask: Ask;
  readonly #listening: Disposable;
  #told = '';

  constructor(id: string, guard: GuardWatch, ask: Ask) {
    this.#id = id;
    this.#ask = ask;
    this.#listening = guard.onDidCheck((state) => void this.#tell(state));
  }

  async #tell(state: GuardState): Promise<void> {
    // A workspace that is gone has nothing to push.
    const isGone = state.kind === 'unknown' && state.failure.kind === 'no-workspace';
    const isTrouble = state.kind === 'loosened' || (state.kind === 'unknown' && !isGone);
    const sentence = isTrouble ? guardSentence(state) : '';
    const isNews = sentence !== '' && sentence !== this.#told;
    this.#told = sentence;
    if (!isNews) return;
    const what = state.kind === 'loosened' ? state.what : [];
    // Where only a worktree is missing, the guard holds.
    const warning = state.kind === 'unknown' || what.some(loosens) ? ' Push nothing until it holds.' : '';
    const words = `${this.#id}: ${sentence}${otherRemedy(what)}${warning}`;
    const pressed = await this.#ask.alarm(words, ...(what.some(isMendable) ? [MEND] : []));
    if (pressed === MEND) await vscode.commands.executeCommand(COMMANDS.mendGuard);
  }

  /** Something was interrupted in this workspace: offers to bring it to its end. */
  async offerToSettle(running: Running | undefined): Promise<void> {
    if (!running) return;
    const what = running.kind === 'backport' ? 'A backport' : 'A hand-over';
    const pressed = await this.#ask.problem(`${what} of ${this.#id} was interrupted.`, SETTLE);
    if (pressed === SETTLE) await vscode.commands.executeCommand(COMMANDS.settleInterrupted);
  }

  dispose(): void {
    this.#listening.dispose();
  }
}
