import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { workGit } from '../../../src/git/workbench.ts';
import { Product } from './product.ts';

describe('what git says of a trouble', () => {
  for (const [name, ssh, trouble] of [
    ['a key that is not let in', 'git@host.example: Permission denied (publickey).', 'not-allowed'],
    [
      'an organisation that wants another sign-in',
      "ERROR: The 'team' organization has enabled or enforced SAML SSO.",
      'not-allowed',
    ],
    ['a server that is not trusted', 'Host key verification failed.', 'host-unknown'],
    ['a repository that is not there', 'ERROR: Repository not found.', 'not-there'],
    ['a server that does not answer', 'ssh: connect to host host.example port 22: Connection timed out', 'unreachable'],
    ['no ssh', undefined, 'no-program'],
  ] as const) {
    it(`is read for ${name}`, async () => {
      const product = new Product();
      try {
        const script = join(product.root, 'ssh');
        if (ssh !== undefined) writeFileSync(script, `#!/bin/sh\necho "${ssh}" >&2\nexit 255\n`, { mode: 0o755 });
        const asked = await workGit(product.clone, ['ls-remote', 'git@host.example:a/b.git'], {
          protocols: 'ssh',
          settings: [['core.sshCommand', script]],
        });
        assert.deepEqual(asked, { ok: false, failure: { kind: 'git-trouble', trouble, status: 128 } });
      } finally {
        product.close();
      }
    });
  }

  it('is read for a lock beside settings', async () => {
    const product = new Product();
    try {
      writeFileSync(join(product.fork, 'config.lock'), '');
      const set = await workGit(product.root, ['config', '--file', join(product.fork, 'config'), 'a.b', 'c']);
      assert.deepEqual(set, { ok: false, failure: { kind: 'git-trouble', trouble: 'locked', status: 255 } });
    } finally {
      product.close();
    }
  });
});
