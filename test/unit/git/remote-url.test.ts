import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { parseRemoteUrl } from '../../../src/git/remote-url.ts';

describe('addresses of remotes', () => {
  for (const [url, host] of [
    ['https://github.com/python/cpython.git', 'github.com'],
    ['https://github.com/python/cpython', 'github.com'],
    ['https://github.com/python/cpython/', 'github.com'],
    ['http://127.0.0.1:8080/python/cpython.git', '127.0.0.1:8080'],
    ['https://user:secret@GitHub.com/python/cpython.git', 'github.com'],
    ['git@github.com:python/cpython.git', 'github.com'],
    ['github.com:python/cpython', 'github.com'],
    ['git@github.com:/python/cpython.git/', 'github.com'],
    ['ssh://git@github.com/python/cpython.git', 'github.com'],
    ['ssh://git@ssh.github.com:443/python/cpython.git', 'github.com'],
    ['git@ssh.github.com:python/cpython.git', 'github.com'],
    ['git://github.com/python/cpython.git', 'github.com'],
    ['git+ssh://git@github.com/python/cpython', 'github.com'],
    ['https://github.com:443/python/cpython', 'github.com'],
    ['https://github.com@evil.example/python/cpython', 'evil.example'],
    ['ssh://git@ghe.example:2222/python/cpython', 'ghe.example'],
  ] as const) {
    it(`reads ${url}`, () => {
      assert.deepEqual(parseRemoteUrl(url), { host, repository: 'python/cpython' });
    });
  }

  it('reads nothing else', () => {
    for (const url of [
      '',
      '/srv/git/python/cpython.git',
      './python/cpython',
      '../python/cpython',
      'C:\\python\\cpython',
      'C:/python/cpython',
      'file:///python/cpython',
      'https://github.com/python',
      'https://github.com/a/python/cpython',
      'https://github.com/',
      'https://github.com/python/..',
      'ext::sh -c x',
      'javascript:python/cpython//x',
      'https://github.com/py thon/cpython',
      'ftp://github.com/python/cpython',
      'github.com:',
      '@:a/b',
      'cpython.bundle',
    ]) {
      assert.equal(parseRemoteUrl(url), undefined, url);
    }
    fc.assert(
      fc.property(fc.string(), (url) => {
        parseRemoteUrl(url);
      }),
    );
  });
});
