import { attribute, button, enable, field, part, show, text, type Field, type Part } from './dom.ts';
import type { Action } from './model.ts';
import type { View } from './view.ts';

/** The vector as text that can be edited, and what can be done with it. */
export function vectorCard(act: (action: Action) => void): { readonly root: Part; readonly draw: (view: View) => void } {
  // Of several lines, because a vector is longer than a sidebar is wide; it is one line of text all the same.
  const typed = part('textarea', { id: 'vector', rows: '2', spellcheck: 'false', 'aria-describedby': 'failure' }) as Field;
  let view: View | undefined;
  typed.addEventListener('input', () => {
    act({ kind: 'type', text: typed.value });
  });
  typed.addEventListener('blur', () => {
    act({ kind: 'settle' });
  });
  typed.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') act({ kind: 'revert' });
    if (event.key !== 'Enter') return;
    event.preventDefault();
    act({ kind: 'settle' });
  });
  const failure = part('p', { id: 'failure' });
  const where = button('Show Where', () => {
    typed.focus();
    if (view?.failure) typed.setSelectionRange(view.failure.start, view.failure.end);
  });
  const problem = part('div', { class: 'problem', hidden: '' }, failure, where);
  const apply = button('Apply', () => act({ kind: 'apply' }));
  const copy = button('Copy', () => act({ kind: 'copy' }));
  const take = button("Take the Document's Vector", () => {
    act({ kind: 'take' });
    // The button goes away, and the focus with it.
    typed.focus();
  });
  apply.className = 'first';
  const live = liveBox(act);
  const status = part('p', { class: 'status', id: 'status' });
  apply.setAttribute('aria-describedby', 'status');
  const root = part(
    'section',
    { class: 'vector', 'aria-label': 'Vector' },
    part('label', { for: 'vector', class: 'caption' }, 'Vector'),
    typed,
    problem,
    part('div', { class: 'buttons' }, apply, copy, take),
    live.root,
    status,
  );
  const draw = (now: View) => {
    view = now;
    if (typed.value !== now.field) typed.value = now.field;
    attribute(typed, 'aria-invalid', now.failure ? 'true' : undefined);
    text(failure, now.failure?.words ?? '');
    show(problem, now.failure !== undefined);
    enable(apply, now.canApply);
    enable(copy, now.canCopy);
    show(take, now.canTake);
    live.draw(now.live);
    text(status, now.status.words);
    attribute(status, 'data-kind', now.status.kind);
  };
  return { root, draw };
}

function liveBox(act: (action: Action) => void): { readonly root: Part; readonly draw: (on: boolean) => void } {
  const box = field({ type: 'checkbox', id: 'live' });
  box.addEventListener('change', () => {
    act({ kind: 'set-live', on: box.checked });
  });
  const root = part('div', { class: 'live' }, box, part('label', { for: 'live' }, 'Write to the document as I choose'));
  return {
    root,
    draw: (on) => {
      if (box.checked !== on) box.checked = on;
    },
  };
}
