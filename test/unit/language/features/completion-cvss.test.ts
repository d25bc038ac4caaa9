import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { metricsOf } from '../../../../src/advisory/cvss/metrics.ts';
import { parseVector } from '../../../../src/advisory/cvss/vector.ts';
import { parseDocument } from '../../../../src/advisory/document/parse.ts';
import { github, sample } from '../../advisory/sample.ts';
import { applied, front, knowing, labels, offered, taken } from './marked.ts';

const FOUR = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N';

describe('completion of vectors', () => {
  it('begins with the version that the process scores with', async () => {
    assert.deepEqual(await labels(front('cvss: ‸')), ['CVSS:4.0/', 'CVSS:3.1/', 'CVSS:3.0/']);
    assert.equal((await labels(front('cvss: ‸'), knowing({ process: github })))[0], 'CVSS:4.0/');
    const asksForAny = {
      ...github,
      steps: [{ title: 'Score', states: ['draft'], needs: [{ fact: 'cvss' as const, words: 'a vector' }] }],
    };
    assert.equal((await labels(front('cvss: ‸'), knowing({ process: asksForAny })))[0], 'CVSS:3.1/');
    assert.equal((await labels(front('cvss: ‸'), knowing({ held: sample({ cvss4: { vector: FOUR, score: 8.7 } }) })))[0], FOUR);
    assert.match(await taken(front('cvss: CVS‸S:3.1/AV:N'), 'CVSS:4.0'), /cvss: CVSS:4\.0\/AV:N\n/);
  });

  it('gives every metric in turn, so that the first of everything makes a whole vector', async () => {
    for (const version of ['4.0', '3.1', '3.0'] as const)
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom('', '"', "'"),
          fc.array(fc.nat(3), { minLength: 12, maxLength: 12 }),
          async (quote, picks) => {
            let text = `---\ncvss: ${quote}CVSS:${version}/${quote}\n---\n`;
            for (const [step, pick] of picks.entries()) {
              const offset = text.indexOf('\n', 5) - quote.length;
              const offers = (await offered({ document: parseDocument(text), offset })).filter(({ label }) =>
                /^[A-Z]+:[A-Z]$/.test(label),
              );
              const complete = parseVector(parseDocument(text).fields.cvss?.value ?? '').ok;
              if (complete) break;
              const chosen = offers[pick % offers.length];
              assert.ok(chosen, `nothing for ${text}`);
              text = applied(text, [chosen.edit]);
              assert.ok(step < 11, text);
            }
            const { cvss } = parseDocument(text).fields;
            assert.ok(cvss && parseVector(cvss.value).ok, text);
            assert.equal(cvss.value.split('/').length, 1 + metricsOf(version).filter(({ mandatory }) => mandatory).length);
          },
        ),
        { numRuns: 25 },
      );
  });

  it('gives the values of the metric under the cursor, with their meaning, and no slash too many', async () => {
    const values = await offered(front('cvss: CVSS:4.0/AV:‸'));
    assert.deepEqual(
      values.map(({ label }) => label),
      ['AV:N', 'AV:A', 'AV:L', 'AV:P'],
    );
    assert.equal(values[0]?.detail, 'Attack Vector: Network');
    assert.ok((values[0].words ?? '').length > 20);
    assert.match(await taken(front('cvss: CVSS:4.0/AV:‸'), 'AV:L'), /CVSS:4\.0\/AV:L\/\n/);
    assert.match(await taken(front('cvss: CVSS:4.0/AV:N/AC:‸L/AT:N'), 'AC:H'), /CVSS:4\.0\/AV:N\/AC:H\/AT:N\n/);
    assert.match(await taken(front(`cvss: ${FOUR.replace('SA:N', 'SA:‸')}`), 'SA:H'), /SI:N\/SA:H\n/);
    assert.match(await taken(front(`cvss: "${FOUR.replace('VC:H', 'VC:‸H')}" # why`), 'VC:L'), /\/VC:L\/VI:N.*" # why\n/);
  });

  it('keeps the order of 4.0, and offers nothing twice', async () => {
    assert.deepEqual(await labels(front('cvss: CVSS:4.0/AV:N/‸/AT:N')), ['AC:L', 'AC:H']);
    assert.deepEqual(await labels(front('cvss: CVSS:4.0/AV:N/AC:L/‸/AT:N')), []);
    assert.deepEqual(await labels(front('cvss: CVSS:4.0/‸/AV:N')), []);
    const optional = await labels(front(`cvss: ${FOUR}/E:A/‸`));
    assert.equal(optional[0], 'CR:');
    assert.ok(!optional.includes('E:') && !optional.includes('AV:'));
    const any = await labels(front('cvss: CVSS:3.1/AC:L/‸'));
    assert.equal(any[0], 'AV:N');
  });

  it('says nothing where it knows nothing', async () => {
    for (const lines of ['cvss: CVSS:5.0/‸', 'cvss: AV:N/AC:L/‸', 'cvss: "a\\"b/‸"', `cvss: ${'/'.repeat(200)}‸`])
      assert.deepEqual(await labels(front(lines)), [], lines);
  });
});
