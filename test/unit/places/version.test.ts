import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { findVersions, installedVersions } from '../../../src/places/find/version.ts';
import { psrt } from '../advisory/sample.ts';

const versions = (text: string) =>
  findVersions(text, psrt)
    .filter(({ version }) => version !== null)
    .map(({ version, named }) => [version, named]);
const commits = (text: string) => [...new Set(findVersions(text, psrt).flatMap(({ commit }) => commit ?? []))];

describe('versions in a report', () => {
  it('are those of the product, or of nothing else that is named', () => {
    for (const [text, expected] of [
      ['Python 3.13.1 crashes', [['3.13.1', true]]],
      ['CPython: 3.14', [['3.14', true]]],
      ['python `3.12.0rc1`', [['3.12.0rc1', true]]],
      [
        'tested on 3.11.4 and v3.12.1',
        [
          ['3.11.4', false],
          ['3.12.1', false],
        ],
      ],
      ['version 3.14.0a1.', [['3.14.0a1', false]]],
      ['3.13.1', [['3.13.1', false]]],
      ['Python 3.13.1+ (heads/main:abc1234)', [['3.13.1', true]]],
    ] as const)
      assert.deepEqual(versions(text), expected, text);
  });

  it('are not those of others, nor numbers in addresses, paths and ranges', () => {
    for (const text of [
      'OpenSSL 3.1.2',
      'gcc 12.3',
      'https://x.org/3.13.1/',
      'python3.13/lib',
      'lib/3.13',
      '10.0.0.1',
      '1.2.3.4',
      'a@3.13',
      '==3.13.1',
      'CVSS:3.1',
      'not 3.13',
      'fixed in 3.13.1',
      'works fine on 3.12',
      'before 3.13',
      '3.13x',
      '3.13-beta',
      '1234.5',
    ])
      assert.deepEqual(versions(text), [], text);
  });

  it('tell the commit of a build and of a branch', () => {
    assert.deepEqual(commits('Python 3.14.0a1+ (heads/main:abc1234def, Nov 1 2026)'), ['abc1234def']);
    assert.deepEqual(commits('Python 3.13.1 (tags/v3.13.1:0671451779, Dec 3 2024)'), ['0671451779']);
    assert.deepEqual(commits('on main at abc1234, commit `deadbeef00`, main branch (0123456)'), [
      'abc1234',
      'deadbeef00',
      '0123456',
    ]);
    for (const text of ['commit abc123', 'commit abcdefg', 'abc1234', 'commit ABC1234', `commit ${'a'.repeat(41)}`])
      assert.deepEqual(commits(text), [], text);
  });

  it('stand where they say', () => {
    const text = 'Python 3.13.1, then main at abc1234 and 3.12.';
    for (const { start, end, text: own } of findVersions(text, psrt)) assert.equal(text.slice(start, end), own);
  });
});

describe('versions in installed paths', () => {
  it('are read from the folders that the process names', () => {
    assert.deepEqual(
      installedVersions(
        [
          '/usr/lib/python3.13/a.py',
          '/usr/lib64/python3.12/b.py',
          'C:/Python311/Lib/c.py',
          '/usr/lib/python3.13/d.py',
          '/x/y.py',
        ],
        psrt,
      ),
      ['3.13', '3.12', '3.11'],
    );
    assert.deepEqual(installedVersions(['/home/me/.pyenv/versions/3.13.1/lib/python3.13/a.py'], psrt), ['3.13.1', '3.13']);
    assert.deepEqual(installedVersions(['/opt/9.9.9/lib/python3.13/a.py'], psrt), ['3.13']);
  });

  it('are read in any process that the schema allows', () => {
    for (const folder of ['lib/{minor}/{digits}', 'lib/{minor}/{minor}', 'a+b(c/{minor}', '{digits}{minor}', 'a{2,1}']) {
      const process = { ...psrt, versions: { installed: [{ folder, tree: 'Lib' }] } };
      assert.doesNotThrow(() => installedVersions(['/usr/lib/3.13/313/a.py'], process), folder);
    }
  });
});
