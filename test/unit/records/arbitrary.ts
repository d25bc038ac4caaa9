/** Advisories that nobody would write: every field within and beyond what GitHub documents. */
import fc from 'fast-check';
import type { Advisory, Vulnerability } from '../../../src/advisory/model.ts';
import type { Process } from '../../../src/process/process.ts';
import type { RecordExtras, RecordSource } from '../../../src/records/record.ts';
import { github, NOW, psrt, sample } from '../advisory/sample.ts';

const SIGNS = [
  ...['`', '``', '```\n', '~~~\n', '*', '**', '_', '\\', '|', '<!--', '-->', '<details>', '&lt;', '{cve}', '{title}', '{', '$&'],
  ...[
    '\n',
    '\n\n',
    '\r\n',
    '\t',
    '    ',
    '\u0000',
    '\u001b[31m',
    '\u200b',
    '\u202e',
    '\ufeff',
    '\ud800',
    '\udfff',
    '\u2028',
    '😀',
    'é',
  ],
  ...[
    '# ',
    '### Credits\n',
    '- ',
    '> ',
    '1. ',
    '.. ',
    '::',
    'gh-1: ',
    '#2',
    '[a](b)',
    '![x](https://example.org/x.png)',
    '<https://a.b>',
  ],
  ...[
    'rita',
    '@Rita',
    'jane-doe',
    'Jane\\_Doe',
    'GHSA-2222-3333-4444',
    'ghsa\u20112222\u20113333\u20114444',
    'CVE-2026-12345',
    'CVE-2007-4559',
  ],
  ...['rita@example.org', 'rita [at] example (dot) org', '"j d"@example.org', '@example.org', 'a@b', 'x@y.z1.ab.3'],
  ...['https://github.com/python/cpython/security/advisories/GHSA-2222-3333-4444', 'python/cpython-ghsa-2222-3333-4444'],
  ...['https://github.com/python/cpython-ghsa-2222-3333-4444/pull/1.', 'git@github.com:python/cpython-ghsa-2222-3333-4444.git'],
  ...[
    'https://github.com/user-attachments/assets/0-1',
    'https://gist.github.com/rita/1',
    'https://user-images.githubusercontent.com/1/2',
  ],
  ...['Reported by Rita', '**Credits**\n', 'word', 'tarfile.open()', 'a b c', ' '],
] as const;

/** Pieces that mean something somewhere, in any order, among anything. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...SIGNS) },
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.string({ maxLength: 20 }),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

const prose = fc.oneof(
  { weight: 3, arbitrary: hostileText },
  fc.constantFrom(
    'It writes outside the folder.',
    'One.\n\nTwo `code`.\n\n```python\nx = 1\n```\n',
    '',
    '   ',
    '<!-- only a comment -->',
  ),
  fc.nat(9000).map((length) => 'words and '.repeat(length / 10)),
);

const login = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('rita', 'Rita', 'jane-doe', 'Jane_Doe', 'cole', 'dependabot[bot]', 'abc') },
  fc.constantFrom('', ' ', '-', '../x', 'a b', '<img>', '@rita', 'x'.repeat(200), '%%%', 'é', '(+)', '\\'),
);
const enumeration = (...known: readonly string[]) =>
  fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...known) },
    fc.constantFrom('', 'unheard-of', '__proto__', 'constructor', ' '),
  );
const version = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom(
      '3.12.0',
      '3.12.9',
      '3.13.0',
      '3.14.0a1',
      '3.14.0rc1',
      '0',
      '1.0.0',
      '2.0.0-beta.1',
      '1!2.0',
      '1.0+a.b',
    ),
  },
  fc.constantFrom('v1', '3.x', '*', '', '1'.repeat(400), 'abc', '0.0.0'),
);
const range = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom('<', '<=', '>', '>=', '='), version).map((parts) => parts.join(' ')) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom('>=', '>'), version, fc.constantFrom('<', '<='), version)
      .map(([a, b, c, d]) => `${a} ${b}, ${c} ${d}`),
  },
  fc.constantFrom('', '*', '<3.12', '>= 3.12 < 3.13', 'all', '>= 2.0.0, < 1.0.0', '< 1 || > 2'),
  hostileText,
);

const vulnerability: fc.Arbitrary<Vulnerability> = fc.record({
  ecosystem: fc.option(
    enumeration('other', 'other', 'other', 'pip', 'npm', 'go', 'maven', 'rust', 'swift', 'actions', 'composer'),
  ),
  name: fc.option(fc.oneof(fc.constantFrom('cpython', 'pip', '@scope/name', 'g:a', 'github.com/a/b', '', ' '), hostileText)),
  range: fc.option(range, { freq: 20 }),
  patched: fc.option(fc.oneof(version, hostileText)),
  functions: fc.array(
    fc.oneof(fc.constantFrom('tarfile.TarFile.extract', 'http.client.f', 'PyX_Y', 'f()', '', ' ', 'a..b', 'A.b'), hostileText),
    { maxLength: 4 },
  ),
});

const V4 = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N';
const V31 = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H';
const vector = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom(
      ...[
        V4,
        `${V4}/E:P/MAV:L`,
        `${V4}/S:P/AU:Y/R:U/U:Red`,
        V4.replaceAll(':H', ':N'),
        V31,
        V31.replace('3.1', '3.0'),
        `${V31}/E:P/RL:O/MAV:P`,
      ],
      ...[V31.replace('A:H', 'A:N'), 'CVSS:3.1/S:C/C:H/I:H/A:H/AV:N/AC:L/PR:N/UI:N'],
    ),
  },
  fc.constantFrom(
    '',
    'AV:N/AC:L/Au:N/C:P/I:P/A:P',
    `${V4}/`,
    V4.toLowerCase(),
    `${V4}/AV:N`,
    'CVSS:5.0/AV:N',
    'CVSS:4.0',
    V31.replace('/A:H', ''),
    'x'.repeat(3000),
  ),
);
const cvss = fc.option(fc.record({ vector, score: fc.option(fc.oneof(fc.double(), fc.constantFrom(0, 7.5, 10))) }));
const time = fc.option(
  fc.oneof(fc.constantFrom(NOW, NOW - 1e9, NOW + 1e9, 0, -1, Number.NaN, Infinity, 8.64e15, 1e300, -62_198_755_200_000)),
);
const cve = fc.option(
  fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom('CVE-2026-12345', 'CVE-1999-0001') },
    fc.constantFrom('', 'cve-2026-1', 'CVE-2026-123', ' CVE-2026-12345', `CVE-2026-${'1'.repeat(30)}`, 'x'),
  ),
  { freq: 12 },
);
const cwe = fc.record({
  id: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('CWE-22', 'cwe-79', '400', 'CWE-19', 'CWE-1000', 'CWE-16', 'CWE-1021') },
    fc.constantFrom('', 'CWE-', 'CWE-0', 'CWE-99999', 'CWE-1234567', 'CWE-22 ', 'x'),
  ),
  name: fc.option(hostileText),
});

/** Any advisory. */
export const advisories: fc.Arbitrary<Advisory> = fc
  .record({
    repository: fc.constantFrom<Advisory['repository']>(
      'python/cpython',
      'python/cpython',
      'python/docs',
      'pypa/pip',
      'a/b',
      'unknown/unknown',
      'a b/c%',
      '/',
    ),
    ghsaId: fc.constantFrom('GHSA-2222-3333-4444', 'GHSA-2222-3333-4444', '', 'GHSA-x'),
    cveId: cve,
    htmlUrl: fc.option(
      fc.oneof(
        fc.constantFrom('https://github.com/python/cpython/security/advisories/GHSA-2222-3333-4444', 'http://x', 'javascript:1'),
        hostileText,
      ),
    ),
    title: fc.oneof(fc.constantFrom('[ACCEPTED] tarfile follows links', ''), hostileText, prose),
    description: fc.option(prose, { freq: 10 }),
    state: enumeration('triage', 'draft', 'published', 'closed', 'withdrawn'),
    severity: fc.option(enumeration('critical', 'high', 'medium', 'low')),
    cvss3: cvss,
    cvss4: cvss,
    cwes: fc.array(cwe, { maxLength: 4 }),
    author: fc.option(login),
    publisher: fc.option(login),
    createdAt: time,
    updatedAt: time,
    publishedAt: time,
    closedAt: time,
    withdrawnAt: time,
    submissionAccepted: fc.option(fc.boolean()),
    vulnerabilities: fc.array(vulnerability, { maxLength: 4 }),
    credits: fc.array(
      fc.record({
        login,
        type: enumeration('reporter', 'finder', 'analyst', 'coordinator', 'remediation_developer', 'tool', 'other'),
        state: fc.option(enumeration('accepted', 'pending', 'declined')),
      }),
      { maxLength: 5 },
    ),
    collaboratingUsers: fc.array(login, { maxLength: 3 }),
    collaboratingTeams: fc.array(login, { maxLength: 2 }),
    privateFork: fc.option(
      fc.record({
        fullName: fc.constantFrom('python/cpython-ghsa-2222-3333-4444', 'other/fork', 'forked', '', '/'),
        htmlUrl: fc.constant(null),
      }),
    ),
    comments: fc.option(fc.nat()),
  })
  .map((fields) => sample(fields));

const address = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      'https://github.com/python/cpython/pull/1',
      'https://mail.python.org/archives/list/security-announce@python.org/thread/X/',
    ),
  },
  fc.constantFrom(
    '',
    'x',
    'javascript:alert(1)',
    'https://github.com/python/cpython-ghsa-2222-3333-4444/pull/1',
    'https://a b',
    'http://example.org/',
    'https://[::1]/',
    `https://a.b/${'x'.repeat(3000)}`,
    'https://a.b/%zz',
    'https://a.b/%0a?x=|',
  ),
);
const sha = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('a'.repeat(40), 'B'.repeat(40), '0'.repeat(64)) },
  fc.constantFrom('', 'abc', 'g'.repeat(40)),
);

/** What a writer may be told besides. */
export const extras: fc.Arbitrary<RecordExtras> = fc.record(
  {
    issue: fc.oneof(fc.constant(12_345), fc.constantFrom(0, -1, 1.5, Number.NaN, 1e300)),
    pullRequests: fc.array(address, { maxLength: 3 }),
    commits: fc.array(fc.record({ branch: fc.option(fc.string()), sha }), { maxLength: 4 }),
    announcement: address,
    announced: fc.boolean(),
    introduced: sha,
    nonce: fc.constantFrom('aB3dQ1', '../../x', '', 'x'.repeat(100)),
    names: fc.array(fc.constantFrom('Jane Doe', 'Łukasz', '', ' ', '.', 'J. Nick'), { maxLength: 2 }),
  },
  { requiredKeys: [] },
);

/** A process that says little, and one whose templates ask for everything. */
const odd: Process = {
  ...github,
  products: [{ repository: 'python/*', vendor: 'V' }],
  publisher: { name: 'P', namespace: 'https://example.org', category: 'other' },
  templates: {
    announcement: { title: 'x', body: '{title}\n{issue} {nobody} {cve} {toString}' },
    'public-issue': { title: 'x', body: '!' },
  },
};

/** What a record needs is there; the texts and the rest are still anything. */
const sound = fc.record({
  repository: fc.constantFrom<Advisory['repository']>('python/cpython', 'pypa/pip', 'python/docs'),
  cveId: fc.constant('CVE-2026-12345'),
  title: hostileText.map((text) => `tarfile follows links ${text}`),
  description: prose.map((text) => `It writes outside the folder. ${text}`),
  cwes: fc.subarray([...['CWE-22', 'CWE-59', 'CWE-16'].map((id) => ({ id, name: null })), { id: 'CWE-99998', name: 'New.' }]),
  vulnerabilities: fc.array(
    fc.record({
      ecosystem: fc.constantFrom('other', 'other', 'pip', 'npm', 'maven', 'go'),
      name: fc.constantFrom('cpython', 'pip', '@scope/name', 'g:a', 'github.com/a/b'),
      range: fc.constantFrom(
        '< 3.12.9',
        '>= 3.13.0, < 3.13.2',
        '>= 3.14.0, <= 3.14.1',
        '= 3.11.4',
        '>= 3.9',
        '> 3.0.0, < 3.1.0',
        '<3.8',
      ),
      patched: fc.option(fc.constantFrom('3.12.9', '3.12.9, 3.13.2', '3.14.0', 'none', '3.11.4')),
      functions: fc.array(fc.oneof(fc.constantFrom('tarfile.TarFile.extract', 'http.client.f'), hostileText), { maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  severity: fc.option(fc.constantFrom('critical', 'high', 'medium', 'low')),
  credits: fc.array(
    fc.record({
      login: fc.constantFrom('rita', 'Jane_Doe', 'cole'),
      type: fc.constantFrom('reporter', 'coordinator'),
      state: fc.constantFrom(null, 'accepted', 'pending'),
    }),
    { maxLength: 3 },
  ),
});

export const sources: fc.Arbitrary<RecordSource> = fc.oneof(
  fc.record({
    advisory: advisories,
    process: fc.constantFrom(psrt, psrt, psrt, github, odd),
    now: fc.oneof({ weight: 12, arbitrary: fc.constant(NOW) }, fc.constantFrom(0, Number.NaN, Infinity, 1e300, -1e15)),
    more: extras,
  }),
  fc.record({
    advisory: fc.tuple(advisories, sound).map(([any, parts]) => ({ ...any, ...parts })),
    process: fc.constantFrom(psrt, psrt, psrt, github),
    now: fc.constant(NOW),
    more: extras.map((more) => ({ ...more, issue: 12_345, pullRequests: ['https://github.com/python/cpython/pull/1'] })),
  }),
);
