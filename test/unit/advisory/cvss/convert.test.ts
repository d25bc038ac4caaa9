import assert from 'node:assert/strict';
import fc from 'fast-check';
import { metricOf, metricsOf } from '../../../../src/advisory/cvss/metrics.ts';
import { convertToFour, formatVector, missingMetrics } from '../../../../src/advisory/cvss/vector.ts';
import { anyVector, vector, vectors } from './samples.ts';

/** What a vector becomes, and the base metrics that a person still has to choose. */
function converted(text: string): readonly [known: string, open: string] {
  const metrics = convertToFour(vector(text));
  const open = missingMetrics('4.0', metrics).map(({ id }) => id);
  return [formatVector('4.0', metrics).replace(/^CVSS:4\.0\/?/, ''), open.join(' ')];
}

describe('a CVSS vector carried to 4.0', () => {
  it('3.x without a change of scope leaves only what 4.0 asks anew', () => {
    assert.deepEqual(converted('CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:L/A:N'), [
      'AV:N/AC:L/PR:L/UI:N/VC:H/VI:L/VA:N/SC:N/SI:N/SA:N',
      'AT',
    ]);
    assert.deepEqual(converted('CVSS:3.0/AV:P/AC:L/PR:H/UI:N/S:U/C:N/I:N/A:H'), [
      'AV:P/AC:L/PR:H/UI:N/VC:N/VI:N/VA:H/SC:N/SI:N/SA:N',
      'AT',
    ]);
  });

  it('high complexity and user interaction became two things each, so they are asked', () => {
    assert.deepEqual(converted('CVSS:3.1/AV:A/AC:H/PR:N/UI:R/S:U/C:L/I:L/A:L'), [
      'AV:A/PR:N/VC:L/VI:L/VA:L/SC:N/SI:N/SA:N',
      'AC AT UI',
    ]);
  });

  it('with a change of scope an impact is known only where there is none', () => {
    assert.deepEqual(converted('CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:H/A:N'), [
      'AV:N/AC:L/PR:N/VA:N/SA:N',
      'AT UI VC VI SC SI',
    ]);
  });

  it('requirements stay; of exploits only those that make an attack easy; modified metrics and remedies do not', () => {
    const three = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N';
    const same = 'AV:N/AC:L/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N';
    assert.equal(converted(`${three}/E:F/RL:O/RC:C/CR:H/IR:M/AR:L`)[0], `${same}/E:A/CR:H/IR:M/AR:L`);
    assert.equal(converted(`${three}/E:H/CR:X`)[0], `${same}/E:A`);
    for (const e of ['P', 'U', 'X']) assert.equal(converted(`${three}/E:${e}/MAV:P/MS:C/MC:H`)[0], same);
  });

  it('2.0 tells less', () => {
    assert.deepEqual(converted('AV:N/AC:L/Au:N/C:C/I:P/A:N'), ['AV:N/AC:L/PR:N/VC:H/VA:N', 'AT UI VI SC SI SA']);
    assert.deepEqual(converted('AV:L/AC:M/Au:N/C:C/I:C/A:C'), ['VC:H/VI:H/VA:H', 'AV AC AT PR UI SC SI SA']);
    assert.deepEqual(converted('AV:A/AC:H/Au:S/C:N/I:N/A:P/E:POC/CDP:H/TD:L/CR:H/IR:ND'), [
      'AV:A/VC:N/VI:N/CR:H',
      'AC AT PR UI VA SC SI SA',
    ]);
    assert.equal(converted('AV:A/AC:H/Au:M/C:N/I:N/A:N/E:F')[0], 'AV:A/VC:N/VI:N/VA:N/E:A');
  });

  it('4.0 stays what it is', () => {
    fc.assert(
      fc.property(vectors('4.0'), (text) => {
        const { metrics } = vector(text);
        assert.equal(formatVector('4.0', convertToFour(vector(text))), formatVector('4.0', metrics));
      }),
    );
  });

  it('gives only metrics and values of 4.0, in its order, and never the attack requirements', () => {
    const order = metricsOf('4.0').map(({ id }) => id);
    fc.assert(
      fc.property(anyVector(['2.0', '3.0', '3.1']), ([, text]) => {
        const metrics = convertToFour(vector(text));
        assert.deepEqual(
          [...metrics.keys()],
          order.filter((id) => metrics.has(id)),
        );
        for (const [id, value] of metrics)
          assert.ok(
            metricOf('4.0', id)?.values.some((one) => one.id === value),
            `${id}:${value}`,
          );
        assert.ok(!metrics.has('AT'));
      }),
      { numRuns: 400 },
    );
  });
});
