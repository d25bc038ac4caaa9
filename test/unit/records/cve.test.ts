import assert from 'node:assert/strict';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { narrowCve } from '../../../scripts/narrow-schemas.ts';
import type { Advisory, Vulnerability } from '../../../src/advisory/model.ts';
import type { Process } from '../../../src/process/process.ts';
import { writeRecord, type RecordExtras } from '../../../src/records/record.ts';
import { NOW, psrt, sample } from '../advisory/sample.ts';
import { officialSchema, schemaFaults } from './official.ts';

const PULL = 'https://github.com/python/cpython/pull/1';
const item = (range: string | null, more: Partial<Vulnerability> = {}): Vulnerability => ({
  ecosystem: 'other',
  name: 'cpython',
  range,
  patched: null,
  functions: [],
  ...more,
});
const ready = (changes: Partial<Advisory> = {}) =>
  sample({
    cveId: 'CVE-2026-12345',
    title: 'It leaks',
    submissionAccepted: true,
    vulnerabilities: [item('< 3.12.9')],
    ...changes,
  });

function write(changes: Partial<Advisory> = {}, more: RecordExtras = { pullRequests: [PULL] }, process: Process = psrt) {
  return writeRecord('cve', { advisory: ready(changes), process, now: NOW, more });
}
function container(changes: Partial<Advisory> = {}, more?: RecordExtras): Record<string, unknown> {
  const result = write(changes, more);
  assert.ok(result.ok, JSON.stringify(result));
  assert.deepEqual(schemaFaults('cve', result.value.text), []);
  return (JSON.parse(result.value.text) as { containers: { cna: Record<string, unknown> } }).containers.cna;
}
const refused = (changes: Partial<Advisory>, more?: RecordExtras, process?: Process): string[] => {
  const result = write(changes, more, process);
  assert.ok(!result.ok);
  return result.failure.missing.map(({ part, words }) => `${part}: ${words}`);
};
const noted = (changes: Partial<Advisory>, more?: RecordExtras): string[] => {
  const result = write(changes, more);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value.missing.map(({ part }) => part);
};
const versions = (...ranges: string[]): unknown =>
  (container({ vulnerabilities: ranges.map((range) => item(range)) }).affected as { versions: unknown }[])[0]?.versions;
const affected = (version: string, end: Record<string, string>) => ({
  version,
  ...end,
  status: 'affected',
  versionType: 'python',
});

describe('a CVE record', () => {
  it('has a version range for each item, from the lowest on and each once', () => {
    assert.deepEqual(versions('>= 3.13.0, < 3.13.2', '< 3.12.9', '>= 3.13.0, < 3.13.2', '>= 3.14.0a1, <= 3.14.0rc1'), [
      affected('0', { lessThan: '3.12.9' }),
      affected('3.13.0', { lessThan: '3.13.2' }),
      affected('3.14.0a1', { lessThanOrEqual: '3.14.0rc1' }),
    ]);
  });

  it('has one version, and every later one', () => {
    assert.deepEqual(versions('= 3.11.4'), [affected('3.11.4', {})]);
    assert.deepEqual(versions('>= 3.15.0'), [affected('3.15.0', { lessThan: '*' })]);
    assert.deepEqual(versions('>=3.8,<3.9'), [affected('3.8', { lessThan: '3.9' })]);
  });

  it('takes the version after which it begins out of the range, unless another range holds it', () => {
    const after = affected('3.12.0', { lessThan: '3.12.9' });
    assert.deepEqual(versions('> 3.12.0, < 3.12.9'), [{ version: '3.12.0', status: 'unaffected', versionType: 'python' }, after]);
    assert.deepEqual(versions('<= 3.12.0', '> 3.12.0, < 3.12.9'), [affected('0', { lessThanOrEqual: '3.12.0' }), after]);
  });

  const missing: readonly (readonly [string, Partial<Advisory>, RegExp])[] = [
    ['no id', { cveId: null }, /^cve-id: a CVE id$/],
    ['half an id', { cveId: 'CVE-2026-1' }, /^cve-id: a CVE id that is whole$/],
    ['no description', { description: null }, /^description: /],
    ['a comment as description', { description: '<!-- say something -->' }, /^description: /],
    ['nothing affected', { vulnerabilities: [] }, /^affected: the affected versions$/],
    ['an item without a range', { vulnerabilities: [item('< 1'), item(null)] }, /^affected: .* item 2/],
    ['a range in prose', { vulnerabilities: [item('all of them')] }, /^affected: .* can be read in item 1/],
    ['a range without a version in it', { vulnerabilities: [item('>= 3.12, < 3.11')] }, /^affected: .* holds some version/],
    ['a package without a name', { vulnerabilities: [item('< 1', { ecosystem: 'pip', name: null })] }, /^affected: the name/],
    ['no repository', { repository: 'unknown/unknown' }, /^repository: /],
  ];
  for (const [what, changes, words] of missing)
    it(`is refused for ${what}`, () => {
      const [first, ...more] = refused(changes);
      assert.match(first ?? '', words);
      assert.deepEqual(more, []);
    });

  it('is refused without a public reference, and with all that is missing at once', () => {
    assert.deepEqual(refused({}, {}), [
      'references: a public reference: the announcement, the issue, the pull request or a commit',
    ]);
    assert.equal(refused({ cveId: null, description: null, vulnerabilities: [] }, {}).length, 4);
  });

  it('is refused without a CNA, and never given out when the official schema says no', () => {
    const { publisher, ...without } = psrt;
    assert.match(refused({}, undefined, without)[0] ?? '', /^publisher: /);
    assert.ok(publisher?.cna);
    const wrong = { ...psrt, publisher: { ...publisher, cna: { shortName: 'PSF', orgId: 'no uuid' } } };
    assert.match(refused({}, undefined, wrong)[0] ?? '', /^form: a sound .*assignerOrgId/);
  });

  it('leaves out what is not for everybody', () => {
    const fork = 'https://github.com/python/cpython-ghsa-2222-3333-4444/pull/1';
    const { references } = container({}, { pullRequests: [fork, PULL, PULL, 'http://example.org', 'javascript:1'], issue: 7 });
    assert.deepEqual(references, [
      { url: PULL, tags: ['patch'] },
      { url: 'https://github.com/python/cpython/issues/7', tags: ['issue-tracking'] },
    ]);
    const { descriptions } = container({ description: `See ${fork} and GHSA-2222-3333-4444.` });
    assert.deepEqual(descriptions, [{ lang: 'en', value: 'See […] and […].' }]);
  });

  it('has the description as plain text, with code as it is', () => {
    const description =
      '## Summary ##\nSee [docs](https://a.b/c), ![shot](https://a.b/d.png)**bold** &lt;x&gt; <br>f(**kw, **more) a\\_b `<b>`\n```html\n<!-- x -->\n# no heading\n```\nend';
    assert.deepEqual(container({ description }).descriptions, [
      {
        lang: 'en',
        value:
          'Summary\nSee docs (https://a.b/c), shotbold <x> f(**kw, **more) a_b `<b>`\n\n    <!-- x -->\n    # no heading\n\nend',
      },
    ]);
  });

  it('leaves a vector out that is malformed, and scores by the base metrics', () => {
    const vector = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N';
    assert.equal(container({ cvss4: { vector: `${vector}/`, score: 9.3 } }).metrics, undefined);
    assert.ok(noted({ cvss4: { vector: `${vector}/`, score: 9.3 } }).includes('cvss'));
    assert.deepEqual(container({ cvss4: { vector: `${vector}/E:U`, score: 1 } }).metrics, [
      { format: 'CVSS', cvssV4_0: { version: '4.0', vectorString: `${vector}/E:U`, baseScore: 9.3, baseSeverity: 'CRITICAL' } },
    ]);
    assert.equal(container({ severity: 'high' }).metrics, undefined);
  });

  it('names who accepted or was not asked, once, and says how many it left out', () => {
    const credit = (login: string, type: string, state: string | null) => ({ login, type, state });
    const credits = [
      credit('rita', 'reporter', 'accepted'),
      credit('Rita', 'reporter', null),
      credit('bot[bot]', 'tool', null),
      credit('new', 'something_new', null),
      credit('p', 'finder', 'pending'),
      credit('d', 'finder', 'declined'),
      credit('no login', 'finder', null),
    ];
    assert.deepEqual(container({ credits }).credits, [
      { lang: 'en', value: 'rita (https://github.com/rita)', type: 'reporter' },
      { lang: 'en', value: 'bot[bot] (https://github.com/apps/bot)', type: 'tool' },
      { lang: 'en', value: 'new (https://github.com/new)', type: 'other' },
    ]);
    assert.equal(noted({ credits }).filter((part) => part === 'credits').length, 4);
  });

  it('is cut to what the format takes, with a note', () => {
    const long = container({
      title: `${'word '.repeat(80)}end`,
      description: `${'one two. '.repeat(300)}\n\n${'three '.repeat(600)}`,
    });
    assert.ok((long.title as string).length <= 256 && (long.title as string).endsWith(' …'));
    const [{ value } = { value: '' }] = long.descriptions as { value: string }[];
    assert.ok(value.length <= 4096 && value.endsWith('two.'), value.slice(-20));
    assert.ok(noted({ title: 'word '.repeat(80) }).includes('title'));
  });

  it('says whose words it has, and what a declined credit leaves behind', () => {
    assert.ok(noted({ submissionAccepted: false }).includes('description'));
    assert.ok(
      noted({ description: 'Found by dan.', credits: [{ login: 'dan', type: 'finder', state: 'declined' }] }).includes('credits'),
    );
    assert.ok(noted({ description: 'Write to a@example.org.' }).includes('mail-address'));
  });

  it('knows packages of an ecosystem beside the product', () => {
    const { affected: both } = container({
      vulnerabilities: [item('< 3.12.9'), item('< 26.1', { ecosystem: 'pip', name: 'pip' })],
    });
    assert.deepEqual(
      (both as Record<string, unknown>[]).map(({ product, collectionURL, packageName }) => [product, collectionURL, packageName]),
      [
        ['CPython', undefined, undefined],
        ['pip', 'https://pypi.org', 'pip'],
      ],
    );
  });
});

describe('the narrow schema of CVE records', () => {
  it('takes nothing that the official one refuses', () => {
    const narrow = new Ajv({ strict: false });
    addFormats.default(narrow);
    const validate = narrow.compile(narrowCve(officialSchema('cve-record-5.1.1.json')));
    const result = write({
      cvss4: { vector: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', score: 9.3 },
      cwes: [{ id: 'CWE-22', name: null }],
      credits: [{ login: 'rita', type: 'reporter', state: null }],
      title: 'x',
    });
    assert.ok(result.ok);
    const whole: unknown = JSON.parse(result.value.text);
    assert.equal(validate(whole), true);
    let taken = 0;
    fc.assert(
      fc.property(
        fc.array(fc.nat(400), { minLength: 1, maxLength: 3 }),
        fc.array(fc.oneof(fc.jsonValue(), fc.constantFrom('', 'PUBLISHED', 'REJECTED', 'en', 0, [], {}, '5.2')), {
          minLength: 3,
          maxLength: 3,
        }),
        (places, values) => {
          const changed = places.reduce((json, place, at) => altered(json, place, values[at]), whole);
          if (!validate(changed)) return;
          taken++;
          assert.deepEqual(schemaFaults('cve', JSON.stringify(changed)), []);
        },
      ),
      { numRuns: 4000 },
    );
    assert.ok(taken > 50, `only ${taken}`);
  });
});

/** The same JSON with its nth value replaced, taken away, or given a key more. */
function altered(json: unknown, place: number, value: unknown): unknown {
  const copy: unknown = structuredClone(json);
  const spots: { holder: Record<string, unknown>; key: string }[] = [];
  const walk = (node: unknown) => {
    if (typeof node !== 'object' || node === null) return;
    for (const key of Object.keys(node)) {
      spots.push({ holder: node as Record<string, unknown>, key });
      walk((node as Record<string, unknown>)[key]);
    }
  };
  walk(copy);
  const spot = spots[place % Math.max(1, spots.length)];
  if (!spot) return copy;
  if (place % 7 === 0 && !Array.isArray(spot.holder)) Reflect.deleteProperty(spot.holder, spot.key);
  else if (place % 7 === 1 && !Array.isArray(spot.holder)) spot.holder[`x_${place}`] = value;
  else spot.holder[spot.key] = value;
  return copy;
}
