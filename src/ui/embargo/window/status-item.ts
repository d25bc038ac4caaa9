import * as vscode from 'vscode';
import { loosens } from '../../../embargo/guard/guard.ts';
import { COMMANDS } from '../../ids.ts';
import type { GuardState, GuardWatch } from './guard-watch.ts';
import { guardSentence } from './guard-words.ts';

/** More than any other item of the status bar has: it comes first. */
const FIRST = Number.MAX_SAFE_INTEGER;

/** The status item of an embargo window: whose window it is, and whether its guard holds. */
export class GuardItem implements vscode.Disposable {
  readonly #id: string;
  readonly #item: vscode.StatusBarItem;

  constructor(id: string, guard: GuardWatch) {
    this.#id = id;
    this.#item = vscode.window.createStatusBarItem('advisoryTriage.embargo', vscode.StatusBarAlignment.Left, FIRST);
    this.#item.name = 'Embargo';
    this.#item.command = COMMANDS.showGuard;
    this.#item.backgroundColor = new vscode.ThemeColor('statusBarItem.errorBackground');
    this.#item.color = new vscode.ThemeColor('statusBarItem.errorForeground');
    this.#draw(guard.state);
    guard.onDidCheck((state) => {
      this.#draw(state);
    });
    this.#item.show();
  }

  get text(): string {
    return this.#item.text;
  }
  /** What a screen reader says. */
  get spoken(): string {
    return this.#item.accessibilityInformation?.label ?? '';
  }

  #draw(state: GuardState): void {
    this.#item.text = this.#words(state);
    const sentence = guardSentence(state);
    this.#item.tooltip = `${this.#id} is under embargo. ${sentence}`;
    this.#item.accessibilityInformation = { label: `Under embargo: ${this.#id}. ${sentence}`, role: 'button' };
  }

  #words(state: GuardState): string {
    switch (state.kind) {
      case 'holds':
        return `$(shield) EMBARGOED ${this.#id}`;
      case 'loosened':
        return `$(warning) ${state.what.some(loosens) ? 'GUARD LOOSENED' : 'WORKTREE MISSING'} ${this.#id}`;
      case 'unknown':
        return `$(warning) GUARD NOT CHECKED ${this.#id}`;
      case 'unchecked':
        return `$(question) EMBARGOED ${this.#id}`;
    }
  }

  dispose(): void {
    this.#item.dispose();
  }
}
