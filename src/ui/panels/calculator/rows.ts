import { metricsOf, type Metric } from '../../../advisory/cvss/metrics.ts';
import { attribute, field, part, show, text, type Field, type Fold, type Part } from './dom.ts';
import type { Version } from './messages.ts';
import type { Action } from './model.ts';
import { groupId, groupNames, type GroupView, type MetricView } from './view.ts';

type Do = (action: Action) => void;

/** A piece of the page that is made once and then kept in step. */
interface Piece<T> {
  readonly root: Part;
  readonly draw: (it: T) => void;
}

/** The groups of one version. Radio buttons of the browser's own: arrow keys move in a row, Tab goes to the next row. */
export interface Rows extends Piece<readonly GroupView[]> {
  /** Puts the focus on the row of a metric. */
  readonly focus: (metric: string) => void;
}

/** Makes the rows of a version. */
export function rows(version: Version, act: Do): Rows {
  const root = part('div', { class: 'groups' });
  const all = new Map<string, Row>();
  const groups = groupNames(version).map((name) => {
    const metrics = metricsOf(version).filter((metric) => metric.group === name);
    const own = metrics.map((metric) => {
      const row = metricRow(version, metric, act);
      all.set(metric.id, row);
      return row;
    });
    const made = metrics.some((metric) => metric.mandatory) ? section(name, own) : fold(groupId(version, name), name, own, act);
    root.append(made.root);
    return made;
  });
  return {
    root,
    draw: (views) => {
      for (const [index, view] of views.entries()) groups[index]?.draw(view);
    },
    focus: (metric) => all.get(metric)?.focus(),
  };
}

function section(name: string, own: readonly Row[]): Piece<GroupView> {
  const root = part('section', {}, part('h2', {}, name), ...own.map((row) => row.root));
  return { root, draw: (view) => drawRows(own, view) };
}

/** A group of which nothing has to be chosen, folded away until somebody wants it. */
function fold(id: string, name: string, own: readonly Row[], act: Do): Piece<GroupView> {
  const count = part('span', { class: 'count' });
  const summary = part('summary', {}, part('h2', {}, name), count);
  const root = part('details', {}, summary, ...own.map((row) => row.root)) as Fold;
  let open = false;
  root.addEventListener('toggle', () => {
    if (root.open !== open) act({ kind: 'fold', group: id, open: root.open });
  });
  const draw = (view: GroupView) => {
    open = view.open;
    if (root.open !== open) root.open = open;
    text(count, view.chosen === 0 ? 'optional' : `${view.chosen} chosen`);
    drawRows(own, view);
  };
  return { root, draw };
}

function drawRows(own: readonly Row[], { metrics }: GroupView): void {
  for (const [index, metric] of metrics.entries()) own[index]?.draw(metric);
}

interface Row extends Piece<MetricView> {
  readonly focus: () => void;
}

const MARKS = { open: 'to choose', carried: 'carried over' } as const;

/** One metric: its name, its values, and a sentence on the chosen one, or on the metric while none is chosen. */
function metricRow(version: Version, metric: Metric, act: Do): Row {
  const id = `m-${version.replace('.', '-')}-${metric.id}`;
  const mark = part('span', { class: 'mark' });
  const about = part('p', { id: `${id}-about`, class: 'about' }, metric.words);
  const name = part(
    'div',
    { id, class: 'name' },
    part('span', {}, metric.name),
    part('span', { class: 'short' }, metric.id),
    mark,
  );
  const values = metric.values.map((value) =>
    valueChoice(id, value, () => {
      act({ kind: 'choose', metric: metric.id, value: value.id });
    }),
  );
  const choices = part('div', { class: 'values' }, ...values.map(({ label }) => label));
  const root = part(
    'div',
    { role: 'radiogroup', class: 'metric', 'aria-labelledby': id, 'aria-describedby': `${id}-about` },
    name,
    choices,
    about,
    ...values.map(({ words }) => words),
  );
  if (metric.mandatory) root.setAttribute('aria-required', 'true');
  const draw = (view: MetricView) => {
    for (const [index, { input, words }] of values.entries()) {
      const on = metric.values[index]?.id === view.value;
      if (input.checked !== on) input.checked = on;
      show(words, on);
    }
    show(about, view.value === undefined);
    text(mark, view.mark === undefined ? '' : MARKS[view.mark]);
    attribute(root, 'data-mark', view.mark);
  };
  return { root, draw, focus: () => (values.find(({ input }) => input.checked) ?? values[0])?.input.focus() };
}

interface ValueChoice {
  readonly input: Field;
  readonly label: Part;
  /** The sentence that describes it, seen only while it is chosen. */
  readonly words: Part;
}

function valueChoice(row: string, value: Metric['values'][number], choose: () => void): ValueChoice {
  const id = `${row}-${value.id}`;
  const input = field({ type: 'radio', name: row, value: value.id, 'aria-describedby': id });
  // Not `change`: to agree with a value that was carried over, it is chosen again.
  input.addEventListener('click', choose);
  const label = part('label', {}, input, part('span', {}, value.name));
  return { input, label, words: part('p', { id, class: 'sentence', hidden: '' }, value.words) };
}
