import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { KEY_BYTES, newKey, open, seal } from '../../../src/inbox/sealed.ts';

const key = Buffer.alloc(KEY_BYTES, 7);
const failed = { ok: false, failure: { kind: 'not-openable' } };
const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));

describe('sealed texts', () => {
  it('open with the same key and purpose, to the byte', () => {
    fc.assert(
      fc.property(bytes, fc.string(), (content, purpose) => {
        const opened = open(seal(content, key, purpose), key, purpose);
        assert.ok(opened.ok && opened.value.equals(content));
      }),
    );
  });

  it('do not open when any one bit is another', () => {
    const sealed = seal(Buffer.from('the list'), key, 'inbox');
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const altered = Buffer.from(sealed);
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      assert.deepEqual(open(altered, key, 'inbox'), failed, `bit ${bit}`);
    }
  });

  it('do not open when they are cut or longer', () => {
    const sealed = seal(Buffer.from('the list'), key, 'inbox');
    for (let length = 0; length < sealed.length; length++)
      assert.deepEqual(open(sealed.subarray(0, length), key, 'inbox'), failed);
    assert.deepEqual(open(Buffer.concat([sealed, Buffer.alloc(1)]), key, 'inbox'), failed);
  });

  it('do not open with another key or for another purpose', () => {
    const sealed = seal(Buffer.from('the list'), key, 'inbox a');
    for (const [other, purpose] of [
      [newKey(), 'inbox a'],
      [key, 'inbox b'],
      [key, ''],
      [key, 'inbox a '],
      [Buffer.alloc(16), 'inbox a'],
      [Buffer.alloc(0), 'inbox a'],
    ] as const)
      assert.deepEqual(open(sealed, other, purpose), failed);
  });

  it('are never twice the same, and show nothing of what is in them', () => {
    const content = Buffer.from('words that must stay here '.repeat(20));
    const all = Array.from({ length: 500 }, () => seal(content, key, 'inbox'));
    assert.equal(new Set(all.map((sealed) => sealed.toString('hex', 4, 16))).size, 500);
    assert.equal(new Set(all.map((sealed) => sealed.toString('hex', 32))).size, 500);
    assert.ok(all.every((sealed) => !sealed.includes('words') && !sealed.includes('inbox')));
    assert.equal(all[0]?.length, content.length + 32);
  });

  it('are no sealed texts when anything else is given', () => {
    fc.assert(
      fc.property(bytes, (content) => {
        assert.deepEqual(open(content, key, 'inbox'), failed);
      }),
    );
  });

  it('have keys that differ', () => {
    assert.equal(newKey().length, KEY_BYTES);
    assert.ok(!newKey().equals(newKey()));
  });
});
