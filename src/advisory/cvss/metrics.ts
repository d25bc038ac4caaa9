import { FOUR } from './metrics-four.ts';
import { THREE } from './metrics-three.ts';
import { TWO } from './metrics-two.ts';

export type CvssVersion = '2.0' | '3.0' | '3.1' | '4.0';

/** One value that a metric can have. */
export interface MetricValue {
  /** As it stands in a vector: `N`, `POC`, `Clear`. */
  readonly id: string;
  readonly name: string;
  /** One sentence: when to choose it. */
  readonly words: string;
}

/** One metric of a version of CVSS. */
export interface Metric {
  /** As it stands in a vector: `AV`, `Au`, `MVC`. */
  readonly id: string;
  readonly name: string;
  /** The part of the specification that it belongs to; metrics of a group follow each other. */
  readonly group: string;
  /** A base metric: a vector without it is none. */
  readonly mandatory: boolean;
  /** One sentence: what it asks. */
  readonly words: string;
  readonly values: readonly MetricValue[];
}

const METRICS: Readonly<Record<CvssVersion, readonly Metric[]>> = { '2.0': TWO, '3.0': THREE, '3.1': THREE, '4.0': FOUR };

function byId(metrics: readonly Metric[]): ReadonlyMap<string, Metric> {
  return new Map(metrics.map((metric) => [metric.id, metric]));
}

const THREE_BY_ID = byId(THREE);
const BY_ID: Readonly<Record<CvssVersion, ReadonlyMap<string, Metric>>> = {
  '2.0': byId(TWO),
  '3.0': THREE_BY_ID,
  '3.1': THREE_BY_ID,
  '4.0': byId(FOUR),
};

/**
 * The metrics of a version, in the order of its specification (2.0: guide, table 13; 3.x: table 15; 4.0: table 23).
 * 3.0 and 3.1 have the same ones; names are those of 3.1.
 */
export function metricsOf(version: CvssVersion): readonly Metric[] {
  return METRICS[version];
}

/** The metric with an id, which is compared with case; undefined where the version has none. */
export function metricOf(version: CvssVersion, id: string): Metric | undefined {
  return BY_ID[version].get(id);
}

/** Whether a value says that nothing was chosen: `X`, in 2.0 `ND`. No other value of any metric is written so. */
export function isNotDefined(value: string): boolean {
  return value === 'X' || value === 'ND';
}
