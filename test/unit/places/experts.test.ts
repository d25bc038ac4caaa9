import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { ownersOf, readOwners } from '../../../src/places/experts.ts';

const owners = (text: string, path: string) => ownersOf(readOwners(text), path);

describe('owners of code', () => {
  it('are those of the last rule that fits', () => {
    const text = '* @all\nLib/ @lib-team\n**/*json* @json-one @json-two\n/Lib/test/ @tests\n';
    assert.deepEqual(owners(text, 'README'), ['@all']);
    assert.deepEqual(owners(text, 'Lib/tarfile.py'), ['@lib-team']);
    assert.deepEqual(owners(text, 'Lib/json/tool.py'), ['@json-one', '@json-two']);
    assert.deepEqual(owners(text, 'Lib/test/test_json.py'), ['@tests']);
  });

  it('are nobody where a rule names nobody, and where there is none', () => {
    assert.deepEqual(owners('* @all\n*.md\n', 'a.md'), []);
    assert.deepEqual(owners('', 'a.md'), []);
  });

  it('are read over comments, blanks, mail addresses and what GitHub leaves out', () => {
    const text = '\uFEFF# head\n\n  Lib/a.py   @one some@example.org # why\n!Lib/a.py @never\n[ab].py @never\nLib/b.py word\n';
    assert.deepEqual(owners(text.slice(1), 'Lib/a.py'), ['@one', 'some@example.org']);
    assert.deepEqual(owners(text, 'Lib/b.py'), []);
  });
});
