import assert from 'node:assert/strict';
import { remoteUri, windowUrl } from './url.ts';

describe('address of a window', () => {
  it('has nothing but the port when nothing is opened', () => {
    assert.equal(windowUrl(1234, undefined, {}), 'http://127.0.0.1:1234/');
  });

  it('survives a round trip with signs that mean something in addresses', () => {
    const folder = '/tmp/a b&c=d#e?f+g%20ü';
    const payload = [['extensionTestsPath', remoteUri(1, '/x y/ü#.cjs')]] as const;
    const { searchParams } = new URL(windowUrl(1, 'to-ken', { folder }, payload));
    assert.equal(searchParams.get('tkn'), 'to-ken');
    assert.equal(searchParams.get('folder'), folder);
    assert.deepEqual(JSON.parse(searchParams.get('payload') ?? ''), payload);
  });

  it('opens a workspace file', () => {
    assert.equal(
      windowUrl(1, undefined, { workspace: '/a.code-workspace' }),
      'http://127.0.0.1:1/?workspace=%2Fa.code-workspace',
    );
  });

  it('keeps the slashes of a path in a remote address', () => {
    assert.equal(remoteUri(5, '/a/b c'), 'vscode-remote://127.0.0.1:5/a/b%20c');
  });
});
