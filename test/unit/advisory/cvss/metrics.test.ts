import assert from 'node:assert/strict';
import { isNotDefined, metricOf, metricsOf } from '../../../../src/advisory/cvss/metrics.ts';
import { VERSIONS } from './samples.ts';

/** FIRST's tables: 2.0 guide, table 13; 3.1, table 15; 4.0, table 23. */
const TABLES = {
  '2.0':
    'AV:LAN AC:HML Au:MSN C:NPC I:NPC A:NPC | E:U,POC,F,H,ND RL:OF,TF,W,U,ND RC:UC,UR,C,ND CDP:N,L,LM,MH,H,ND TD:N,L,M,H,ND CR:L,M,H,ND IR:L,M,H,ND AR:L,M,H,ND',
  '3.1':
    'AV:NALP AC:LH PR:NLH UI:NR S:UC C:HLN I:HLN A:HLN | E:XHFPU RL:XUWTO RC:XCRU CR:XHML IR:XHML AR:XHML MAV:XNALP MAC:XLH MPR:XNLH MUI:XNR MS:XUC MC:XHLN MI:XHLN MA:XHLN',
  '4.0':
    'AV:NALP AC:LH AT:NP PR:NLH UI:NPA VC:HLN VI:HLN VA:HLN SC:HLN SI:HLN SA:HLN | E:XAPU CR:XHML IR:XHML AR:XHML MAV:XNALP MAC:XLH MAT:XNP MPR:XNLH MUI:XNPA MVC:XHLN MVI:XHLN MVA:XHLN MSC:XHLN MSI:XSHLN MSA:XSHLN S:XNP AU:XNY R:XAUI V:XDC RE:XLMH U:X,Clear,Green,Amber,Red',
};

function table(version: keyof typeof TABLES): readonly (readonly [string, boolean, readonly string[]])[] {
  const [base = '', more = ''] = TABLES[version].split(' | ');
  return [base, more].flatMap((half) =>
    half.split(' ').map((row) => {
      const [id = '', values = ''] = row.split(':');
      return [id, half === base, values.split(values.includes(',') ? ',' : '')] as const;
    }),
  );
}

describe('CVSS metrics', () => {
  for (const version of ['2.0', '3.1', '4.0'] as const) {
    it(`${version} has FIRST's metrics and values in FIRST's order`, () => {
      const ours = metricsOf(version).map(({ id, mandatory, values }) => [id, mandatory, values.map((value) => value.id)]);
      assert.deepEqual(ours, table(version));
    });
  }

  it('3.0 has those of 3.1', () => {
    assert.equal(metricsOf('3.0'), metricsOf('3.1'));
  });

  it('a metric is found by its id, with case, and nothing else is', () => {
    assert.equal(metricOf('4.0', 'MSA')?.name, 'Modified Subsequent System Availability');
    assert.equal(metricOf('2.0', 'Au')?.name, 'Authentication');
    for (const id of ['au', 'AU', '', '__proto__', 'constructor', 'VC']) assert.equal(metricOf('2.0', id), undefined, id);
  });

  it('X and ND say that nothing was chosen, and no base metric has them', () => {
    for (const version of VERSIONS) {
      for (const { mandatory, values } of metricsOf(version)) {
        assert.equal(values.filter(({ id }) => isNotDefined(id)).length, mandatory ? 0 : 1);
      }
    }
  });

  it('names a modified value as 4.0 does', () => {
    const named = (id: string): readonly (string | undefined)[] => [
      metricOf('4.0', id)?.values.find((value) => value.id === 'N')?.name,
      metricOf('4.0', id)?.values.find((value) => value.id === 'S')?.name,
    ];
    assert.deepEqual(named('MSI'), ['Negligible', 'Safety']);
    assert.deepEqual(named('MSC'), ['Negligible', undefined]);
    assert.deepEqual(named('MVI'), ['None', undefined]);
    assert.deepEqual(named('SI'), ['None', undefined]);
  });

  it('says in one sentence what each metric asks and when to choose each value, never the same twice in a metric', () => {
    for (const version of VERSIONS) {
      for (const metric of metricsOf(version)) {
        const sentences = [metric, ...metric.values].map(({ words }) => words);
        for (const words of sentences) assert.match(words, /^[A-Z][^.!?\n]{10,150}\.$/, `${version} ${metric.id}`);
        assert.equal(new Set(sentences).size, sentences.length, `${version} ${metric.id}`);
        assert.equal(new Set(metric.values.map(({ name }) => name)).size, metric.values.length, `${version} ${metric.id}`);
      }
    }
  });

  it('keeps the metrics of a group together, and a group is mandatory or optional as a whole', () => {
    for (const version of VERSIONS) {
      const runs: string[] = [];
      for (const { group, mandatory } of metricsOf(version)) {
        const run = `${group} ${mandatory ? 'mandatory' : 'optional'}`;
        if (runs.at(-1) !== run) runs.push(run);
      }
      assert.equal(new Set(runs.map((run) => run.slice(0, run.lastIndexOf(' ')))).size, runs.length, runs.join());
    }
  });
});
