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

  it('never has a path with a folder above in it', () => {
    for (const dots of ['..', '.', '%2e', '.%2e', '%2E%2E'])
      for (const it of findPermalinks(`${BASE}/blob/main/x/${dots}/y.py`))
        assert.ok(!it.path.split('/').some((part) => part === '..' || part === '.'));
  });
});
