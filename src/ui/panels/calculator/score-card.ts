import { attribute, drawn, part, text, type Part } from './dom.ts';
import { GAUGE_ARC, GAUGE_BOX, GAUGE_MARKS, gaugeDash, gaugeMark } from './gauge.ts';
import type { View } from './view.ts';

/** The score as a gauge, a number and a word. The drawing is for the eye only: number and word say all of it. */
export function scoreCard(): { readonly root: Part; readonly draw: (view: View) => void } {
  const reached = drawn('path', { d: GAUGE_ARC, class: 'reached', pathLength: '100' });
  const marks = GAUGE_MARKS.flatMap((score) => {
    const { line, number } = gaugeMark(score);
    const at = { x: String(number.x), y: String(number.y), class: 'mark-number' };
    return [drawn('path', { d: line, class: 'mark-line' }), drawn('text', at, String(score))];
  });
  const scale = drawn('path', { d: GAUGE_ARC, class: 'scale' });
  const gauge = drawn(
    'svg',
    { viewBox: GAUGE_BOX, class: 'gauge', 'aria-hidden': 'true', focusable: 'false' },
    scale,
    reached,
    ...marks,
  );
  const number = part('span', { class: 'number' });
  const word = part('span', { class: 'word' });
  const kind = part('p', { class: 'kind' });
  const held = [part('p', { class: 'held' }), part('p', { class: 'held' })];
  const root = part(
    'section',
    { class: 'score', 'aria-label': 'Score' },
    part('div', { class: 'dial' }, gauge, part('p', { class: 'figure' }, number, ' ', word)),
    part('div', { class: 'remarks' }, kind, ...held),
  );
  const draw = ({ score, missing, held: words }: View) => {
    attribute(root, 'data-severity', score?.severity);
    attribute(reached, 'stroke-dasharray', gaugeDash(score?.value));
    text(number, score?.number ?? '–');
    text(word, score?.word ?? 'Not scored');
    text(
      kind,
      score?.kind ?? (missing.length === 1 ? '1 metric is still to choose' : `${missing.length} metrics are still to choose`),
    );
    for (const [index, it] of held.entries()) text(it, words[index] ?? '');
  };
  return { root, draw };
}
