import type { Subject, ToPage } from '../../../src/ui/panels/calculator/messages.ts';
import { START, step, type Action, type State } from '../../../src/ui/panels/calculator/model.ts';

/** A whole vector of 4.0 with one high impact; its score is 8.7. */
export const FOUR = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N';
/** Its score is 6.3 (RedHatProductSecurity/cvss, the file of simple 3.1 vectors). */
export const THREE = 'CVSS:3.1/AV:N/AC:L/PR:L/UI:R/S:U/C:H/I:L/A:N';
export const TWO = 'AV:N/AC:L/Au:N/C:P/I:P/A:C';

export const subject: Subject = { name: 'GHSA-2222-3333-4444', text: FOUR, wanted: '4.0' };
export const other: Subject = { name: 'GHSA-5555-6666-7777', text: THREE, wanted: '4.0' };

export function told(message: ToPage): Action {
  return { kind: 'told', message };
}

/** The host tells of an advisory. */
export function about(it: Subject): Action {
  return told({ kind: 'vector', ...it });
}

export function choose(metric: string, value: string): Action {
  return { kind: 'choose', metric, value };
}

/** Does one action after the other; the messages are those of the last one. */
export function after(actions: readonly Action[], from: State = START) {
  let last = { state: from, messages: [] as readonly unknown[] };
  for (const action of actions) last = step(last.state, action);
  return last;
}

/** The state after some actions. */
export function stateAfter(actions: readonly Action[], from: State = START): State {
  return after(actions, from).state;
}
