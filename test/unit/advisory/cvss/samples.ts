import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { metricsOf } from '../../../../src/advisory/cvss/metrics.ts';
import type { CvssVersion } from '../../../../src/advisory/cvss/metrics.ts';
import { parseVector } from '../../../../src/advisory/cvss/vector.ts';
import type { CvssVector, VectorFailure } from '../../../../src/advisory/cvss/vector.ts';

export const VERSIONS: readonly CvssVersion[] = ['2.0', '3.0', '3.1', '4.0'];
/** The versions that fix the order of metrics. */
export const ORDERED: readonly CvssVersion[] = ['2.0', '4.0'];

/** A vector whose scores are known. */
export interface Known {
  readonly text: string;
  readonly scores: readonly number[];
}

/** Reads one of the lists in `vectors/`; fails on a line that it cannot read. */
export function readKnown(name: string): readonly Known[] {
  const lines = readFileSync(new URL(`vectors/${name}.txt`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');
  return lines.map((line) => {
    const [, text = '', scores = ''] = /^(\S+) - \(?([\d., ]+?),?\)?$/.exec(line) ?? [];
    assert.notEqual(text, '', line);
    return { text, scores: scores.split(', ').map(Number) };
  });
}

/** All vectors of CVSS 4.0 whose score is known. */
export function knownFour(): readonly Known[] {
  return ['simple4', 'threat4', 'security4', 'supplemental4'].flatMap(readKnown);
}

/** The vector of a text that has to be one. */
export function vector(text: string): CvssVector {
  const read = parseVector(text);
  assert.ok(read.ok, `${text}: ${read.ok ? '' : read.failure.words}`);
  return read.value;
}

/** The failure of a text that must not be a vector. */
export function failure(text: string): VectorFailure {
  const read = parseVector(text);
  assert.ok(!read.ok, text);
  return read.failure;
}

/** The parts of a vector: its metrics, without the version. */
export function partsOf(version: CvssVersion, text: string): readonly string[] {
  return version === '2.0' ? text.split('/') : text.split('/').slice(1);
}

/** The text of parts. */
export function joined(version: CvssVersion, parts: readonly string[]): string {
  return (version === '2.0' ? parts : [`CVSS:${version}`, ...parts]).join('/');
}

/** Whole vectors of a version with some of the optional metrics, not-defined ones too, in the order of the specification. */
export function vectors(version: CvssVersion): fc.Arbitrary<string> {
  const parts = metricsOf(version).map(({ id, mandatory, values }) => {
    const chosen = fc.constantFrom(...values.map((value) => `${id}:${value.id}`));
    return mandatory ? chosen : fc.option(chosen, { nil: undefined, freq: 1 });
  });
  return fc.tuple(...parts).map((all) =>
    joined(
      version,
      all.filter((part) => part !== undefined),
    ),
  );
}

/** A version and a whole vector of it. */
export function anyVector(versions: readonly CvssVersion[] = VERSIONS): fc.Arbitrary<readonly [CvssVersion, string]> {
  return fc.constantFrom(...versions).chain((version) => vectors(version).map((text) => [version, text] as const));
}
