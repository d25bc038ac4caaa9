import * as vscode from 'vscode';
import { clocksOf } from '../advisory/clocks.ts';
import { count } from '../inbox/row.ts';
import { kindOf, type Situation } from '../inbox/query.ts';
import type { Inbox } from '../inbox/inbox.ts';
import { VIEWS } from './ids.ts';

/** The count of mine and the next deadline, from the first look at a view on. */
export class StatusBar implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem('advisoryTriage.mine', vscode.StatusBarAlignment.Left, 40);
  readonly #inbox: Inbox;
  readonly #situation: () => Situation;

  constructor(inbox: Inbox, situation: () => Situation) {
    this.#inbox = inbox;
    this.#situation = situation;
    this.#item.name = 'Advisories';
    this.#item.command = `${VIEWS.inbox}.focus`;
    inbox.store.onDidChange(() => {
      this.update();
    });
    inbox.onDidChangeState(() => {
      this.update();
    });
  }

  update(): void {
    const { phase } = this.#inbox.state;
    if (phase !== 'open') {
      this.#item.hide();
      return;
    }
    const at = this.#situation();
    const mine = this.#inbox.store.all().filter((advisory) => kindOf(advisory, at) === 'mine');
    const days = mine.flatMap(
      (advisory) => clocksOf(advisory, at.book.for(advisory.repository), at.clock()).deadline?.daysLeft ?? [],
    );
    const next = days.length === 0 ? undefined : Math.min(...days);
    const deadline = next === undefined ? '' : next < 0 ? ` · ${-next} d over` : ` · ${next} d`;
    const statuses = this.#inbox.store.statuses();
    const known = statuses.some(({ readAt }) => readAt !== null);
    const failing = known && statuses.some(({ failure, readAt }) => failure !== null || readAt === null);
    this.#item.text = !known ? '$(shield) …' : `$(shield) ${mine.length}${deadline}${failing ? ' $(warning)' : ''}`;
    const words = !known
      ? 'The advisories have not been read yet'
      : `${mine.length === 1 ? '1 advisory is' : `${mine.length} advisories are`} assigned to you${next === undefined ? '' : next < 0 ? `, one ${count(-next)} over its deadline` : `, the next deadline in ${count(next)}`}`;
    const whole = failing ? `${words}. Not everything is known or fresh: open the view to see why.` : words;
    this.#item.tooltip = whole;
    this.#item.accessibilityInformation = { label: `Advisories: ${whole}` };
    this.#item.show();
  }

  dispose(): void {
    this.#item.dispose();
  }
}
