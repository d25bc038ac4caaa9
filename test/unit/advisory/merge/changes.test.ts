import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { createBody, patchBody } from '../../../../src/advisory/body.ts';
import { changesOf, visible } from '../../../../src/advisory/changes.ts';
import type { AdvisoryContent } from '../../../../src/advisory/content.ts';
import { content, cpython } from './contents.ts';

const V3 = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:L/A:L';
const V4 = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:L/VA:N/SC:H/SI:H/SA:H';
const credit = (login: string, type: string) => ({ login, type });
const unscored = { cvss3: null, cvss4: null, state: 'draft' };
const scored = { ...unscored, cvss3: { vector: V3, score: null } };

describe('changes before a person', () => {
  const words = (from: Partial<AdvisoryContent>, to: Partial<AdvisoryContent>) =>
    changesOf(content(from), content(to)).map((change) => change.words);

  it('are told field by field, in the order of the fields', () => {
    assert.deepEqual(
      words(
        { credits: [credit('rita', 'reporter'), credit('tess', 'finder')], cwes: ['CWE-20'], users: ['ann'] },
        {
          description: 'It leaks.\nA lot.',
          credits: [credit('tess', 'coordinator'), credit('cole', 'coordinator')],
          cwes: ['CWE-22'],
          users: [],
          teams: ['psrt'],
          title: '[ACCEPTED] Something leaks',
          cveId: 'CVE-2026-1',
          severity: 'high',
        },
      ),
      [
        'title: “Something leaks” → “[ACCEPTED] Something leaks”',
        'CVE id: none → CVE-2026-1',
        'severity: none → high',
        'CWE: + CWE-22, − CWE-20',
        'credits: tess: finder → coordinator, + cole (coordinator), − rita (reporter)',
        'collaborators: − ann',
        'teams: + psrt',
        'description: 1 line added',
      ],
    );
  });

  it('of affected packages are told item by item, part by part', () => {
    const from = [
      cpython('< 3.12.9', '3.12.9'),
      cpython('< 3.11', '3.11'),
      cpython('< 2', null, { name: 'pip', ecosystem: 'pip' }),
    ];
    const to = [
      cpython('< 3.12.9', '3.12.10', { functions: ['f'] }),
      cpython(null, null, { functions: ['g', 'h'] }),
      cpython('< 3.11', '3.11'),
    ];
    assert.deepEqual(words({ affected: from }, { affected: to }), [
      'affected: other/cpython < 3.12.9: patched 3.12.9 → 3.12.10, functions + f, + other/cpython (not patched, functions g, h), − pip/pip < 2 (not patched)',
    ]);
    assert.deepEqual(words({ affected: from }, { affected: [...from].reverse() }), ['affected: another order']);
  });

  it('of the description count its lines, and have them beside', () => {
    const change = changesOf(content({ description: 'a\nb\nc\nd' }), content({ description: 'A\nb\nd\ne\nf' }))[0];
    assert.deepEqual(
      [change?.words, change?.lines],
      [
        'description: 1 line changed, 2 added, 1 removed',
        [
          { removed: ['a'], added: ['A'] },
          { removed: ['c'], added: [] },
          { removed: [], added: ['e', 'f'] },
        ],
      ],
    );
    assert.deepEqual(words({ description: '' }, { description: 'a\nb' }), ['description: 2 lines added']);
    assert.deepEqual(words({ description: 'a\r\nb' }, { description: 'a\nb\n' }), []);
  });

  it('of the score are one thing', () => {
    assert.deepEqual(words({ severity: 'high', cvss: V3 }, { severity: null, cvss: V3 }), []);
    assert.deepEqual(words({ severity: 'high', cvss: V3 }, { severity: null, cvss: V4 }), [`CVSS: ${V3} → ${V4}`]);
    assert.deepEqual(words({ severity: 'high', cvss: V3 }, {}), [`CVSS: ${V3} → none`]);
    assert.deepEqual(words({ severity: 'high', cvss: V3 }, { severity: 'low' }), ['severity: high → low', `CVSS: ${V3} → none`]);
  });

  it('are never cut, and show what cannot be seen', () => {
    const long = 'x'.repeat(1024);
    assert.ok(words({}, { title: long })[0]?.includes(long));
    assert.deepEqual(words({ title: 'a' }, { title: 'a\u202e\u200b' }), ['title: “a” → “a\\u{202e}\\u{200b}”']);
    assert.deepEqual(words({}, { credits: [credit('co\u00adle', 'x\n')] }), ['credits: + co\\u{ad}le (x\\u{a})']);
    assert.equal(visible('naïve 日本'), 'naïve 日本');
  });

  it('are there exactly where a body would have something to say', () => {
    const some = fc.record(
      {
        title: fc.constantFrom('A', 'B'),
        cveId: fc.constantFrom(null, '', 'CVE-1'),
        severity: fc.constantFrom(null, 'high', 'low'),
        cvss: fc.constantFrom(null, V3, V4),
        cwes: fc.constantFrom([], ['CWE-1'], ['cwe-1'], ['CWE-2', 'CWE-1']),
        users: fc.constantFrom([], ['ann', 'bob'], ['BOB', 'ann']),
        affected: fc.constantFrom([], [cpython('< 1')], [cpython('< 1', '')], [cpython('< 2'), cpython('< 1')]),
        description: fc.constantFrom('', 'a', 'a\r\n', 'b'),
      },
      { requiredKeys: [], noNullPrototype: true },
    );
    fc.assert(
      fc.property(some, some, (from, to) => {
        const [before, after] = [content(from), content(to)];
        const held = {
          ...unscored,
          cvss3: before.cvss === V3 ? { vector: V3, score: 1 } : null,
          cvss4: before.cvss === V4 ? { vector: V4, score: 1 } : null,
        };
        const body = patchBody(before, after, held);
        assert.equal(Object.keys(body).length > 0, changesOf(before, after).length > 0, JSON.stringify(body));
        assert.ok(!('severity' in body) || body.cvss_vector_string === undefined || body.cvss_vector_string === null);
        assert.deepEqual(changesOf(before, before), []);
      }),
      { numRuns: 500 },
    );
  });
});

describe('bodies of writes', () => {
  it('have only what changes, and lists whole', () => {
    const from = content({ cwes: ['CWE-1'], credits: [credit('rita', 'reporter')], users: ['ann'], teams: ['psrt'] });
    assert.deepEqual(patchBody(from, from, unscored), {});
    assert.deepEqual(patchBody(from, { ...from, cwes: ['CWE-1', 'CWE-2'], users: [] }, unscored), {
      cwe_ids: ['CWE-1', 'CWE-2'],
      collaborating_users: [],
    });
    assert.deepEqual(patchBody(from, { ...from, title: 'T', description: 'D', cveId: '', teams: ['a'], credits: [] }, unscored), {
      summary: 'T',
      description: 'D',
      collaborating_teams: ['a'],
      credits: [],
    });
    assert.deepEqual(patchBody({ ...from, cveId: 'CVE-1' }, from, unscored), { cve_id: null });
  });

  it('take a vector away before they set a word, and never set both', () => {
    const [word, vector] = [content({ severity: 'high' }), content({ severity: 'high', cvss: V3 })];
    assert.deepEqual(patchBody(word, content({ severity: 'low' }), unscored), { severity: 'low' });
    assert.deepEqual(patchBody(word, content(), unscored), { severity: null });
    assert.deepEqual(patchBody(word, content({ severity: 'low', cvss: V4 }), unscored), { cvss_vector_string: V4 });
    assert.deepEqual(patchBody(vector, content({ severity: 'low' }), scored), { cvss_vector_string: null, severity: 'low' });
    assert.deepEqual(patchBody(vector, content({ severity: 'high' }), scored), { cvss_vector_string: null });
    assert.deepEqual(patchBody(vector, content(), scored), { cvss_vector_string: null });
  });

  it('have a state only when told, and only where it changes', () => {
    const one = content();
    assert.deepEqual(patchBody(one, one, unscored, { state: 'closed' }), { state: 'closed' });
    assert.deepEqual(patchBody(one, one, unscored, { state: 'draft' }), {});
  });

  it('have in an item what came with it, under what this project knows', () => {
    const item = cpython('< 1', null, { extra: { kind: 'library', patched_versions: 'wrong', package: 'wrong' } });
    const [known, unknown] = [
      patchBody(content(), content({ affected: [item] }), unscored, { unknown: false }),
      patchBody(content(), content({ affected: [item] }), unscored),
    ];
    const body = {
      package: { ecosystem: 'other', name: 'cpython' },
      vulnerable_version_range: '< 1',
      patched_versions: null,
      vulnerable_functions: [],
    };
    assert.deepEqual(known.vulnerabilities, [body]);
    assert.deepEqual(unknown.vulnerabilities, [{ kind: 'library', ...body }]);
    const hostile = JSON.parse('{ "__proto__": { "state": "published" } }') as Record<string, unknown>;
    const [made] = patchBody(content(), content({ affected: [{ ...item, extra: hostile }] }), unscored).vulnerabilities ?? [];
    assert.equal((made as { readonly state?: unknown }).state, undefined);
  });

  it('of new advisories have what GitHub wants and nothing that is empty', () => {
    assert.deepEqual(createBody(content()), { summary: 'Something leaks', description: 'It leaks.', vulnerabilities: [] });
    const full = content({
      severity: 'low',
      cvss: V4,
      cveId: 'CVE-1',
      cwes: ['CWE-1'],
      credits: [credit('rita', 'reporter')],
      users: ['ann'],
    });
    assert.deepEqual(createBody(full), {
      summary: full.title,
      description: full.description,
      vulnerabilities: [],
      cwe_ids: ['CWE-1'],
      credits: [credit('rita', 'reporter')],
      cve_id: 'CVE-1',
      cvss_vector_string: V4,
    });
    assert.equal(createBody(content({ severity: 'low' })).severity, 'low');
  });
});
