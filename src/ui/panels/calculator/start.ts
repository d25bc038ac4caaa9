import type { Timers } from '../../../common/ports.ts';
import { announcer } from './announcer.ts';
import { browser, button, part, show, text, type Host, type Part } from './dom.ts';
import { toPage } from './messages.ts';
import { step, type Action, type State } from './model.ts';
import { rows } from './rows.ts';
import { restored } from './saved.ts';
import { speech } from './speech.ts';
import { scoreCard } from './score-card.ts';
import { tabs } from './tabs.ts';
import { vectorCard } from './vector-card.ts';
import { viewOf, type View } from './view.ts';

/** Remarks on the version shown, and the way to the first metric that is still open. */
function noteList(next: () => void): { readonly root: Part; readonly draw: (view: View) => void } {
  const list = part('div');
  const go = button('Go to the Next Open Metric', next);
  const root = part('div', { class: 'notes' }, list, go);
  let shown = '';
  return {
    root,
    draw: ({ notes, missing }) => {
      const words = notes.join('\n');
      if (words !== shown) {
        list.textContent = '';
        list.append(...notes.map((note) => part('p', {}, note)));
        shown = words;
      }
      show(go, missing.length > 0);
      show(root, notes.length > 0);
    },
  };
}

/** Builds the page once and returns what keeps it in step with a view. */
function build(main: Part, act: (action: Action) => void, current: () => View): { readonly draw: (view: View) => void } {
  const title = part('h1', {}, 'Score');
  const name = part('p', { class: 'advisory' });
  const score = scoreCard();
  const vector = vectorCard(act);
  const versions = { '4.0': rows('4.0', act), '3.1': rows('3.1', act) } as const;
  const notes = noteList(() => {
    const { missing, version } = current();
    const first = missing[0];
    if (first) versions[version].focus(first.id);
  });
  const bar = tabs({ '4.0': versions['4.0'].root, '3.1': versions['3.1'].root }, (version) => act({ kind: 'show', version }));
  main.append(
    part('header', {}, title, name),
    part(
      'div',
      { class: 'columns' },
      part('div', { class: 'card' }, score.root, vector.root),
      part('div', { class: 'choices' }, bar.root, notes.root, ...bar.panels),
    ),
  );
  const draw = (view: View) => {
    text(name, view.name ?? 'No advisory');
    score.draw(view);
    vector.draw(view);
    bar.draw(view.version);
    notes.draw(view);
    versions[view.version].draw(view.groups);
  };
  return { draw };
}

/** Starts the page in an empty element: the model, what is drawn of it, and the wires between both and the host. */
export function start(main: Part, host: Host, timers: Timers): void {
  const voice = announcer(timers);
  let state: State = restored(host.getState());
  let view = viewOf(state);
  const act = (action: Action) => {
    const next = step(state, action);
    const before = view;
    if (next.state !== state) {
      state = next.state;
      host.setState(state);
      view = viewOf(state);
      page.draw(view);
    }
    const words = speech(action, before, view);
    if (words !== undefined) voice.say(words);
    for (const message of next.messages) host.postMessage(message);
  };
  const page = build(main, act, () => view);
  main.append(voice.root);
  page.draw(view);
  browser.addEventListener('message', ({ data }) => {
    const message = toPage(data);
    if (message) act({ kind: 'told', message });
  });
  browser.document.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey === true || event.metaKey === true)) return;
    event.preventDefault();
    act({ kind: 'apply' });
  });
  // VS Code may bring a page back into sight without making it anew, after it has told it nothing for a while.
  browser.document.addEventListener('visibilitychange', () => {
    if (browser.document.visibilityState === 'visible') host.postMessage({ kind: 'ready' });
  });
  host.postMessage({ kind: 'ready' });
}
