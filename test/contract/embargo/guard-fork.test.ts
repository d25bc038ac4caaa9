import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { readFork } from '../../../src/embargo/guard/fork.ts';

describe('the address of a private fork', () => {
  const whyOf = (url: string) => {
    const fork = readFork(url);
    return fork.ok ? fork.value.scheme : fork.failure.why;
  };

  it('is read in every form that git has', () => {
    assert.equal(whyOf('https://github.com/o/r-ghsa-aaaa.git'), 'https');
    assert.equal(whyOf('https://me@github.com:8443/o/r'), 'https');
    assert.equal(whyOf('http://127.0.0.1:8080/o/r.git'), 'http');
    assert.equal(whyOf('git@github.com:o/r.git'), 'ssh');
    assert.equal(whyOf('ssh://git@ssh.github.com:443/o/r.git'), 'ssh');
    assert.equal(whyOf('ssh://[::1]:22/o/r.git'), 'ssh');
    assert.equal(whyOf('/srv/forks/a b.git'), 'file');
    assert.equal(whyOf('C:\\forks\\r.git'), 'file');
    assert.equal(whyOf('file:///srv/r.git'), 'file');
  });

  it('is refused with what could mean something else', () => {
    assert.equal(whyOf(''), 'empty');
    assert.equal(whyOf('https://me:secret@github.com/o/r'), 'credentials');
    for (const url of ['git://github.com/o/r', 'ext::sh -c x', 'r.git', 'ftp://h/r', 'embargo::x'])
      assert.equal(whyOf(url), 'scheme', url);
    for (const url of [
      '-x',
      './r.git',
      '--upload-pack=x',
      'https://github.com/o/../r',
      'https://github.com/o/r\n',
      'https://github.com/o/r?x=y',
      'https://github.com/o/r#x',
      'https://github.com/o r',
      "https://github.com/o/r'",
      'https://github.com/$(id)/r',
      'https://-x/o/r',
      'https://github.com/%2e%2e/r',
      'https://github.com',
      'https://github.com/',
      'ssh://-oProxyCommand=x/r',
      'git@-x:r',
      'git@github.com:-x',
      'https://github.com:99999/o/r',
      '/srv/../r.git',
      '/srv/\u202er.git',
    ])
      assert.equal(whyOf(url), 'odd', url);
  });

  it('never has in it what a shell or a setting could take for more', () => {
    fc.assert(
      fc.property(fc.constantFrom('https://', 'ssh://', 'git@h:', 'http://h/'), fc.string(), (start, rest) => {
        const fork = readFork(start + rest);
        if (!fork.ok) return;
        assert.match(fork.value.url, /^[A-Za-z0-9._~@:/+[\]-]+$/);
        assert.ok(!fork.value.host.startsWith('-') && !fork.value.path.split('/').includes('..'));
      }),
      { numRuns: 2000 },
    );
  });
});
