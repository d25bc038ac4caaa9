import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Advisory, Vulnerability } from '../../../src/advisory/model.ts';
import type { Process } from '../../../src/process/process.ts';
import { ecosystemOf, purlOf } from '../../../src/records/ecosystems.ts';
import { modulesOf } from '../../../src/records/modules.ts';
import { extrasIn, writeRecord, type RecordExtras, type RecordKind } from '../../../src/records/record.ts';
import { github, NOW, psrt, sample } from '../advisory/sample.ts';

const SHA = 'a'.repeat(40);
const item = (changes: Partial<Vulnerability>): Vulnerability => ({
  ecosystem: 'other',
  name: 'cpython',
  range: '< 3.12.9',
  patched: null,
  functions: [],
  ...changes,
});
const ready: Partial<Advisory> = {
  cveId: 'CVE-2026-12345',
  title: 'It leaks',
  state: 'draft',
  submissionAccepted: true,
  vulnerabilities: [item({})],
};

function write(kind: RecordKind, changes: Partial<Advisory> = {}, more: RecordExtras = {}, process: Process = psrt) {
  return writeRecord(kind, { advisory: sample({ ...ready, ...changes }), process, now: NOW, more });
}
function text(kind: RecordKind, changes?: Partial<Advisory>, more?: RecordExtras, process?: Process): string {
  const result = write(kind, changes, more, process);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value.text;
}
const json = (...args: Parameters<typeof text>) => JSON.parse(text(...args)) as Record<string, unknown>;
function refusal(...args: Parameters<typeof write>): string[] {
  const result = write(...args);
  assert.ok(!result.ok);
  return result.failure.missing.map(({ part }) => part);
}
const notes = (...args: Parameters<typeof write>): string[] => {
  const result = write(...args);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value.missing.map(({ part, words }) => `${part}: ${words}`);
};

describe('an OSV record', () => {
  it('is a range of commits for what is in no collection of packages, and refused without one', () => {
    assert.deepEqual(refusal('osv'), ['commits']);
    assert.deepEqual(refusal('osv', {}, { commits: [{ branch: 'main', sha: 'abc123' }] }), ['commits']);
    const introduced = 'b'.repeat(40);
    const { affected } = json('osv', {}, { commits: [{ branch: 'main', sha: SHA.toUpperCase() }], introduced });
    assert.deepEqual(affected, [
      { ranges: [{ type: 'GIT', repo: 'https://github.com/python/cpython', events: [{ introduced }, { fixed: SHA }] }] },
    ]);
  });

  it('has packages with ranges of their ecosystem, and the commits beside them', () => {
    const vulnerabilities = [
      item({ ecosystem: 'rust', name: 'widget', range: '>= 1.0.0, < 1.2.0' }),
      item({ ecosystem: 'rust', name: 'widget', range: '<= 0.9' }),
      item({ ecosystem: 'maven', name: 'g:a', range: '= 2.0' }),
      item({ ecosystem: 'swift', name: 'github.com/a/b', range: '>= 1.0.0' }),
    ];
    const { affected } = json('osv', { vulnerabilities }, { commits: [{ branch: null, sha: SHA }] });
    assert.deepEqual(affected, [
      {
        package: { ecosystem: 'crates.io', name: 'widget', purl: 'pkg:cargo/widget' },
        ranges: [
          { type: 'ECOSYSTEM', events: [{ introduced: '0' }, { last_affected: '0.9' }] },
          { type: 'SEMVER', events: [{ introduced: '1.0.0' }, { fixed: '1.2.0' }] },
        ],
      },
      {
        package: { ecosystem: 'Maven', name: 'g:a', purl: 'pkg:maven/g/a' },
        ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '2.0' }, { last_affected: '2.0' }] }],
      },
      {
        package: { ecosystem: 'SwiftURL', name: 'github.com/a/b' },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '1.0.0' }] }],
      },
      { ranges: [{ type: 'GIT', repo: 'https://github.com/python/cpython', events: [{ introduced: '0' }, { fixed: SHA }] }] },
    ]);
  });

  it('cannot begin after a version', () => {
    assert.deepEqual(refusal('osv', { vulnerabilities: [item({ ecosystem: 'npm', name: 'x', range: '> 1.0.0' })] }), [
      'affected',
    ]);
  });

  it('has GitHub’s id where the team publishes there, and never else', () => {
    const npm = { vulnerabilities: [item({ ecosystem: 'npm', name: 'x' })], repository: 'a/b' as const };
    assert.deepEqual(
      [json('osv', npm, {}, github).id, json('osv', npm, {}, github).aliases],
      ['GHSA-2222-3333-4444', ['CVE-2026-12345']],
    );
    assert.doesNotMatch(text('osv', { ...npm, repository: 'python/cpython' }), /GHSA/i);
    assert.deepEqual(refusal('osv', { ...npm, cveId: null }), ['cve-id']);
  });
});

describe('a CSAF document', () => {
  const document = (changes?: Partial<Advisory>, more?: RecordExtras) =>
    json('csaf', changes, more).document as { distribution: object; tracking: { status: string; version: string } };
  it('is a red draft until the announcement, then final and for everybody', () => {
    assert.deepEqual([document().distribution, document().tracking.status], [{ tlp: { label: 'RED' } }, 'draft']);
    const told = document({}, { announced: true });
    assert.deepEqual(
      [told.distribution, told.tracking.status, told.tracking.version],
      [{ tlp: { label: 'CLEAR' } }, 'final', '1'],
    );
    assert.ok(notes('csaf').some((line) => line.startsWith('status: ')));
  });

  it('names patched versions as fixed only outside what is affected', () => {
    const [product] = json('csaf', { vulnerabilities: [item({ patched: '3.12.9, 3.11.12' })] }).vulnerabilities as {
      product_status: object;
      remediations: { details: string }[];
    }[];
    assert.deepEqual(product?.product_status, { fixed: ['CSAFPID-0002'], known_affected: ['CSAFPID-0001'] });
    assert.equal(product.remediations[0]?.details, 'Update to 3.12.9, or to a later version.');
    assert.ok(
      notes('csaf', { vulnerabilities: [item({ patched: '3.12.9, 3.11.12' })] }).includes(
        'patched: a patched version outside the affected range: left out',
      ),
    );
  });

  it('wants a publisher, a title and an id that may be told', () => {
    assert.deepEqual(refusal('csaf', { title: '[ACCEPTED]', cveId: null }, {}, psrt), ['cve-id', 'title']);
    assert.deepEqual(refusal('csaf', {}, {}, github), ['publisher']);
  });
});

describe('GitHub’s own JSON', () => {
  it('has a vector or a severity, never both', () => {
    const vector = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H';
    const both = json('ghsa', { severity: 'high', cvss3: { vector, score: 7.5 } });
    assert.deepEqual([both.severity, both.cvss_vector_string], [undefined, vector]);
    assert.deepEqual([json('ghsa', { severity: 'high' }).severity, json('ghsa').severity], ['high', null]);
  });

  it('keeps one credit a person, the coordinator’s first', () => {
    const credits = [
      { login: 'rita', type: 'coordinator', state: 'accepted' },
      { login: 'Rita', type: 'finder', state: null },
      { login: 'bob', type: 'finder', state: null },
      { login: 'bob', type: 'tool', state: null },
    ];
    assert.deepEqual(json('ghsa', { credits }).credits, [
      { login: 'rita', type: 'coordinator' },
      { login: 'bob', type: 'tool' },
    ]);
    assert.ok(notes('ghsa', { credits }).some((line) => line.startsWith('credits: ')));
    assert.ok(notes('ghsa', { title: '[ACCEPTED] x' }).some((line) => line.startsWith('title: ')));
  });

  it('is refused for values that GitHub does not know, with each of them', () => {
    const wrong: Partial<Advisory> = {
      title: ' ',
      description: null,
      cveId: 'CVE-1',
      cwes: [{ id: 'CWE-x', name: null }],
      cvss4: { vector: 'CVSS:4.0', score: null },
      vulnerabilities: [item({ ecosystem: 'pypi' }), item({ ecosystem: null })],
      credits: [{ login: 'a b', type: 'hero', state: null }],
    };
    assert.deepEqual(refusal('ghsa', wrong), [
      'title',
      'description',
      'cve-id',
      'cvss',
      'cwe',
      'affected',
      'affected',
      'credits',
      'credits',
    ]);
    assert.deepEqual(refusal('ghsa', { severity: 'severe', title: 'x'.repeat(1025), description: 'x'.repeat(65_536) }), [
      'title',
      'description',
      'severity',
    ]);
    assert.equal(json('ghsa', { title: '😀'.repeat(1024) }).summary, '😀'.repeat(1024));
  });
});

describe('an announcement', () => {
  const told: RecordExtras = { pullRequests: ['https://github.com/python/cpython/pull/1'] };
  it('asks for what its template asks for', () => {
    assert.deepEqual(refusal('mail', { cveId: null, description: ' ', title: '' }), [
      'cve-id',
      'title',
      'severity',
      'description',
      'pull-request',
    ]);
  });

  it('fills in braces once, and takes the first line for the subject', () => {
    const result = write('mail', { title: 'A {cve} in\nbraces', description: 'B {title}', severity: 'low' }, told);
    assert.ok(result.ok);
    assert.equal(result.value.message?.subject, '[CVE-2026-12345] A {cve} in braces');
    assert.equal(result.value.message.to, 'security-announce@python.org');
    assert.match(result.value.message.body, /LOW severity in CPython\.\n\nB \{title\}\n/);
    assert.match(result.value.text, /^To: security-announce@python\.org\nSubject: \[CVE-2026-12345\]/);
  });

  it('has the severity of the vector, else GitHub’s', () => {
    const vector = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H';
    assert.match(text('mail', { severity: 'low', cvss3: { vector, score: 1 } }, told), /HIGH severity/);
    assert.match(text('mail', { severity: 'low', cvss3: { vector: 'x', score: 1 } }, told), /LOW severity/);
  });

  it('breaks prose into lines and leaves code as it is', () => {
    const code = `x = "${'y'.repeat(100)} z"`;
    const body = text(
      'mail',
      { severity: 'low', description: `${'word '.repeat(40)}\n\n- ${'item '.repeat(30)}\n\n\`\`\`\n${code}\n\`\`\`` },
      told,
    );
    assert.ok(body.includes(`\n    ${code}\n`));
    assert.ok(body.includes('\n  item item'));
    for (const line of body.split('\n').filter((one) => !one.startsWith('    '))) assert.ok(line.length <= 76, line);
  });
});

describe('a NEWS entry', () => {
  const told: RecordExtras = { issue: 123, nonce: 'aB3dQ1' };
  const news = (description: string, more: RecordExtras = told, title = 'A title') =>
    text('news', { description, title, cveId: null }, more).trimEnd();
  const cases: readonly (readonly [string, string, string])[] = [
    ['code', 'Fix `tarfile.open()` and ``a`b``.', 'Fix ``tarfile.open()`` and ``a`b``.'],
    ['code beside letters', 'Two `foo`s.', 'Two ``foo``\\ s.'],
    [
      'links',
      'See [the docs](https://docs.python.org/3/) or <https://a.b/c_>.',
      'See `the docs <https://docs.python.org/3/>`__ or https://a.b/c\\_.',
    ],
    ['emphasis', 'It is **bad** and _really_ so, **kwargs too.', 'It is **bad** and *really* so, \\*\\*kwargs too.'],
    ['signs of reStructuredText', 'a|b foo_ bar_baz `x', 'a\\|b foo\\_ bar_baz \\`x'],
    ['roles', 'Fix :mod:`tarfile`.', 'Fix :mod:`tarfile`.'],
    ['what looks like a list', 'A. was a year', '\\A. was a year'],
    ['an issue number', 'gh-99: Fix it.', 'Fix it.'],
    ['a heading before it', '## Summary\n\nIt leaks.\n\nMore.', 'It leaks.'],
    ['lists, tables, code and quotations before it', '- a\n- b\n\n> q\n\n```\nx\n```\n\n| a |\n|---|\n\nIt\nleaks.', 'It leaks.'],
    ['no paragraph at all', '```\nx\n```', 'A title'],
  ];
  for (const [what, description, expected] of cases)
    it(`knows ${what}`, () => {
      assert.equal(news(description), expected);
    });

  it('is wrapped, and its file is named after time, issue and nonce', () => {
    const result = write('news', { description: 'word '.repeat(60) }, told);
    assert.ok(result.ok);
    assert.equal(result.value.fileName, 'Misc/NEWS.d/next/Security/2026-11-22-12-00-00.gh-issue-123.aB3dQ1.rst');
    for (const line of result.value.text.split('\n')) assert.ok(line.length <= 79);
    const made = write('news', {}, { issue: 123, nonce: '../../x' });
    assert.ok(made.ok);
    assert.match(made.value.fileName, /^Misc\/NEWS\.d\/next\/Security\/2026-11-22-12-00-00\.gh-issue-123\.[\w-]{6}\.rst$/);
  });

  it('wants an issue, a folder, and few words', () => {
    assert.deepEqual(refusal('news', {}, {}), ['issue']);
    assert.deepEqual(refusal('news', { repository: 'python/docs' }, told), ['news']);
    assert.deepEqual(refusal('news', { description: 'x '.repeat(2000) }, told), ['description']);
  });
});

describe('references in a text', () => {
  const archive = 'https://mail.python.org/archives/list/security-announce@python.org/';
  it('are those of the repository, and of the archive when something follows', () => {
    const found = extrasIn(
      `Issue https://github.com/Python/cpython/issues/12 (not https://github.com/a/b/issues/1), https://github.com/python/cpython/pull/34/files
       and https://github.com/python/cpython/pull/34, https://github.com/python/cpython/commit/${SHA}. https://github.com/python/cpython/commit/abc
       ${archive}thread/ABC/.`,
      'python/cpython',
      archive,
    );
    assert.deepEqual(found, {
      issue: 12,
      pullRequests: ['https://github.com/python/cpython/pull/34'],
      commits: [{ branch: null, sha: SHA }],
      announcement: `${archive}thread/ABC/`,
    });
  });
  it('are none where there are none', () => {
    assert.deepEqual(
      extrasIn(`${archive} and https://github.com/python/cpython-ghsa-2222-3333-4444/pull/1`, 'python/cpython', archive),
      {},
    );
    assert.deepEqual(extrasIn(`${archive}thread/ABC/`, 'python/cpython'), {});
  });
});

describe('modules and packages', () => {
  it('tell the module of a function', () => {
    const functions = [
      'tarfile.TarFile.extract',
      'http.client.HTTPResponse.read',
      'http.client',
      'xml.dom.minidom.parse',
      'PyX_Y',
      'asyncio.a.b.c',
      'tarfile.open()',
      'A.b',
      'Lib/x.py',
      'http.HTTPStatus.OK',
    ];
    assert.deepEqual(modulesOf(functions, ['http', 'xml', 'xml.dom']), [
      'tarfile',
      'http.client',
      'http',
      'xml.dom.minidom',
      'asyncio',
    ]);
  });
  const purls: readonly (readonly [string, string, string | undefined])[] = [
    ['pip', 'Zope.Interface_x', 'pkg:pypi/zope-interface-x'],
    ['npm', '@a/b', 'pkg:npm/%40a/b'],
    ['npm', 'a/b', undefined],
    ['maven', 'org.a:b', 'pkg:maven/org.a/b'],
    ['maven', 'b', undefined],
    ['go', 'github.com/a/b/v2', 'pkg:golang/github.com/a/b/v2'],
    ['rust', 'a b', undefined],
    ['swift', 'github.com/a/b', undefined],
    ['composer', 'a/b', 'pkg:composer/a/b'],
  ];
  for (const [ecosystem, name, expected] of purls)
    it(`give ${name} of ${ecosystem} ${expected === undefined ? 'no address' : 'an address'}`, () => {
      const known = ecosystemOf(ecosystem);
      assert.ok(known);
      assert.equal(purlOf(known, name), expected);
    });
  it('are none of an ecosystem that is not known', () => {
    for (const name of ['other', null, 'constructor', '__proto__']) assert.equal(ecosystemOf(name), undefined);
  });
});
