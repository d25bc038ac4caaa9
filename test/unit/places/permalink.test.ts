import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { findPermalinks } from '../../../src/places/find/permalink.ts';

const BASE = 'https://github.com/python/cpython';
const one = (text: string) => {
  const found = findPermalinks(text);
  assert.equal(found.length, 1, text);
  return found[0];
};
const lines = (text: string) => {
  const it = one(text);
  return [it?.line, it?.endLine];
};

describe('permalinks', () => {
  for (const [what, address, segments] of [
    ['blob', `${BASE}/blob/v3.13.1/Lib/tarfile.py`, ['v3.13.1', 'Lib', 'tarfile.py']],
    ['blame', `${BASE}/blame/main/Lib/tarfile.py`, ['main', 'Lib', 'tarfile.py']],
    ['raw', `${BASE}/raw/main/README.rst`, ['main', 'README.rst']],
    ['a branch by its whole name', `${BASE}/blob/refs/heads/main/a.c`, ['main', 'a.c']],
    ['a tag by its whole name', `${BASE}/blob/refs/tags/v3.9/a.c`, ['v3.9', 'a.c']],
    ['the raw host', 'https://raw.githubusercontent.com/python/cpython/refs/heads/main/Lib/a.py', ['main', 'Lib', 'a.py']],
    ['the raw host, the short way', 'https://raw.githubusercontent.com/python/cpython/main/Lib/a.py', ['main', 'Lib', 'a.py']],
    ['a branch with slashes', `${BASE}/blob/fix/one/two/a.py`, ['fix', 'one', 'two', 'a.py']],
    ['a space', `${BASE}/blob/main/Mac/Python%20Launcher/a.m`, ['main', 'Mac', 'Python Launcher', 'a.m']],
    ['letters beyond ASCII', `${BASE}/blob/main/Lib/%C3%A9.py`, ['main', 'Lib', 'é.py']],
    ['such letters as they are', `${BASE}/blob/main/Lib/é.py`, ['main', 'Lib', 'é.py']],
    ['a file without extension', `${BASE}/blob/main/Makefile`, ['main', 'Makefile']],
  ] as const) {
    it(`knows ${what}`, () => {
      const it = one(`see ${address} there`);
      assert.deepEqual(it?.link, { host: 'github.com', repository: 'python/cpython', segments });
      assert.deepEqual([it.text, it.start, it.path], [address, 4, segments.slice(1).join('/')]);
    });
  }

  it('reads lines in every form that GitHub makes', () => {
    const file = `${BASE}/blob/main/a.py`;
    for (const [hash, expected] of [
      ['', [null, null]],
      ['#L10', [10, null]],
      ['#L10-L20', [10, 20]],
      ['#L10-20', [10, 20]],
      ['#L20-L10', [10, 20]],
      ['#L10C3', [10, null]],
      ['#L10C3-L20C9', [10, 20]],
      ['?plain=1#L10', [10, null]],
      ['?plain=1#L10-L20', [10, 20]],
      ['?raw=true', [null, null]],
      ['#L0', [null, null]],
      ['#L', [null, null]],
      ['#readme', [null, null]],
      ['#L12345678', [null, null]],
      ['#L1x', [null, null]],
    ] as const)
      assert.deepEqual(lines(`${file}${hash}`), expected, hash);
  });

  it('leaves prose and Markdown outside', () => {
    const file = `${BASE}/blob/main/a.py#L1`;
    for (const [before, after] of [
      ['', '.'],
      ['', ','],
      ['(', ')'],
      ['[x](', ')'],
      ['[x](', ').'],
      ['<', '>'],
      ['"', '"'],
      ["'", "'"],
      ['`', '`'],
      ['**', '**'],
      ['', '?!'],
      ['', ';'],
      ['[', ']'],
      ['', '\\'],
      ['{', '}'],
      ['', '|'],
      ['', '\u00a0x'],
    ] as const) {
      assert.equal(one(`${before}${file}${after}`)?.text, file, `${before}…${after}`);
    }
    assert.equal(one(`${BASE}/blob/main/a_(b).py`)?.text, `${BASE}/blob/main/a_(b).py`);
    assert.equal(one(`(${BASE}/blob/main/a_(b))`)?.text, `${BASE}/blob/main/a_(b)`);
  });

  it('sees an address in emphasis by underscores', () => {
    assert.equal(findPermalinks(`_${BASE}/blob/main/a.py#L1_`)[0]?.text, `${BASE}/blob/main/a.py#L1`);
  });

  it('takes the host as a browser would, whatever stands before it', () => {
    for (const [address, host] of [
      ['https://github.com@evil.example/a/b/blob/main/x.py', 'evil.example'],
      ['https://github.com:x@evil.example/a/b/blob/main/x.py', 'evil.example'],
      ['https://github.com.evil.example/a/b/blob/main/x.py', 'github.com.evil.example'],
      ['https://GitHub.COM/a/b/blob/main/x.py', 'github.com'],
      ['https://github.com:443/a/b/blob/main/x.py', 'github.com'],
      ['https://github.com:8443/a/b/blob/main/x.py', 'github.com:8443'],
      ['https://xn--gthub-n4a.com/a/b/blob/main/x.py', 'xn--gthub-n4a.com'],
      ['https://gіthub.com/a/b/blob/main/x.py', 'xn--gthub-5cf.com'],
      ['http://127.0.0.1:8080/a/b/blob/main/x.py', '127.0.0.1:8080'],
      ['https://evilgithub.com/a/b/blob/main/x.py', 'evilgithub.com'],
      ['https://raw.githubusercontent.com.evil.example/a/b/raw/main/x.py', 'raw.githubusercontent.com.evil.example'],
    ] as const) {
      const found = one(address)?.link?.host;
      if (address.includes('і')) assert.ok(found !== 'github.com' && found?.startsWith('xn--'));
      else assert.equal(found, host, address);
    }
  });

  it('finds no place in what climbs out or hides a slash', () => {
    for (const path of [
      'blob/main/../../../../etc/passwd',
      'blob/main/%2e%2e/%2e%2e/%2e%2e/x',
      'blob/main/..%2f..%2fetc',
      'blob/main/a%2Fb.py',
      'blob/main/a%00.py',
      'blob/main/%ff.py',
      'blob/main/%zz.py',
      'blob/main',
      'blob/main/',
      'blob/main//a.py',
      'blob',
      'tree/main/Lib',
      'commit/abc',
      'pull/1/files',
      'edit/main/a.py',
      'blob/refs/heads/a.py',
    ]) {
      assert.deepEqual(findPermalinks(`${BASE}/${path}`), [], path);
    }
    for (const address of [
      'https://github.com/-a/b/blob/main/x.py',
      'https://github.com/a/b%20c/blob/main/x.py',
      'https://github.com/a/../blob/main/x.py',
      'ftp://github.com/a/b/blob/main/x.py',
      'https:///a/b/blob/main/x.py',
      'xhttps://github.com/a/b/blob/main/x.py',
      'https://github.com:99999/a/b/blob/main/x.py',
      'https://[::1/a/b/blob/main/x.py',
    ]) {
      assert.deepEqual(findPermalinks(address), [], address);
    }
  });

  it('knows a file in a tree and in the history, without a scheme, and behind escapes', () => {
    for (const [address, segments] of [
      [`${BASE}/tree/v3.9.1/Lib/poplib.py`, ['v3.9.1', 'Lib', 'poplib.py']],
      [`${BASE}/commits/main/Lib/poplib.py`, ['main', 'Lib', 'poplib.py']],
      ['github.com/python/cpython/blob/main/Lib/poplib.py#L3', ['main', 'Lib', 'poplib.py']],
      ['https://www.github.com/python/cpython/blob/main/Lib/poplib.py', ['main', 'Lib', 'poplib.py']],
      [`${BASE}/blob/main/Lib/\\_\\_future\\_\\_.py`, ['main', 'Lib', '__future__.py']],
    ] as const) {
      assert.deepEqual(one(address)?.link, { host: 'github.com', repository: 'python/cpython', segments });
      assert.equal(one(`see ${address}.`)?.text, address);
    }
  });

  it('knows a commit, which has no path', () => {
    for (const [address, line] of [
      [`${BASE}/commit/0123456789abcdef`, null],
      [`${BASE}/commit/0123456789abcdef#diff-${'a1'.repeat(32)}R12`, 12],
      [`${BASE}/commit/0123456789abcdef#diff-${'a1'.repeat(32)}L12-R15`, 12],
      [`${BASE}/pull/12/commits/0123456789abcdef`, null],
    ] as const) {
      const it = one(address);
      assert.deepEqual(
        [it?.path, it?.line, it?.tentative, it?.link?.segments],
        [null, line, true, ['0123456789abcdef']],
        address,
      );
    }
  });

  it('finds no place in pages without a file', () => {
    for (const page of [
      'issues/123',
      'pull/123',
      'pull/123.patch',
      'pull/123/files',
      `pull/123/files#diff-${'a1'.repeat(32)}R12`,
      'compare/v3.12.0...main',
      'security/advisories/GHSA-2222-3333-4444',
      'tree/v3.12.0/Lib/test',
      'commits/main',
      'commit/0123456789abcdef.patch',
      'releases/tag/v3.12.0',
      'blob/main',
    ])
      assert.deepEqual(findPermalinks(`${BASE}/${page}`), [], page);
  });

  it('joins an address that a mail broke', () => {
    const long = `${BASE}/blob/0123456789012345678901234567890123456789/Lib/asyncio/`;
    for (const text of [
      `<${BASE}/blob/main/Lib/asyncio/\nqueues.py#L12>`,
      `> <${BASE}/blob/main/Lib/asy\n> ncio/queues.py#L12>`,
      `${long}\nqueues.py#L12 is it`,
      `${BASE}/blob/main/Lib/asy=\r\nncio/queues.py?plain=3D1#L12`,
    ]) {
      const it = one(text);
      assert.deepEqual([it?.path, it?.line], ['Lib/asyncio/queues.py', 12], text);
      assert.equal(it?.text, text.slice(it?.start, it?.end));
    }
    assert.equal(one(`${long}queues.py\nLib/poplib.py`)?.path, 'Lib/asyncio/queues.py');
    assert.equal(one(`${BASE}/blob/main/a.py#L1\nis/it.py`)?.text, `${BASE}/blob/main/a.py#L1`);
  });

  it('knows files on mirrors, which have a path and no link', () => {
    const mirrors = ['https://hg.example.org/x/file/{revision}/{path}', 'https://svn.example.org/trunk/{path}'];
    for (const [address, path, line] of [
      ['https://hg.example.org/x/file/tip/Modules/zlibmodule.c#l1022', 'Modules/zlibmodule.c', 1022],
      ['http://hg.example.org/x/file/3.6/Lib/poplib.py', 'Lib/poplib.py', null],
      ['https://svn.example.org/trunk/Lib/poplib.py#L3', 'Lib/poplib.py', 3],
    ] as const) {
      const [it] = findPermalinks(`(${address})`, mirrors);
      assert.deepEqual([it?.kind, it?.path, it?.line, it?.link, it?.text], ['permalink', path, line, null, address]);
      assert.deepEqual(findPermalinks(address), []);
    }
    for (const address of [
      'https://hg.example.org/x/rev/0123456789ab',
      'https://hg.example.org/x/file/tip',
      'https://hg.example.org/x/file/tip/Lib/',
      'https://evil.example.org/x/file/tip/Lib/poplib.py',
      'https://hg.example.org/y/file/tip/Lib/poplib.py',
    ])
      assert.deepEqual(findPermalinks(address, mirrors), [], address);
  });

  it('never has a path with a folder above in it', () => {
    for (const dots of ['..', '.', '%2e', '.%2e', '%2E%2E'])
      for (const it of findPermalinks(`${BASE}/blob/main/x/${dots}/y.py`))
        assert.ok(!it.path?.split('/').some((part) => part === '..' || part === '.'));
  });
});
