import assert from 'node:assert/strict';
import { installedFiles } from './extension-folder.ts';

describe('files of the installed extension', () => {
  it('are those of the manifest, and the manifest', () => {
    assert.deepEqual(installedFiles({ files: ['dist/**', 'media/', 'a/b.json', 'package.json'] }),
      ['package.json', 'dist', 'media', 'a/b.json']);
  });

  it('are the usual ones when it names none', () => {
    assert.deepEqual(installedFiles({}), ['package.json', 'dist', 'media', 'CHANGELOG.md', 'LICENSE', 'README.md']);
  });
});
