import assert from 'node:assert/strict';
import fc from 'fast-check';
import { metricsOf } from '../../../../src/advisory/cvss/metrics.ts';
import type { CvssVersion, Metric } from '../../../../src/advisory/cvss/metrics.ts';
import { ratingOf } from '../../../../src/advisory/cvss/rating.ts';
import { baseScore, scoreVector } from '../../../../src/advisory/cvss/score.ts';
import type { CvssVector } from '../../../../src/advisory/cvss/vector.ts';
import { scoresThree, scoresTwo } from './equations.ts';
import { anyVector, joined, knownFour, partsOf, readKnown, vector, vectors, VERSIONS } from './samples.ts';

/** Every choice of a value for each metric, as parts of a vector. */
function combinations(metrics: readonly Metric[]): readonly (readonly string[])[] {
  return metrics.reduce<readonly (readonly string[])[]>(
    (all, { id, values }) => all.flatMap((parts) => values.map((value) => [...parts, `${id}:${value.id}`])),
    [[]],
  );
}

/** Every combination of the base metrics of a version. */
function everyBase(version: CvssVersion): readonly string[] {
  return combinations(metricsOf(version).filter(({ mandatory }) => mandatory)).map((parts) => joined(version, parts));
}

/** Which of base, temporal and environmental score is the most specific that the metrics give. */
function mostSpecific({ version, metrics }: CvssVector): 0 | 1 | 2 {
  const defined = (group: RegExp): boolean =>
    metricsOf(version).some((metric) => group.test(metric.group) && !['X', 'ND', undefined].includes(metrics.get(metric.id)));
  return defined(/^Environmental/) ? 2 : defined(/^Temporal/) ? 1 : 0;
}

describe('CVSS scores', () => {
  it('are those of all known vectors of 4.0', () => {
    const known = knownFour();
    assert.equal(known.length, 1694);
    const wrong = known.filter(({ text, scores }) => scores.length !== 1 || scoreVector(vector(text)).score !== scores[0]);
    assert.deepEqual(wrong, []);
  });

  it('are those of all base vectors of 3.1: base, and temporal and environmental where metrics of that kind change nothing', () => {
    const known = readKnown('simple31');
    assert.equal(known.length, 2592);
    const wrong = known.filter(({ text, scores }) => {
      const [base, temporal, environmental] = [text, `${text}/RC:C`, `${text}/RC:C/CR:M`].map(
        (one) => scoreVector(vector(one)).score,
      );
      const ours = [base, temporal, environmental];
      return (
        scores.length !== 3 || scores.some((score, index) => score !== ours[index]) || baseScore(vector(text)).score !== base
      );
    });
    assert.deepEqual(wrong, []);
    // The environmental equation has a term of its own where the scope changes, so the lists tell the kinds apart.
    assert.ok(known.some(({ scores: [base, , environmental] }) => base !== environmental));
  });

  it("are those of the guide's examples in 2.0 (section 3.3), each group by itself", () => {
    const examples: readonly (readonly [base: string, temporal: string, environmental: string, scores: readonly number[]])[] = [
      ['AV:N/AC:L/Au:N/C:N/I:N/A:C', '/E:F/RL:OF/RC:C', '/CDP:H/TD:H/CR:M/IR:M/AR:H', [7.8, 6.4, 9.2]],
      ['AV:N/AC:L/Au:N/C:C/I:C/A:C', '/E:F/RL:OF/RC:C', '/CDP:H/TD:H/CR:M/IR:M/AR:L', [10, 8.3, 9]],
      ['AV:L/AC:H/Au:N/C:C/I:C/A:C', '/E:POC/RL:OF/RC:C', '/CDP:H/TD:H/CR:M/IR:M/AR:M', [6.2, 4.9, 7.5]],
    ];
    for (const [base, temporal, environmental, scores] of examples) {
      const whole = vector(base + temporal + environmental);
      const ours = [vector(base), vector(base + temporal), whole].map((one) => scoreVector(one).score);
      assert.deepEqual(ours, scores);
      assert.equal(baseScore(whole).score, scores[0]);
    }
  });

  it('are what the equations come to for every base vector of 2.0 and 3.0, as a base and as an environmental score', () => {
    for (const version of ['2.0', '3.0'] as const) {
      const all = everyBase(version);
      assert.equal(all.length, version === '2.0' ? 729 : 2592);
      for (const text of all) {
        const [read, environmental] = [vector(text), vector(`${text}/CR:M`)];
        const exact = version === '2.0' ? scoresTwo(read.metrics) : scoresThree(version, read.metrics);
        assert.equal(scoreVector(read).score, exact[0] / 10, text);
        assert.equal(scoreVector(environmental).score, exact[2] / 10, text);
      }
    }
  });

  it('are what the equations come to for every base score of 2.0 with all temporal metrics, halves included', () => {
    const bases = new Map(everyBase('2.0').map((text) => [baseScore(vector(text)).score, text]));
    assert.ok(bases.size > 70);
    for (const base of bases.values()) {
      for (const temporal of combinations(metricsOf('2.0').filter(({ group }) => group === 'Temporal'))) {
        const read = vector([base, ...temporal].join('/'));
        assert.equal(scoreVector(read).score, scoresTwo(read.metrics)[mostSpecific(read)] / 10, read.text);
      }
    }
  });

  it('never fall below 0, though the equations of 2.0 do', () => {
    assert.equal(scoreVector(vector('AV:L/AC:H/Au:M/C:N/I:N/A:P/AR:L')).score, 0);
    assert.equal(scoreVector(vector('AV:L/AC:H/Au:M/C:N/I:N/A:P/CDP:H/AR:L')).score, 4.9);
  });

  it('count every optional metric of 2.0 and 3.1 also where it is the only one', () => {
    const bases = {
      '2.0': ['AV:N/AC:M/Au:S/C:P/I:P/A:P', 'AV:L/AC:H/Au:M/C:C/I:P/A:N'],
      '3.1': everyBase('3.1').filter((_, at) => at % 101 === 0),
    };
    for (const version of ['2.0', '3.1'] as const) {
      for (const { id, mandatory, values } of metricsOf(version)) {
        for (const text of mandatory
          ? []
          : bases[version].flatMap((base) => values.map((value) => `${base}/${id}:${value.id}`))) {
          const read = vector(text);
          const exact = version === '2.0' ? scoresTwo(read.metrics) : scoresThree(version, read.metrics);
          assert.equal(scoreVector(read).score, exact[mostSpecific(read)] / 10, text);
        }
      }
    }
  });

  it('are what the equations come to for any vector of 2.0 and 3.1, with the most specific metrics', () => {
    fc.assert(
      fc.property(anyVector(['2.0', '3.1']), ([version, text]) => {
        const read = vector(text);
        const exact = version === '2.0' ? scoresTwo(read.metrics) : scoresThree('3.1', read.metrics);
        assert.equal(scoreVector(read).score, exact[mostSpecific(read)] / 10, text);
        assert.equal(baseScore(read).score, exact[0] / 10, text);
      }),
      { numRuns: 3000 },
    );
  });

  it("are 3.0's but for its known flaw: binary fractions can round up by one tenth more (3.1, appendix A)", () => {
    fc.assert(
      fc.property(vectors('3.0'), (text) => {
        const read = vector(text);
        const more = scoreVector(read).score * 10 - scoresThree('3.0', read.metrics)[mostSpecific(read)];
        assert.ok(Math.round(more * 1000) === 0 || Math.round(more * 1000) === 1000, `${text}: ${more}`);
      }),
      { numRuns: 1000 },
    );
  });

  it("are those of FIRST's calculator for any vector of 4.0", async () => {
    const path = '../../../../node_modules/@secvisogram/csaf-validator-lib/lib/shared/first/cvss40.js';
    const { CVSS40 } = (await import(new URL(path, import.meta.url).href)) as { CVSS40: new (text: string) => { score: number } };
    fc.assert(
      fc.property(vectors('4.0'), (text) => {
        assert.equal(scoreVector(vector(text)).score, new CVSS40(text).score, text);
      }),
      { numRuns: 1500 },
    );
  });

  it('do not change with what is not defined, with supplemental metrics, or with the order of 3.x', () => {
    fc.assert(
      fc.property(anyVector(), ([version, text]) => {
        const read = vector(text);
        const plain = partsOf(version, text).filter(
          (part) => !/:(?:X|ND)$|^(?:AU|R|V|RE|U):/.test(part) && !(version === '4.0' && part.startsWith('S:')),
        );
        const turned = version.startsWith('3') ? plain.toReversed() : plain;
        assert.deepEqual(scoreVector(vector(joined(version, turned))), scoreVector(read));
      }),
      { numRuns: 600 },
    );
  });

  it('4.0 counts the worst where threat and requirements are not defined', () => {
    fc.assert(
      fc.property(vectors('4.0'), (text) => {
        const { metrics } = vector(text);
        const worst = new Map(metrics);
        for (const [id, value] of Object.entries({ E: 'A', CR: 'H', IR: 'H', AR: 'H' })) {
          if ((worst.get(id) ?? 'X') === 'X') worst.set(id, value);
        }
        const parts = metricsOf('4.0').flatMap(({ id }) => (worst.has(id) ? [`${id}:${worst.get(id) ?? ''}`] : []));
        assert.equal(scoreVector(vector(joined('4.0', parts))).score, scoreVector(vector(text)).score);
      }),
      { numRuns: 400 },
    );
  });

  it('lie between 0 and 10, have one decimal, and go with their word', () => {
    fc.assert(
      fc.property(anyVector(), ([version, text]) => {
        for (const { score, severity } of [scoreVector(vector(text)), baseScore(vector(text))]) {
          assert.ok(score >= 0 && score <= 10, text);
          assert.equal(score, Number(score.toFixed(1)));
          assert.equal(severity, ratingOf(version, score));
        }
      }),
      { numRuns: 600 },
    );
  });
});

describe('the word for a CVSS score', () => {
  it("is that of the specifications' scale", () => {
    const scale = [0, 0.1, 3.9, 4, 6.9, 7, 8.9, 9, 10];
    for (const version of VERSIONS.filter((one) => one !== '2.0')) {
      const words = scale.map((score) => ratingOf(version, score)).join(' ');
      assert.equal(words, 'none low low medium medium high high critical critical');
    }
    assert.equal(scale.map((score) => ratingOf('2.0', score)).join(' '), 'low low low medium medium high high high high');
  });
});
