import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Advisory } from '../../../src/advisory/model.ts';
import { readAdvisory } from '../../../src/advisory/read.ts';

const ID = 'GHSA-2345-6789-cfgh';

/** An advisory with every field that GitHub documents. */
const whole = {
  ghsa_id: ID,
  cve_id: 'CVE-2026-12345',
  url: `https://api.github.com/repos/a/b/security-advisories/${ID}`,
  html_url: `https://github.com/a/b/security/advisories/${ID}`,
  summary: '[ACCEPTED] Something leaks',
  description: 'It leaks.',
  severity: 'high',
  author: { login: 'rita' },
  publisher: { login: 'ada' },
  identifiers: [
    { type: 'GHSA', value: ID },
    { type: 'CVE', value: 'CVE-2026-12345' },
  ],
  state: 'draft',
  created_at: '2026-08-22T12:00:00Z',
  updated_at: '2026-11-22T12:00:00Z',
  published_at: '2026-11-01T00:00:00Z',
  closed_at: '2026-11-02T00:00:00Z',
  withdrawn_at: '2026-11-03T00:00:00Z',
  submission: { accepted: true },
  vulnerabilities: [
    {
      package: { ecosystem: 'pip', name: 'widget' },
      vulnerable_version_range: '< 2',
      patched_versions: '2',
      vulnerable_functions: ['f', 7, 'g'],
    },
  ],
  cvss_severities: {
    cvss_v3: { vector_string: 'CVSS:3.1/AV:N', score: 7.5 },
    cvss_v4: { vector_string: 'CVSS:4.0/AV:N', score: '8.7' },
  },
  cwes: [{ cwe_id: 'CWE-22', name: 'Path Traversal' }],
  cwe_ids: ['CWE-22', 'CWE-79'],
  credits: [
    { login: 'Cole', type: 'coordinator' },
    { login: 'rita', type: 'reporter' },
  ],
  credits_detailed: [{ user: { login: 'cole' }, type: 'coordinator', state: 'pending' }],
  collaborating_users: [{ login: 'cole' }, { login: '' }, null],
  collaborating_teams: [{ slug: 'psrt' }, {}],
  private_fork: { full_name: 'a/b-ghsa-2345-6789-cfgh', html_url: 'https://github.com/a/b-ghsa-2345-6789-cfgh' },
  comments: 3,
};

const expected: Advisory = {
  repository: 'a/b',
  ghsaId: ID,
  cveId: 'CVE-2026-12345',
  htmlUrl: whole.html_url,
  title: '[ACCEPTED] Something leaks',
  description: 'It leaks.',
  state: 'draft',
  severity: 'high',
  cvss3: { vector: 'CVSS:3.1/AV:N', score: 7.5 },
  cvss4: { vector: 'CVSS:4.0/AV:N', score: 8.7 },
  cwes: [
    { id: 'CWE-22', name: 'Path Traversal' },
    { id: 'CWE-79', name: null },
  ],
  author: 'rita',
  publisher: 'ada',
  createdAt: Date.UTC(2026, 7, 22, 12),
  updatedAt: Date.UTC(2026, 10, 22, 12),
  publishedAt: Date.UTC(2026, 10, 1),
  closedAt: Date.UTC(2026, 10, 2),
  withdrawnAt: Date.UTC(2026, 10, 3),
  submissionAccepted: true,
  vulnerabilities: [{ ecosystem: 'pip', name: 'widget', range: '< 2', patched: '2', functions: ['f', 'g'] }],
  credits: [
    { login: 'cole', type: 'coordinator', state: 'pending' },
    { login: 'rita', type: 'reporter', state: null },
  ],
  collaboratingUsers: ['cole'],
  collaboratingTeams: ['psrt'],
  privateFork: { fullName: 'a/b-ghsa-2345-6789-cfgh', htmlUrl: 'https://github.com/a/b-ghsa-2345-6789-cfgh' },
  comments: 3,
};

const read = (json: unknown) => readAdvisory(json, 'a/b');

/** Whatever stands in it, a reader gets the types that the model promises. */
function isSound(advisory: Advisory): void {
  assert.match(advisory.ghsaId, /^GHSA(-[23456789cfghjmpqrvwx]{4}){3}$/);
  for (const text of [advisory.title, advisory.state]) assert.equal(typeof text, 'string');
  for (const text of [
    advisory.cveId,
    advisory.htmlUrl,
    advisory.description,
    advisory.severity,
    advisory.author,
    advisory.publisher,
  ])
    assert.ok(text === null || typeof text === 'string');
  for (const time of [advisory.createdAt, advisory.updatedAt, advisory.publishedAt, advisory.closedAt, advisory.withdrawnAt])
    assert.ok(time === null || Number.isFinite(time));
  for (const list of [
    advisory.cwes,
    advisory.vulnerabilities,
    advisory.credits,
    advisory.collaboratingUsers,
    advisory.collaboratingTeams,
  ])
    assert.ok(Array.isArray(list));
  for (const cvss of [advisory.cvss3, advisory.cvss4])
    assert.ok(cvss === null || (typeof cvss.vector === 'string' && (cvss.score === null || Number.isFinite(cvss.score))));
  for (const { login, type } of advisory.credits)
    assert.ok(typeof login === 'string' && login !== '' && typeof type === 'string');
  assert.ok(advisory.comments === null || (Number.isInteger(advisory.comments) && advisory.comments >= 0));
  assert.ok(advisory.htmlUrl === null || /^https?:\/\//i.test(advisory.htmlUrl));
}

const wrongTypes = fc.oneof(
  fc.constant(null),
  fc.constant(undefined),
  fc.boolean(),
  fc.double(),
  fc.bigInt(),
  fc.string(),
  fc.constant([]),
  fc.constant({}),
  fc.array(fc.jsonValue()),
  fc.jsonValue(),
);

describe('reading an advisory', () => {
  it('reads every field that GitHub documents', () => {
    assert.deepEqual(read(whole), expected);
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withNullPrototype: true }), (json) => {
        const advisory = read(json);
        if (advisory) isSound(advisory);
      }),
    );
  });

  it('keeps any object with an id in any of the four places', () => {
    const places: readonly (readonly [string, (id: string) => unknown])[] = [
      ['ghsa_id', (id) => ({ ghsa_id: id })],
      [
        'identifiers',
        (id) => ({ ghsa_id: null, identifiers: [null, { type: 'CVE', value: 'CVE-2026-1' }, { type: 'GHSA', value: id }] }),
      ],
      ['html_url', (id) => ({ html_url: `https://github.com/a/b/security/advisories/${id}` })],
      ['url', (id) => ({ ghsa_id: 7, html_url: {}, url: `https://api.github.com/repos/a/b/security-advisories/${id}` })],
    ];
    for (const [name, make] of places)
      for (const id of [ID, ID.toLowerCase(), ID.toUpperCase()]) assert.equal(read(make(id))?.ghsaId, ID, `${name} ${id}`);
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(...places), (extra, [, make]) => {
        assert.equal(read({ ...extra, ghsa_id: undefined, ...(make(ID) as object) })?.ghsaId, ID);
      }),
    );
  });

  it('gives nothing without an id', () => {
    for (const json of [
      null,
      7,
      'GHSA-2345-6789-cfgh',
      [whole],
      {},
      { ghsa_id: 'GHSA-1111-2222-3333' },
      { ghsa_id: `${ID}x` },
      { ghsa_id: `${ID}\n` },
      { identifiers: [{ value: 'CVE-2026-1' }] },
    ]) {
      assert.equal(read(json), undefined, JSON.stringify(json));
    }
  });

  for (const field of Object.keys(whole)) {
    it(`keeps the advisory when ${field} is missing or of any other type, and all other fields`, () => {
      const others = (advisory: Advisory | undefined) => {
        assert.ok(advisory);
        isSound(advisory);
        return advisory;
      };
      const { [field]: _, ...without } = whole as Readonly<Record<string, unknown>>;
      const missing = others(read(without));
      const same = Object.keys(expected).filter(
        (name) => JSON.stringify(missing[name as keyof Advisory]) !== JSON.stringify(expected[name as keyof Advisory]),
      );
      assert.ok(same.length <= (field === 'cvss_severities' ? 2 : 1), `${field} took ${same.join(', ')} with it`);
      others(read({ ...whole, [field]: null }));
      fc.assert(
        fc.property(wrongTypes, (value) => {
          others(read({ ...whole, [field]: value }));
        }),
        { numRuns: 50 },
      );
    });
  }

  it('keeps the advisory when a field inside a list or an object is of any type', () => {
    for (const field of [
      'vulnerabilities',
      'cwes',
      'cwe_ids',
      'credits',
      'credits_detailed',
      'identifiers',
      'collaborating_users',
      'collaborating_teams',
    ]) {
      fc.assert(
        fc.property(fc.array(wrongTypes), (list) => {
          const advisory = read({ ...whole, [field]: list });
          assert.ok(advisory);
          isSound(advisory);
        }),
        { numRuns: 50 },
      );
    }
    for (const deep of [
      { cvss_severities: { cvss_v4: { vector_string: '', score: 9 } } },
      { cvss_severities: { cvss_v4: { score: 9 } } },
    ])
      assert.equal(read({ ...whole, ...deep })?.cvss4, null);
    assert.deepEqual(read({ ...whole, vulnerabilities: [null] })?.vulnerabilities, [
      { ecosystem: null, name: null, range: null, patched: null, functions: [] },
    ]);
  });

  it('keeps values of enumerations that nobody has heard of', () => {
    const advisory = read({
      ...whole,
      state: 'embargoed',
      severity: 'apocalyptic',
      credits_detailed: [{ user: { login: 'x' }, type: 'sponsor_of_sponsors', state: 'pondering' }],
      credits: [],
    });
    assert.deepEqual(
      [advisory?.state, advisory?.severity, advisory?.credits],
      ['embargoed', 'apocalyptic', [{ login: 'x', type: 'sponsor_of_sponsors', state: 'pondering' }]],
    );
    assert.equal(read({ ghsa_id: ID })?.state, 'unknown');
  });

  it('takes numbers that come as text, and no others', () => {
    const score = (value: unknown) =>
      read({ ...whole, cvss_severities: { cvss_v3: { vector_string: 'CVSS:3.1/AV:N', score: value } } })?.cvss3?.score;
    assert.deepEqual([9.8, '9.8', ' 9.8 ', '', ' ', 'high', Number.NaN, 1e999, '1e999', 7n, true, null].map(score), [
      9.8,
      9.8,
      9.8,
      null,
      null,
      null,
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
    const comments = (value: unknown) => read({ ...whole, comments: value })?.comments;
    assert.deepEqual([0, 3, '4', -1, 1.5, 2n, null, undefined, [1]].map(comments), [0, 3, 4, null, null, null, null, null, null]);
  });

  it('gives no address that a browser must not be sent to', () => {
    for (const url of [
      'javascript:alert(1)',
      'command:workbench.action.quit',
      'file:///etc/passwd',
      '//github.com/a',
      ' https://github.com/a',
      'vscode://a',
    ]) {
      const advisory = read({ ...whole, html_url: url, private_fork: { full_name: 'a/b', html_url: url } });
      assert.deepEqual([advisory?.htmlUrl, advisory?.privateFork], [null, { fullName: 'a/b', htmlUrl: null }]);
    }
  });

  it('joins the two lists of credits by login without case, and keeps two types of one person', () => {
    const advisory = read({
      ...whole,
      credits_detailed: [
        { user: { login: 'Cole' }, type: 'coordinator', state: 'declined' },
        { user: { login: 'cole' }, type: 'reporter', state: 'accepted' },
        { user: null, type: 'finder' },
      ],
      credits: [
        { login: 'COLE', type: 'coordinator' },
        { login: 'cole', type: 'analyst' },
        { login: '', type: 'other' },
        { login: 'new' },
      ],
    });
    assert.deepEqual(advisory?.credits, [
      { login: 'Cole', type: 'coordinator', state: 'declined' },
      { login: 'cole', type: 'reporter', state: 'accepted' },
      { login: 'cole', type: 'analyst', state: null },
      { login: 'new', type: 'other', state: null },
    ]);
  });
});
