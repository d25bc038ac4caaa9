import assert from 'node:assert/strict';
import fc from 'fast-check';
import { metricsOf } from '../../../../src/advisory/cvss/metrics.ts';
import { formatVector, missingMetrics, parseVector, vectorAt } from '../../../../src/advisory/cvss/vector.ts';
import { anyVector, failure, joined, partsOf, vector, vectors } from './samples.ts';

const FOUR = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N';
const THREE = 'CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:L/I:L/A:N';
const TWO = 'AV:N/AC:L/Au:N/C:P/I:P/A:P';

/** What is wrong, and the piece of the text that is shown for it. */
function wrong(text: string): readonly [what: string, piece: string] {
  const { what, start, end } = failure(text);
  return [what, text.slice(start, end)];
}

describe('reading a CVSS vector', () => {
  it("reads FIRST's examples of valid vectors", () => {
    const valid = [
      // 4.0, section 7.
      'CVSS:4.0/AV:N/AC:L/AT:N/PR:H/UI:N/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N',
      'CVSS:4.0/AV:N/AC:L/AT:N/PR:H/UI:N/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N/E:A',
      'CVSS:4.0/AV:A/AC:H/AT:P/PR:L/UI:P/VC:H/VI:H/VA:H/SC:L/SI:L/SA:L/E:P',
      'CVSS:4.0/AV:L/AC:H/AT:N/PR:N/UI:A/VC:N/VI:N/VA:L/SC:H/SI:H/SA:H/CR:H/IR:H/AR:M/MAV:N/MAC:L/MAT:P/MPR:L/MUI:A/MVC:N/MVI:H/MVA:L/MSC:L/MSI:S/MSA:H',
      'CVSS:4.0/AV:P/AC:H/AT:P/PR:L/UI:P/VC:H/VI:H/VA:H/SC:L/SI:L/SA:L/E:A/S:P/AU:Y/R:A/V:D/RE:L/U:Red',
      'CVSS:4.0/AV:N/AC:L/AT:N/PR:H/UI:N/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N/E:U/CR:L/IR:X/AR:L/MAV:A/MAC:H/MAT:N/MPR:N/MUI:P/MVC:X/MVI:N/MVA:H/MSC:N/MSI:L/MSA:S/S:N/AU:N/R:I/V:C/RE:H/U:Green',
      // 3.1 and 3.0, section 6: the second in another order.
      THREE,
      'CVSS:3.1/S:U/AV:N/AC:L/PR:H/UI:N/C:L/I:L/A:N/E:F/RL:X',
      'CVSS:3.0/S:U/AV:N/AC:L/PR:H/UI:N/C:L/I:L/A:N/E:F/RL:X',
      // 2.0, section 3.3.
      'AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:H',
    ];
    for (const text of valid) assert.equal(vector(text).text, text);
  });

  it("refuses FIRST's examples of invalid vectors where they are wrong (4.0, section 7)", () => {
    const base = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N';
    assert.deepEqual(wrong(base.replace('AV:N', 'AV:F')), ['unknown-value', 'F']);
    assert.deepEqual(wrong(`${base}/E:A/E:X`), ['duplicate', 'E:X']);
    assert.deepEqual(wrong(base.replace('UI', 'ui')), ['unknown-metric', 'ui']);
    assert.deepEqual(wrong(base.slice('CVSS:4.0/'.length)), ['no-version', 'AV:N']);
    assert.deepEqual(wrong(base.replace('/VA:N', '')), ['missing', 'VI:N']);
    const disordered =
      'CVSS:4.0/AC:L/AV:N/PR:H/UI:N/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N/CR:L/IR:X/AR:L/RE:H/MAV:A/MAC:H/MAT:N/MPR:N/MUI:P/AT:N/MVC:X/MVI:N/MVA:H/MSC:N/MSI:L/MSA:S/E:U/S:N/AU:N/R:I/V:C/U:Green';
    assert.deepEqual(wrong(disordered), ['out-of-order', 'AV:N']);
  });

  it('shows each mistake where it stands', () => {
    assert.deepEqual(wrong(''), ['empty', '']);
    assert.deepEqual(wrong('hello'), ['no-version', 'hello']);
    assert.deepEqual(wrong('CVSS:5.0/AV:N'), ['unknown-version', 'CVSS:5.0']);
    assert.deepEqual(wrong(FOUR.replace('CVSS', 'cvss')), ['unknown-version', 'cvss:4.0']);
    assert.deepEqual(wrong(`CVSS:2.0/${TWO}`), ['unknown-version', 'CVSS:2.0']);
    assert.deepEqual(wrong(`(${TWO})`), ['parentheses', '(']);
    assert.deepEqual(wrong(`${FOUR}/`), ['trailing', '/']);
    assert.deepEqual(wrong(`${FOUR}//`), ['not-a-pair', '//']);
    assert.deepEqual(wrong(FOUR.replace('/AT', '//AT')), ['not-a-pair', '//']);
    assert.deepEqual(wrong(FOUR.replace('AT:N', 'AT')), ['not-a-pair', 'AT']);
    assert.deepEqual(wrong(FOUR.replace('AT:N', 'AT:')), ['not-a-pair', 'AT:']);
    assert.deepEqual(wrong(FOUR.replace('AT:N', 'AT:N:N')), ['not-a-pair', 'AT:N:N']);
    assert.deepEqual(wrong(` ${FOUR}`), ['space', ' ']);
    assert.deepEqual(wrong(`${FOUR}\n`), ['space', '\n']);
    assert.deepEqual(wrong(`${FOUR}/AV:N`), ['duplicate', 'AV:N']);
    assert.deepEqual(wrong(`${FOUR}/U:clear`), ['unknown-value', 'clear']);
    assert.deepEqual(wrong(`${FOUR}/U:Red/E:A`), ['out-of-order', 'E:A']);
    assert.deepEqual(wrong('CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/SC:N/VI:H/SI:N/VA:H/SA:N'), ['out-of-order', 'VI:H']);
    assert.deepEqual(wrong(`${FOUR}/MSC:S`), ['unknown-value', 'S']);
    assert.deepEqual(wrong(FOUR.replace('AV:N', 'AV:X')), ['unknown-value', 'X']);
    assert.deepEqual(wrong(THREE.replace('/C:L', '')), ['missing', 'S:U']);
    assert.deepEqual(wrong(THREE.replace('AV:N', 'Av:N')), ['unknown-metric', 'Av']);
    assert.deepEqual(wrong(TWO.replace('Au', 'AU')), ['unknown-metric', 'AU']);
    assert.deepEqual(wrong('AC:L/AV:N/Au:N/C:P/I:P/A:P'), ['out-of-order', 'AV:N']);
    assert.deepEqual(wrong(TWO.replace('AV:N/', '')), ['missing', 'AC:L']);
    assert.deepEqual(wrong(TWO.replace('AV:N', 'AV:P')), ['unknown-value', 'P']);
  });

  it('asks for the first metric where only the version is there', () => {
    for (const text of ['CVSS:4.0', 'CVSS:4.0/']) {
      assert.deepEqual(wrong(text), ['missing', 'CVSS:4.0']);
      assert.match(failure(text).words, /^AV, AC, AT, PR, UI, VC, VI, VA, SC, SI and SA are missing/);
    }
  });

  it('says what to do', () => {
    assert.equal(failure(FOUR.replace('AV:N', 'AV:F')).words, 'AV (Attack Vector) has no value “F”: choose N, A, L or P.');
    assert.equal(failure(FOUR.replace('AV:N', 'AV:n')).words, '“n” is written N: capitals and small letters count.');
    assert.equal(failure(FOUR.replace('AV:N', 'AV:')).words, 'AV (Attack Vector) has no value: choose N, A, L or P.');
    assert.equal(failure(TWO.replace('Au', 'AU')).words, '“AU” is written Au: capitals and small letters count.');
    assert.equal(
      failure(FOUR.replace('/PR:N', '')).words,
      'PR (Privileges Required) is missing: CVSS 4.0 wants every base metric, so choose N, L or H.',
    );
    assert.equal(failure(FOUR.replace('AT:N', 'AT=N')).words, '“AT=N” is no metric with a value: write it like AV:N.');
    assert.equal(failure(`${FOUR}/CR:H/E:A`).words, 'E has to stand before CR: CVSS 4.0 has a fixed order.');
    assert.equal(
      failure(FOUR.replace('AV', 'A\u202eV')).words,
      'CVSS 4.0 has no metric “A?V”: take it out, or correct its name.',
    );
  });

  it('names the nearest metric that a misplaced one has to stand before', () => {
    assert.match(failure(FOUR.replace('AV:N/AC:L/AT:N', 'AC:L/AT:N/AV:N')).words, /^AV has to stand before AC:/);
  });

  it('takes a vector of 2.0 that leaves unused metrics out, alone or in groups', () => {
    for (const more of ['/RL:W/RC:UC', '/E:ND', '/CDP:LM/AR:L', '/TD:M']) assert.equal(vector(TWO + more).version, '2.0');
  });

  it('keeps what is written, in its order', () => {
    const read = vector(`${THREE.replace('AV:N/', '')}/AV:N/E:X`);
    assert.equal([...read.metrics.keys()].join(' '), 'AC PR UI S C I A AV E');
    assert.equal(read.metrics.get('E'), 'X');
  });

  it('reads and writes every vector back', () => {
    fc.assert(
      fc.property(anyVector(), ([version, text]) => {
        const read = vector(text);
        assert.equal(read.version, version);
        assert.equal(
          joined(
            version,
            [...read.metrics].map(([id, value]) => `${id}:${value}`),
          ),
          text,
        );
        const written = formatVector(version, read.metrics);
        const defined = [...read.metrics].filter(([, value]) => value !== 'X' && value !== 'ND');
        assert.deepEqual([...vector(written).metrics], defined);
        assert.equal(formatVector(version, vector(written).metrics), written);
      }),
      { numRuns: 400 },
    );
  });

  it('takes 3.x in any order and writes it in the order of the table', () => {
    const shuffled = fc.constantFrom('3.0' as const, '3.1' as const).chain((version) =>
      vectors(version).chain((text) => {
        const parts = partsOf(version, text);
        return fc.tuple(
          fc.constant(text),
          fc.shuffledSubarray([...parts], { minLength: parts.length }).map((all) => joined(version, all)),
        );
      }),
    );
    fc.assert(
      fc.property(shuffled, ([text, other]) => {
        const { version, metrics } = vector(other);
        assert.equal(formatVector(version, metrics), formatVector(version, vector(text).metrics));
      }),
      { numRuns: 300 },
    );
  });
});

describe('writing a CVSS vector', () => {
  it('leaves out what is not defined, unknown, or no value', () => {
    const odd = new Map([...vector(FOUR).metrics, ['E', 'X'], ['CR', 'Q'], ['QQ', 'N'], ['U', 'Red'], ['Au', 'N']]);
    assert.equal(formatVector('4.0', odd), `${FOUR}/U:Red`);
    assert.equal(formatVector('2.0', new Map([...vector(TWO).metrics, ['E', 'ND'], ['TD', 'M']])), `${TWO}/TD:M`);
  });

  it('writes what there is of an unfinished one', () => {
    assert.equal(
      formatVector(
        '4.0',
        new Map([
          ['AC', 'L'],
          ['AV', 'N'],
        ]),
      ),
      'CVSS:4.0/AV:N/AC:L',
    );
    assert.equal(formatVector('3.1', new Map()), 'CVSS:3.1');
    assert.equal(formatVector('2.0', new Map()), '');
  });

  it('says which base metrics lack', () => {
    const lacking = (version: '2.0' | '4.0', ...ids: readonly string[]): string =>
      missingMetrics(version, new Map(ids.map((id) => [id, 'N'])))
        .map(({ id }) => id)
        .join(' ');
    assert.equal(lacking('2.0', 'AV', 'C', 'E'), 'AC Au I A');
    assert.equal(lacking('4.0', ...metricsOf('4.0').map(({ id }) => id)), '');
    fc.assert(
      fc.property(anyVector(), fc.infiniteStream(fc.boolean()), ([version, text], keep) => {
        const some = new Map([...vector(text).metrics].filter(() => keep.next().value === true));
        const whole = parseVector(formatVector(version, some)).ok;
        assert.equal(whole, missingMetrics(version, some).length === 0);
      }),
    );
  });
});

describe('the metric at an offset', () => {
  it('is the one that the offset stands in or behind', () => {
    const four = vector(FOUR);
    const at = (offset: number): string => {
      const found = vectorAt(four, offset);
      return found ? `${found.metric.id} ${found.value.name} ${FOUR.slice(found.start, found.end)}` : '';
    };
    assert.equal(at(8), '');
    assert.equal(at(9), 'AV Network AV:N');
    assert.equal(at(13), 'AV Network AV:N');
    assert.equal(at(14), 'AC Low AC:L');
    assert.equal(at(FOUR.length), 'SA None SA:N');
    for (const offset of [-1, 0, 4, FOUR.length + 1, NaN]) assert.equal(at(offset), '', String(offset));
    assert.equal(vectorAt(vector(TWO), 0)?.metric.id, 'AV');
  });

  it('finds every metric of every vector at each of its characters', () => {
    fc.assert(
      fc.property(anyVector(), ([version, text]) => {
        const read = vector(text);
        let start = version === '2.0' ? 0 : text.indexOf('/') + 1;
        for (const part of partsOf(version, text)) {
          const end = start + part.length;
          for (let offset = start; offset <= end; offset += 1) {
            const found = vectorAt(read, offset);
            assert.deepEqual([found?.metric.id, found?.value.id, found?.start, found?.end], [...part.split(':'), start, end]);
          }
          start = end + 1;
        }
      }),
      { numRuns: 60 },
    );
  });
});
