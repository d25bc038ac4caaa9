import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { installedFiles, unpackExtension } from './extension-folder.ts';

describe('the extension as it is installed', () => {
  it('is what the manifest allows, and the manifest', () => {
    assert.deepEqual(installedFiles({ files: ['dist/extension.cjs', 'media/**'] }), [
      'package.json',
      'dist/extension.cjs',
      'media/**',
    ]);
    assert.ok(installedFiles({}).includes('dist/**'));
  });

  it('has every file that a pattern names, and no other', async () => {
    const root = await mkdtemp(join(tmpdir(), 'at-unpack-'));
    try {
      await writeFile(
        join(root, 'package.json'),
        JSON.stringify({ name: 'n', publisher: 'p', version: '1.0.0', files: ['dist/lazy/*.cjs', 'media/**'] }),
      );
      await mkdir(join(root, 'dist', 'lazy'), { recursive: true });
      await mkdir(join(root, 'media', 'deep'), { recursive: true });
      for (const name of ['dist/lazy/a.cjs', 'dist/lazy/a.map', 'dist/b.cjs', 'media/c.css', 'media/deep/d.md', 'secret.txt'])
        await writeFile(join(root, name), '');
      const folder = await unpackExtension(root, join(root, 'extensions'));
      const files = (await readdir(folder, { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map(({ name }) => name)
        .sort();
      assert.deepEqual(files, ['a.cjs', 'c.css', 'd.md', 'package.json']);
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  });
});
