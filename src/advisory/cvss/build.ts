import type { Metric, MetricValue } from './metrics.ts';

/** Id, name, and when to choose it. */
export type ValueRow = readonly [id: string, name: string, words: string];
/** Id, name, what it asks, and its values. */
export type MetricRow = readonly [id: string, name: string, words: string, values: readonly ValueRow[]];

/** The metrics of one group; `optional` ones can be left out of a vector. */
export function group(name: string, need: 'mandatory' | 'optional', rows: readonly MetricRow[]): readonly Metric[] {
  return rows.map(([id, title, words, values]) => ({
    id,
    name: title,
    group: name,
    mandatory: need === 'mandatory',
    words,
    values: values.map(([value, called, when]) => ({ id: value, name: called, words: when })),
  }));
}

/** How a modified metric differs from the base metric that it stands for. */
export interface Difference {
  readonly name?: string;
  /** Values that the base metric does not have; they come behind `X`. */
  readonly more?: readonly MetricValue[];
  /** What the base metric's value `N` is called. */
  readonly none?: string;
}

/** The modified metrics that stand for base metrics: the same values, and `X`. In every version their ids begin with `M`. */
export function modified(base: readonly Metric[], differences: Readonly<Record<string, Difference>> = {}): readonly Metric[] {
  return base.map((metric) => {
    const { name, more = [], none } = differences[metric.id] ?? {};
    const unchanged = { id: 'X', name: 'Not Defined', words: `What ${metric.id} says holds in this environment, too.` };
    const same = metric.values.map((value) => (none !== undefined && value.id === 'N' ? { ...value, name: none } : value));
    return {
      id: `M${metric.id}`,
      name: `Modified ${name ?? metric.name}`,
      group: 'Environmental: modified base metrics',
      mandatory: false,
      words: `Stands in for ${metric.id} where this environment differs from the usual one.`,
      values: [unchanged, ...more, ...same],
    };
  });
}
