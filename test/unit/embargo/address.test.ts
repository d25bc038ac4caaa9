import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { isNamedAsForkOf, mayBeForkOf, sameAddress } from '../../../src/embargo/start/address.ts';

const PUBLIC = 'https://github.com/python/cpython.git';

describe('the address of a repository', () => {
  it('is the same however it is written', () => {
    for (const other of [
      'https://github.com/python/cpython',
      'https://github.com/Python/CPython/',
      'https://someone@github.com/python/cpython.git',
      'https://github.com:443/python/cpython',
      'https://www.github.com/python/cpython',
      'http://github.com/python//cpython',
      'git@github.com:python/cpython.git',
      'github.com:python/cpython',
      'git@ssh.github.com:python/cpython',
      'ssh://git@ssh.github.com:443/python/cpython.git',
      'ssh://git@github.com:22/python/cpython',
      'git+ssh://git@github.com/python/cpython',
      'git://github.com/python/cpython',
      'https://github.com/python/cpyth%6fn',
    ])
      assert.ok(sameAddress(PUBLIC, other), other);
  });

  it('is another for another repository, host or port', () => {
    for (const other of [
      'https://github.com/python/cpython-ghsa-2345-6789-cfgh',
      'https://github.com/someone/cpython',
      'https://gitlab.com/python/cpython',
      'https://github.example.com:8443/python/cpython',
      '/github.com/python/cpython',
    ])
      assert.ok(!sameAddress(PUBLIC, other), other);
  });

  it('of a folder is the folder, by a link, relative or as an address', () => {
    const root = mkdtempSync(join(tmpdir(), 'at-address-'));
    try {
      mkdirSync(join(root, 'public.git'));
      mkdirSync(join(root, 'clone'));
      symlinkSync(join(root, 'public.git'), join(root, 'link'));
      for (const other of [
        '../public.git',
        '../public',
        join(root, 'link'),
        `file://${root}/public.git`,
        `${root}/clone/../public.git/`,
      ])
        assert.ok(sameAddress(join(root, 'public.git'), other, join(root, 'clone')), other);
      assert.ok(!sameAddress(join(root, 'public.git'), '../clone', join(root, 'clone')));
    } finally {
      rmSync(root, { recursive: true });
    }
  });

  it('of a private fork on GitHub ends in its advisory’s id', () => {
    const id = 'GHSA-2345-6789-cfgh';
    assert.ok(mayBeForkOf('https://github.com/python/cpython-ghsa-2345-6789-cfgh', id));
    assert.ok(mayBeForkOf('git@github.com:python/cpython-GHSA-2345-6789-cfgh.git', id));
    for (const other of ['https://github.com/someone/cpython', 'git@ssh.github.com:python/cpython-ghsa-2345-6789-cfgj'])
      assert.ok(!mayBeForkOf(other, id), other);
    assert.ok(mayBeForkOf('https://git.example.com/fix.git', id));
    assert.ok(isNamedAsForkOf('git@github.com:python/cpython-GHSA-2345-6789-cfgh.git', id));
    for (const other of [
      'https://git.example.com/fix.git',
      '/srv/cpython-ghsa-2345-6789-cfgh',
      'https://github.com/python/cpython',
    ])
      assert.ok(!isNamedAsForkOf(other, id), other);
    assert.ok(mayBeForkOf('/srv/fork.git', id));
  });
});
