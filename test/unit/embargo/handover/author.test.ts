import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { authorsOf } from '../../../../src/embargo/handover/commit.ts';

const ME = 'Robin <robin@example.org>';
const JANE = 'Jane Doe <jane.d@research.example>';

function by(...authors: readonly string[]) {
  return authors.map((author, at) => ({ id: String(at), author, message: 'x' }));
}

describe('the author of a public commit', () => {
  it('is the person, whoever wrote the private commits', () => {
    assert.deepEqual(authorsOf(by(ME), ME, []), { author: ME });
    assert.deepEqual(authorsOf(by(ME, JANE), ME, []), { author: ME });
    assert.deepEqual(authorsOf([], ME, []), { author: ME });
    const { author, writer } = authorsOf(by(JANE, JANE), ME, ['janedoe2']);
    assert.deepEqual([author, writer?.author], [ME, JANE]);
  });

  it('is who wrote all of them only where the person has accepted exactly them', () => {
    const { writer } = authorsOf(by(JANE), ME, []);
    assert.match(writer?.id ?? '', /^author:[0-9a-f]{6}$/);
    assert.equal(authorsOf(by(JANE), ME, [], [writer?.id ?? '']).author, JANE);
    assert.equal(authorsOf(by('Jane Roe <j@r.example>'), ME, [], [writer?.id ?? '']).author, ME);
    assert.equal(authorsOf(by(JANE, ME), ME, [], [writer?.id ?? '']).author, ME);
  });

  it('is never somebody who is known to have reported it', () => {
    const { writer } = authorsOf(by(JANE), ME, []);
    assert.deepEqual(authorsOf(by(JANE), ME, ['janedoe'], [writer?.id ?? '']), { author: ME });
  });
});
