import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Advisory } from '../../../src/advisory/model.ts';
import { writeRecord, type RecordExtras, type RecordKind, type RecordSource } from '../../../src/records/record.ts';
import { NOW, psrt, sample } from '../advisory/sample.ts';
import { assertLinear } from '../places/growth.ts';
import { hostileText, sources } from './arbitrary.ts';

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const word = (text: string) => new RegExp(`(?<![A-Za-z0-9])${escape(text)}(?![A-Za-z0-9])`, 'i');

/** What must not stand in a public text, told independently of how it is taken out. */
function leaks(text: string, { advisory, more, process }: RecordSource): string[] {
  // What nobody sees could stand between the letters.
  const seen = text.replace(/\p{Default_Ignorable_Code_Point}/gu, '');
  const people = [
    advisory.author,
    advisory.publisher,
    ...advisory.credits.map(({ login }) => login),
    ...advisory.collaboratingUsers,
  ];
  const names = [...people, ...(more.names ?? []), advisory.privateFork?.fullName].filter((name) => /[a-z0-9]/i.test(name ?? ''));
  const isPublic =
    advisory.state === 'published' ||
    more.announced === true ||
    (more.announcement !== undefined && process.states.finished.includes(advisory.state));
  const patterns: readonly [string, RegExp][] = [
    ['a GHSA id', /GHSA-[23456789cfghjmpqrvwx]{4}-[23456789cfghjmpqrvwx]{4}-[23456789cfghjmpqrvwx]{4}/i],
    ['a mail address', /[A-Z0-9._%+-]+@[A-Z0-9-]+\.[A-Z]{2,}/i],
    ['an attachment', /user-attachments\/|user-images\.github/],
    ['an advisory', /security\/advisories/],
    ...names.map((name): [string, RegExp] => ['a name', word((name ?? '').trim())]),
    ...(advisory.cveId !== null && /^CVE-\d+-\d+$/.test(advisory.cveId) && !isPublic
      ? [['its CVE id', new RegExp(`${advisory.cveId}(?!\\d)`, 'i')] as [string, RegExp]]
      : []),
  ];
  return patterns.filter(([, pattern]) => pattern.test(seen)).map(([what, pattern]) => `${what}: ${String(pattern)}`);
}

function issue(changes: Partial<Advisory>, more: RecordExtras = {}): { text: string; words: string } {
  const advisory = sample({ state: 'draft', title: 'It leaks', description: 'It leaks.', ...changes });
  const result = writeRecord('issue', { advisory, process: psrt, now: NOW, more });
  assert.ok(result.ok, JSON.stringify(result));
  return { text: result.value.message?.body ?? '', words: result.value.missing.map(({ words }) => words).join('\n') };
}
const body = (description: string, changes: Partial<Advisory> = {}, more: RecordExtras = {}) =>
  issue({ description, ...changes }, more)
    .text.replace(/\n*### Affected versions[^]*$/, '')
    .trim();

describe('what is public before the announcement', function () {
  this.timeout(120_000);
  const kinds: readonly RecordKind[] = ['issue', 'news'];
  for (const kind of kinds)
    it(`never holds in an ${kind} who or what is on the advisory`, () => {
      let count = 0;
      fc.assert(
        fc.property(sources, hostileText, (source, text) => {
          const titled = { ...source, advisory: { ...source.advisory, title: `${source.advisory.title} ${text}` } };
          for (const one of [source, titled]) {
            const result = writeRecord(kind, one);
            if (!result.ok) continue;
            count++;
            assert.deepEqual(leaks(result.value.text, one), []);
          }
        }),
        { numRuns: 3000 },
      );
      assert.ok(count > 300, `only ${count} texts`);
    });

  const cases: readonly (readonly [string, string, string])[] = [
    ['the reporter’s login', 'Ask @rita, or RITA; not Ritalin.', 'Ask @[…], or […]; not Ritalin.'],
    ['a login in a path', 'See https://gist.github.com/rita/12ab for it.', 'See […] for it.'],
    ['a login beside marks', 'rita_poc.py by `rita`', '[…]_poc.py by `[…]`'],
    ['a login with an escaped mark', 'jane\\_doe and jane\\-doe', '[…] and […]'],
    ['an advisory', 'See https://github.com/python/cpython/security/advisories/GHSA-2222-3333-4444.', 'See […].'],
    ['an id', 'GHSA-2222-3333-4444, ghsa‑2222‑3333‑4444 and XGHSA-2222-3333-4444a', '[…], […] and X[…]'],
    ['a private fork', 'git clone git@github.com:python/cpython-ghsa-2222-3333-4444.git now', 'git clone […] now'],
    ['a private fork by name', 'in python/cpython-ghsa-2222-3333-4444 and cpython-ghsa-2222-3333-4444', 'in […] and […]'],
    ['a mail address', 'Write to jane.x+y@example.org or jane [at] example [dot] org.', 'Write to […] or […].'],
    [
      'an attachment',
      '![shot](https://github.com/user-attachments/assets/1) [poc.py](https://github.com/user-attachments/files/1/poc.py)',
      'shot poc.py',
    ],
    ['an older attachment', 'https://github.com/python/cpython/files/123/poc.zip', '[…]'],
    ['its CVE id', 'CVE-2026-12345 is like CVE-2007-4559', '[…] is like CVE-2007-4559'],
    ['a comment', 'a <!-- rita wrote this --> b', 'a  b'],
    ['hidden characters', 'ri\u200bta and GHSA-2222-\u00ad3333-4444', '[…] and […]'],
    [
      'what is internal to the process',
      'see https://github.com/python/psrt/issues/3, python.slack.com/archives/1',
      'see […], […]',
    ],
    ['tokens', `a ghp_${'a'.repeat(36)} b`, 'a […] b'],
    ['private keys', '-----BEGIN RSA PRIVATE KEY-----\nx\n-----END RSA PRIVATE KEY-----\nb', '[…]\nb'],
    ['a section of credits', 'a\n\n## Credits\n\nJane Doe\n\n### More\nx\n\n## Patches\n\nb', 'a\n\n## Patches\n\nb'],
    ['a bold heading of credits', 'a\n\n**Credits**\n\nJane Doe\n\n**Patches**\nb', 'a\n\n**Patches**\nb'],
    ['a line of credits', 'a\nReported by Jane Doe\n- **Discovered by** J.\nCredit: J.\nb', 'a\nb'],
  ];
  const people: Partial<Advisory> = {
    cveId: 'CVE-2026-12345',
    author: 'rita',
    collaboratingUsers: ['Jane_Doe', 'jane-doe'],
    privateFork: { fullName: 'python/cpython-ghsa-2222-3333-4444', htmlUrl: null },
  };
  for (const [what, text, expected] of cases)
    it(`loses ${what}`, () => {
      assert.equal(body(text, people), expected);
      assert.match(issue({ description: text, ...people }).words, /^taken out: \d+ /m);
    });

  const kept: readonly (readonly [string, string])[] = [
    ['decorators', '```python\n@property\ndef f(x): ...\n```'],
    ['matrices', 'a @ b'],
    ['code that looks like a heading of credits', '```python\n# Credits\nrun()\n```'],
    ['a comment in code', '```html\n<!-- x -->\n```\n\nand `<!-- y -->`'],
    [
      'public links',
      'https://github.com/python/cpython/blob/main/Lib/tarfile.py#L1 and https://github.com/python/cpython/issues/1',
    ],
    ['headings of the environment', '### Reporter notes on Linux\n\nx'],
  ];
  for (const [what, text] of kept)
    it(`keeps ${what}`, () => {
      assert.equal(body(text, people), text);
    });

  it('keeps the CVE id once everybody may know it', () => {
    const text = 'CVE-2026-12345';
    const announcement = 'https://mail.python.org/archives/list/security-announce@python.org/thread/X/';
    assert.equal(body(text, people), '[…]');
    assert.equal(body(text, { ...people, state: 'published' }), text);
    assert.equal(body(text, people, { announced: true }), text);
    assert.equal(body(text, { ...people, state: 'closed' }, { announcement }), text);
    // A mail that was only found in an open advisory may be about something else.
    assert.equal(body(text, people, { announcement }), '[…]');
  });

  it('loses names that the writer is told', () => {
    assert.equal(body('Łukasz Doe and Jane  Doe, jane doe', {}, { names: ['Łukasz Doe', 'Jane Doe'] }), '[…] and […], […]');
  });

  it('says what was taken out by how often and never by what', () => {
    const { words } = issue({ description: 'rita, rita, a@example.org', author: 'rita' });
    assert.match(words, /taken out: 2 logins or names/);
    assert.match(words, /taken out: 1 mail address/);
    assert.doesNotMatch(words, /rita|example/);
  });

  it('has the labels and title of the process, and says that a person has to read it', () => {
    const advisory = sample({
      title: '[ACCEPTED] rita: it leaks',
      author: 'rita',
      vulnerabilities: [{ ecosystem: 'other', name: 'cpython', range: '< 3.12.9', patched: null, functions: [] }],
    });
    const result = writeRecord('issue', { advisory, process: psrt, now: NOW, more: {} });
    assert.ok(result.ok);
    assert.deepEqual(result.value.message, {
      subject: '[…]: it leaks',
      body: 'It leaks.\n\n### Affected versions\n\n- `< 3.12.9`\n',
      labels: ['type-security'],
    });
    assert.equal(result.value.fileName, 'GHSA-2222-3333-4444.issue.md');
    assert.ok(result.value.missing.some(({ part }) => part === 'read'));
  });
});

describe('texts that are written to hang a reader', function () {
  this.timeout(120_000);
  const pieces = [
    ...[
      'a',
      ' ',
      '\n',
      '\t',
      '>',
      '    >\n',
      '`',
      '```\n',
      '*',
      '**a',
      '_',
      '_a_ ',
      '[',
      '[a](',
      '![',
      ']',
      '(',
      '<',
      '<!--',
      '<details ',
      '&',
      '\\',
      '|',
      '#',
      '# ',
      '- ',
      '.',
    ],
    ...[
      '@',
      'a@',
      'a@b.',
      '@a.b',
      'a [at] b [dot] ',
      '[at]',
      'x@y.z ',
      'ghsa-',
      '-ghsa-1111-1111-1111',
      'GHSA-2222-3333-4444',
      'a-',
      'a/',
    ],
    ...[
      'github.com/',
      'github.com/ ',
      'https://github.com/security/advisories/.... ',
      'github.com/......',
      'CVE-2026-',
      'CVE-2026-12345',
      'rita',
      'rita-',
      'rita\\_',
    ],
    ...[
      '### Credits\n',
      '**Credits**\n',
      'Reported by\n',
      '# a# ',
      '#   ',
      'https://github.com/python/cpython/pull/1 ',
      '{title}',
      'eyJaaaaaaaaaaaa.',
      '-----BEGIN PRIVATE KEY-----',
      'ghp_',
      '-----BEGIN A ',
      '\u200b',
      '\ud800',
      '😀',
      '== ',
      '-- ',
    ],
  ];
  const advisory = (description: string): Advisory =>
    sample({
      description,
      cveId: 'CVE-2026-12345',
      author: 'rita',
      severity: 'high',
      credits: [{ login: 'a', type: 'reporter', state: null }],
      vulnerabilities: [{ ecosystem: 'other', name: 'cpython', range: '< 3.12.9', patched: '3.12.9', functions: [] }],
    });
  const more: RecordExtras = {
    issue: 1,
    pullRequests: ['https://github.com/python/cpython/pull/1'],
    commits: [{ branch: 'main', sha: 'a'.repeat(40) }],
  };
  for (const kind of ['cve', 'osv', 'csaf', 'mail', 'issue', 'news', 'ghsa'] as const)
    it(`cost a ${kind} no more than twice the time for twice the text`, () => {
      for (const piece of pieces)
        assertLinear(kind, piece, (text) => {
          writeRecord(kind, { advisory: advisory(`x ${text}`), process: psrt, now: NOW, more });
        });
    });
  it('cost a title no more either', () => {
    for (const piece of pieces)
      assertLinear('title', piece, (text) => {
        writeRecord('issue', { advisory: { ...advisory('x'), title: `x ${text}` }, process: psrt, now: NOW, more });
      });
  });
});
