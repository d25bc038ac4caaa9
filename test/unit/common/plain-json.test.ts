import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { readJson, writeJson } from '../../../src/common/plain-json.ts';

describe('JSON for what is kept', () => {
  it('gives back what was written, whole numbers of any size among it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.bigInt(), (value, large) => {
        const plain: unknown = JSON.parse(JSON.stringify(value));
        assert.deepEqual(readJson(writeJson({ value, large, deep: [{ large }] })), { value: plain, large, deep: [{ large }] });
        assert.deepEqual(readJson(writeJson(value)), plain);
      }),
    );
  });

  it('takes a text that only speaks of the mark for a text', () => {
    const text = { title: '{"$wholeNumber":"12"}', other: '$wholeNumber' };
    assert.deepEqual(readJson(writeJson(text)), text);
  });

  it('refuses what is no JSON', () => {
    assert.throws(() => readJson('{'), SyntaxError);
  });
});
