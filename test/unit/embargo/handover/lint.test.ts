import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import {
  lintPublication,
  lookThrough,
  type Finding,
  type NewLine,
  type Private,
  type Publication,
} from '../../../../src/embargo/handover/lint.ts';

const ID = 'GHSA-2345-6789-cfgh';
const secret: Private = {
  advisory: ID,
  cve: 'CVE-2026-12345',
  fork: ['https://github.com/python/cpython-private', 'python/cpython-private', 'cpython-private'],
  branches: ['advisory-fix-1-main', 'main'],
  commits: ['0123456789abcdef0123456789abcdef01234567'],
  people: ['jane-doe', 'Zoë Jürgens', 'rita'],
  reporters: ['rita'],
  internal: ['slack.com', 'github.com/python/psrt'],
};
const empty: Publication = {
  message: 'gh-1: Check the path',
  branch: 'gh-1-main',
  author: 'Robin <robin@example.org>',
  files: [],
};

function numbered(text: string): readonly NewLine[] {
  return text.split('\n').map((one, at) => ({ line: at + 1, text: one }));
}

function inMessage(message: string): readonly Finding[] {
  return lintPublication({ ...empty, message }, secret);
}

function inFile(text: string): readonly Finding[] {
  return lintPublication({ ...empty, files: [{ path: 'a.py', named: false, lines: numbered(text) }] }, secret);
}

/** What a person may let pass. */
function doubtsIn(text: string, change: Partial<Private> = {}): readonly Finding[] {
  const known = { ...secret, ...change };
  return lookThrough({ ...empty, files: [{ path: 'a.py', named: false, lines: numbered(text) }] }, known).doubts;
}

const kinds = (findings: readonly Finding[]) => [...new Set(findings.map(({ kind }) => kind))].sort();

describe('the lint of what goes public', () => {
  it('finds nothing in an ordinary fix', () => {
    const text = [
      'gh-12345: Check paths in ``tarfile`` (GH-777)',
      '',
      'A member could be written outside of the folder since 2007, in 12 cases.',
      'See https://github.com/python/cpython/issues/12345 and PEP 706.',
      '(cherry picked from commit fedcba9876543210fedcba9876543210fedcba98)',
      'receive 20261234, ghsa, cve, cves 2026, `fix_1_main`, private cpython, 0123457, janedoes, Doe, Jane',
    ].join('\n');
    assert.deepEqual(inMessage(text), []);
    assert.deepEqual(inFile(text), []);
  });

  const hidden: readonly (readonly [string, string, Finding['kind']])[] = [
    ['an advisory id', ID, 'advisory-id'],
    ['its own without the letters before it', '2345-6789-cfgh', 'advisory-id'],
    ['in small letters', 'ghsa-2345-6789-cfgh', 'advisory-id'],
    ['with other hyphens', 'GHSA\u20112345\u20136789\u2212cfgh', 'advisory-id'],
    ['with no hyphens', 'GHSA23456789cfgh', 'advisory-id'],
    ['with blanks and a tab', 'GHSA - 2345\t6789 cfgh', 'advisory-id'],
    ['over line ends', '# GHSA-2345-\n# 6789-\n\n# cfgh', 'advisory-id'],
    ['percent-encoded', '%47HSA%2D2345%2d6789-cfgh', 'advisory-id'],
    ['percent-encoded twice', 'GHSA%252D2345-6789-cfgh', 'advisory-id'],
    ['in HTML', 'GHSA&#45;2345&#x2d;6789&hyphen;cfgh', 'advisory-id'],
    ['with escapes', '"GHSA\\x2d2345\\u002d6789\\055cfgh"', 'advisory-id'],
    ['quoted for mail', 'GHSA=2D2345-6789-cf=\ngh', 'advisory-id'],
    ['with what is not seen', 'GH\u200bSA-2345-67\u00ad89-cf\u2060gh', 'advisory-id'],
    ['in wide letters', '\uff27\uff28\uff33\uff21-2345-6789-cfgh', 'advisory-id'],
    ['in letters that look alike', 'GH\u0405A-2345-6789-\u0441fgh', 'advisory-id'],
    ['in a name', 'test_ghsa_2345_6789_cfgh()', 'advisory-id'],
    ['as parts of a list', '["GHSA", "2345", "6789", "cfgh"]', 'advisory-id'],
    ['a CVE id', 'CVE-2026-12345', 'cve-id'],
    ['the same in a name', 'test_cve_2026_12345()', 'cve-id'],
    ['as parts of a list', '["CVE", "2026", "12345"]', 'cve-id'],
    ['glued to a word', 'fixescve202612345', 'cve-id'],
    ['over a line end', 'CVE-2026-\n12345', 'cve-id'],
    ['the fork', 'git clone git@github.com:Python/CPython-private.git', 'fork'],
    ['its name', 'see cpython-private', 'fork'],
    ['a private branch', 'Merge branch advisory-fix-1-main', 'private-branch'],
    ['a private commit', 'cherry picked from 0123456789ab', 'private-commit'],
    ['a login', 'thanks @Jane-Doe', 'name'],
    ['the same as a name', 'by Jane\nDoe', 'name'],
    ['the same glued', 'https://example.org/~JaneDoe/', 'name'],
    ['a name without its accents', 'Zoe Jurgens', 'name'],
    ['an internal address', 'https://app.slack.com/x', 'internal'],
    ['the same percent-encoded', 'github.com%2Fpython%2Fpsrt%2Fissues', 'internal'],
    ['an uploaded file', 'https://github.com/user-attachments/assets/1', 'internal'],
  ];
  for (const [what, text, kind] of hidden)
    it(`finds ${what}: ${JSON.stringify(text)}`, () => {
      assert.ok(kinds(inMessage(`gh-1: Fix\n\nIt is (${text}).`)).includes(kind), 'message');
      assert.ok(kinds(inFile(`x = 1\n  ${text}; y`)).includes(kind), 'file');
    });

  it('leaves it to a person whether ids of others may be public', () => {
    const open: readonly (readonly [string, Finding['kind']])[] = [
      ['GHSA-xxxx-vvvv-wwww', 'advisory-id'],
      ['"GHSA", "xxxx", "vvvv", "wwww"', 'advisory-id'],
      ['see also CVE-2023-24329', 'cve-id'],
      ['test_cve_1999_0001', 'cve-id'],
      ['CVE%2d2023 24329', 'cve-id'],
      ['CVE-2023-\n# 24329', 'cve-id'],
      ['CVE-2026-123456', 'cve-id'],
      ['CVE-2026-1234', 'cve-id'],
    ];
    for (const [text, kind] of open) {
      assert.deepEqual(inMessage(`gh-1: Fix\n\n${text}`), [], text);
      assert.deepEqual(inFile(text), [], text);
      assert.deepEqual(doubtsIn(`x\n${text}`), [{ kind, where: 'file', file: 'a.py', line: 2 }], text);
      assert.deepEqual(lookThrough({ ...empty, message: `gh-1: Fix\n\n${text}` }, secret).doubts, [
        { kind, where: 'message', line: 3 },
      ]);
    }
  });

  it('refuses tokens wherever they stand', () => {
    const tokens = [`ghp_${'A'.repeat(36)}`, 'AKIAIOSFODNN7EXAMPLE', `pypi-${'b'.repeat(60)}`, `npm_${'c'.repeat(36)}`];
    for (const token of tokens) {
      assert.deepEqual(inFile(`x\nkey = "${token}"`), [{ kind: 'token', where: 'file', file: 'a.py', line: 2 }], token);
      assert.deepEqual(doubtsIn(`key = "${token}"`), []);
      assert.deepEqual(inMessage(`gh-1: Fix\n\nwith ${token}`), [{ kind: 'token', where: 'message', line: 3 }]);
    }
  });

  it('refuses a private key in the message, and leaves it to a person in a file, for a test may bring one', () => {
    const key = '-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----';
    assert.deepEqual(inMessage(`gh-1: Fix\n\n${key}`), [{ kind: 'token', where: 'message', line: 3 }]);
    assert.deepEqual(inFile(key), []);
    assert.deepEqual(doubtsIn(`x\n${key}`), [{ kind: 'token', where: 'file', file: 'a.py', line: 2 }]);
    assert.deepEqual(doubtsIn('-----BEGIN CERTIFICATE-----\nabc'), []);
  });

  it('where the advisory’s CVE id is not known, leaves that of every CVE id to a person', () => {
    const { cve: _cve, ...unknown } = secret;
    const looked = lookThrough({ ...empty, message: 'Fix CVE-2026-12345' }, unknown);
    assert.deepEqual(looked, { findings: [], doubts: [{ kind: 'cve-id', where: 'message', line: 1 }] });
  });

  it('takes no plain numbers in code for a CVE id', () => {
    const code = 'sizes = execve, 2048, 4096\nexecve 2048 4096\nrecve-2026-12345\ncve, 2048, 4096\ncve(2026)[12345]';
    assert.deepEqual(doubtsIn(code), []);
    const { cve: _cve, ...unknown } = secret;
    assert.deepEqual(lookThrough({ ...empty, message: code }, unknown), { findings: [], doubts: [] });
  });

  it('refuses any id in the name of the branch and of the author', () => {
    const looked = lookThrough({ ...empty, branch: 'fix-cve-2023-24329', author: 'GHSA-xxxx-vvvv-wwww <a@b.c>' }, secret);
    assert.deepEqual(
      looked.findings.map(({ kind, where }) => [kind, where]),
      [
        ['cve-id', 'branch'],
        ['advisory-id', 'author'],
      ],
    );
  });

  it('looks for everything in what is no text, in whatever way it is written there', () => {
    const texts: readonly (readonly [string, Finding['kind']])[] = [
      [ID, 'advisory-id'],
      ['CVE-2026-12345', 'cve-id'],
      ['git clone https://github.com/python/cpython-private', 'fork'],
      ['in advisory-fix-1-main', 'private-branch'],
      ['found by jane-doe, thanks', 'name'],
      ['found by Zoë Jürgens!', 'name'],
      ['0123456789abcdef', 'private-commit'],
      ['see https://app.slack.com/x', 'internal'],
    ];
    const forms: readonly ((text: string) => Buffer)[] = [
      (text) => Buffer.from(`PK\0\x03${text}\0`),
      (text) => Buffer.from(`\0\x07${text}\x80`, 'latin1'),
      (text) => Buffer.from(`\0${text}\0`, 'utf16le'),
      (text) => Buffer.from(`\0${text}\0`, 'utf16le').swap16(),
      (text) => Buffer.concat([Buffer.from([7]), Buffer.from(`\0${text}\0`, 'utf16le')]),
      (text) => Buffer.concat([Buffer.from([7]), Buffer.from(`\0${text}\0`, 'utf16le').swap16()]),
    ];
    for (const [text, kind] of texts)
      for (const [at, form] of forms.entries()) {
        const files = [{ path: 'a.bin', named: true, lines: [], bytes: { now: form(text) } }];
        assert.deepEqual(lintPublication({ ...empty, files }, secret), [{ kind, where: 'file', file: 'a.bin' }], `${text} ${at}`);
        const before = { path: 'a.bin', named: false, lines: [], bytes: { now: form(text), before: form(`old\n${text}`) } };
        assert.deepEqual(lintPublication({ ...empty, files: [before] }, secret), [], 'it was there before');
      }
  });

  it('finds what lies on the seam of the pieces in which much of no text is read, and in long ones', () => {
    for (const before of [65_520, 65_530, 65_536, 131_060, 400_000]) {
      const text = `${'x'.repeat(before)} janedoe ${ID}`;
      for (const now of [Buffer.from(`\0${text}`), Buffer.from(`\0${text}`, 'utf16le')]) {
        const files = [{ path: 'a.bin', named: true, lines: [], bytes: { now } }];
        const found = lintPublication({ ...empty, files }, { ...secret, people: ['janedoe'] });
        assert.deepEqual(kinds(found), ['advisory-id', 'name'], String(before));
      }
    }
  });

  it('looks for no short names in what is no text, and leaves ids of others there to a person', () => {
    const file = (text: string) => ({ path: 'a.bin', named: true, lines: [], bytes: { now: Buffer.from(`\0 ${text} \0`) } });
    const short = { ...secret, people: ['jd'] };
    assert.deepEqual(lookThrough({ ...empty, files: [file('by jd')] }, short), { findings: [], doubts: [] });
    assert.deepEqual(lookThrough({ ...empty, files: [file('CVE-2023-24329')] }, secret), {
      findings: [],
      doubts: [{ kind: 'cve-id', where: 'file', file: 'a.bin' }],
    });
  });

  it('looks at branch, author, names of new files and bytes', () => {
    assert.deepEqual(lintPublication({ ...empty, branch: 'fix-cve-2026-12345' }, secret), [{ kind: 'cve-id', where: 'branch' }]);
    assert.deepEqual(lintPublication({ ...empty, author: 'Rita <r@example.org>' }, secret), [{ kind: 'name', where: 'author' }]);
    assert.deepEqual(lintPublication({ ...empty, author: 'Jane Doe <j@example.org>' }, secret), [], 'may be the author');
    const path = 'Lib/test_ghsa_2345_6789_cfgh.py';
    assert.deepEqual(lintPublication({ ...empty, files: [{ path, named: true, lines: [] }] }, secret), [
      { kind: 'advisory-id', where: 'path', number: 1 },
    ]);
    assert.deepEqual(lintPublication({ ...empty, files: [{ path, named: false, lines: [] }] }, secret), []);
    const wide = Buffer.concat([Buffer.from([0, 1]), Buffer.from(`x ${ID}`, 'utf16le')]);
    assert.deepEqual(
      lintPublication({ ...empty, files: [{ path: 'a.bin', named: true, lines: [], bytes: { now: wide } }] }, secret),
      [{ kind: 'advisory-id', where: 'file', file: 'a.bin' }],
    );
  });

  it('tells the line, and says each thing once', () => {
    assert.deepEqual(inMessage(`a\nb ${ID} ${ID}\nc`), [{ kind: 'advisory-id', where: 'message', line: 2 }]);
    const lines = [...numbered('a\nb'), { line: 90, text: 'rita' }];
    assert.deepEqual(lintPublication({ ...empty, files: [{ path: 'x', named: false, lines }] }, secret), [
      { kind: 'name', where: 'file', file: 'x', line: 90 },
    ]);
  });

  it('does not put lines together that are far from one another', () => {
    const lines = [
      { line: 1, text: 'GHSA-2345-' },
      { line: 9, text: '6789-cfgh' },
    ];
    assert.deepEqual(lintPublication({ ...empty, files: [{ path: 'x', named: false, lines }] }, secret), []);
  });

  const SEPARATORS = [
    '-',
    '\u2010',
    '\u2014',
    ' ',
    '\n',
    '\n# ',
    '_',
    '.',
    '%2D',
    '%E2%80%91',
    '&#45;',
    '\\u2011',
    '\u200b',
    '',
    '", "',
    '/',
  ];
  const NOISE = fc.array(fc.constantFrom('x = 1', ' ', '\n', '-', 'paths', '%', '\\', '# ', 'é', '0', '[', '&', '\ud800'), {
    maxLength: 30,
  });

  it('finds an id wherever and however it is hidden', () => {
    const alphabet = [...'23456789cfghjmpqrvwx'];
    const part = fc.array(fc.constantFrom(...alphabet), { minLength: 4, maxLength: 4 }).map((all) => all.join(''));
    const advisory = fc.tuple(fc.constant('GHSA'), part, part, part);
    const cve = fc.tuple(
      fc.constant('CVE'),
      fc.integer({ min: 1999, max: 2099 }).map(String),
      fc.integer({ min: 1000, max: 9_999_999 }).map(String),
    );
    const separators = fc.array(fc.constantFrom(...SEPARATORS), { minLength: 3, maxLength: 3 });
    const spelt = fc.array(fc.constantFrom('same', 'upper', 'lower', 'percent', 'wide'), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.oneof(advisory, cve), separators, spelt, NOISE, NOISE, (id, between, how, left, right) => {
        const text = id.map((one, at) => spell(one, how) + (at < id.length - 1 ? (between[at] ?? '') : '')).join('');
        // A digit behind it would make it another one.
        const behind = right.join('').replaceAll('0', '');
        const whole = `${left.join('')} ${text} ${behind}`;
        const kind = id[0] === 'CVE' ? 'cve-id' : 'advisory-id';
        const own = { ...secret, ...(kind === 'cve-id' ? { cve: id.join('-') } : { advisory: id.join('-') }) };
        const files = [{ path: 'a.py', named: false, lines: numbered(whole) }];
        assert.ok(kinds(lintPublication({ ...empty, message: whole }, own)).includes(kind));
        assert.ok(kinds(lintPublication({ ...empty, files }, own)).includes(kind));
        if (kind === 'advisory-id') assert.ok(kinds(doubtsIn(whole)).includes(kind), 'of another advisory');
      }),
      { numRuns: 500 },
    );
  });

  it('never tells what it has found', () => {
    fc.assert(
      fc.property(fc.constantFrom(...hidden), NOISE, ([, text], noise) => {
        const told = JSON.stringify(inMessage(`${noise.join('')} ${text}`));
        assert.doesNotMatch(told, /2345|6789|cfgh|12345|jane|jurgens|slack|ghp_/i);
      }),
    );
  });

  it('takes time as the text is long, also for hostile ones', () => {
    const hostile = [
      'GHSA-',
      'ghsa2345',
      'CVE-2026-',
      '%25',
      '&#',
      'a-',
      'jane ',
      '0123456',
      'https://',
      '-----BEGIN ',
      '@a.',
      '\u200b',
      '\n',
    ];
    for (const sign of hostile) {
      const long = sign.repeat(Math.ceil(262_144 / sign.length));
      const quarter = Math.min(...[1, 2].map(() => time(() => inMessage(long.slice(0, long.length / 4)))));
      const whole = Math.min(...[1, 2].map(() => time(() => inMessage(long))));
      assert.ok(whole < Math.max(quarter, 20) * 12, `${JSON.stringify(sign)}: ${quarter} ms, four times as long: ${whole} ms`);
    }
  });
});

function spell(text: string, how: readonly string[]): string {
  return Array.from(text, (letter, at) => {
    const way = how[at % how.length];
    if (way === 'upper') return letter.toUpperCase();
    if (way === 'lower') return letter.toLowerCase();
    if (way === 'percent') return `%${letter.charCodeAt(0).toString(16)}`;
    return way === 'wide' ? String.fromCharCode(letter.charCodeAt(0) + 0xfee0) : letter;
  }).join('');
}

function time(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
