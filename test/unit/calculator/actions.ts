import fc from 'fast-check';
import { metricsOf, type Metric } from '../../../src/advisory/cvss/metrics.ts';
import { formatVector } from '../../../src/advisory/cvss/vector.ts';
import type { Subject, ToPage, Version } from '../../../src/ui/panels/calculator/messages.ts';
import type { Action } from '../../../src/ui/panels/calculator/model.ts';
import { FOUR, THREE, TWO } from './sample.ts';

/** Arbitrary things that are done to the calculator. */

export const version: fc.Arbitrary<Version> = fc.constantFrom('4.0', '3.1');

const metricAndValue = (metric: Metric): fc.Arbitrary<readonly [string, string]> =>
  fc.constantFrom(...metric.values).map(({ id }) => [metric.id, id] as const);

/** A whole vector: every base metric, and some of the others. */
export const vector: fc.Arbitrary<string> = version.chain((of) =>
  fc
    .tuple(
      ...metricsOf(of).map((metric) =>
        metric.mandatory ? metricAndValue(metric) : fc.option(metricAndValue(metric), { nil: undefined, freq: 1 }),
      ),
    )
    .map((pairs) => formatVector(of, new Map(pairs.filter((pair) => pair !== undefined)))),
);

/** Texts near to a vector and far from one. */
export const text: fc.Arbitrary<string> = fc.oneof(
  vector,
  fc.constantFrom('', ' ', FOUR, THREE, TWO, THREE.replace('3.1', '3.0'), 'CVSS:4.0', 'CVSS:4.0/AV:N', 'CVSS:4.0/__proto__:N'),
  fc.tuple(vector, fc.nat(90)).map(([whole, at]) => whole.slice(0, at)),
  fc
    .tuple(vector, fc.nat(90), fc.string({ maxLength: 3 }))
    .map(([whole, at, more]) => whole.slice(0, at) + more + whole.slice(at)),
  fc.string(),
);

const choice: fc.Arbitrary<Action> = fc
  .constantFrom(...metricsOf('4.0'), ...metricsOf('3.1'))
  .chain(metricAndValue)
  .map(([metric, value]) => ({ kind: 'choose', metric, value }));

export const subject: fc.Arbitrary<Subject> = fc.record(
  {
    name: fc.constantFrom('GHSA-2222-3333-4444', 'GHSA-5555-6666-7777', 'a new draft'),
    text,
    wanted: version,
    held: fc.record(
      { vector: text, score: fc.option(fc.integer({ min: 0, max: 100 }).map((it) => it / 10)) },
      { noNullPrototype: true },
    ),
  },
  { requiredKeys: ['name', 'text', 'wanted'], noNullPrototype: true },
);

const message: fc.Arbitrary<ToPage> = fc.oneof(
  subject.map((it) => ({ kind: 'vector' as const, ...it })),
  fc.constant({ kind: 'nothing' as const }),
  fc.boolean().map((on) => ({ kind: 'live' as const, on })),
  version.map((it) => ({ kind: 'version' as const, version: it })),
  fc
    .record(
      { name: fc.constantFrom('GHSA-2222-3333-4444', 'GHSA-5555-6666-7777'), vector, ok: fc.boolean() },
      { noNullPrototype: true },
    )
    .map((it) => ({ kind: 'written' as const, ...it })),
);

/** Anything that a person or the host does. */
export const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 8, arbitrary: choice },
  { weight: 4, arbitrary: text.map((it) => ({ kind: 'type' as const, text: it })) },
  { weight: 3, arbitrary: message.map((it) => ({ kind: 'told' as const, message: it })) },
  { weight: 2, arbitrary: version.map((it) => ({ kind: 'show' as const, version: it })) },
  fc.constantFrom<Action>(
    { kind: 'settle' },
    { kind: 'revert' },
    { kind: 'apply' },
    { kind: 'copy' },
    { kind: 'take' },
    { kind: 'set-live', on: true },
    { kind: 'set-live', on: false },
    { kind: 'fold', group: '4.0 Threat', open: true },
  ),
);

/** Some actions; mostly there is an advisory from some point on. */
export const actions: fc.Arbitrary<readonly Action[]> = fc.oneof(
  fc.array(action, { maxLength: 40 }),
  fc
    .tuple(fc.array(action, { maxLength: 10 }), subject, fc.array(action, { maxLength: 20 }))
    .map(([before, it, then]) => [...before, { kind: 'told' as const, message: { kind: 'vector' as const, ...it } }, ...then]),
);
