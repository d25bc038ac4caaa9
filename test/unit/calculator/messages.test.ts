import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { fromPage, toPage, type FromPage, type ToPage } from '../../../src/ui/panels/calculator/messages.ts';
import { subject } from './sample.ts';

const fromPages: readonly FromPage[] = [
  { kind: 'ready' },
  { kind: 'live', on: false },
  { kind: 'changed', name: 'a', vector: 'b' },
  { kind: 'apply', name: 'a', vector: 'b' },
  { kind: 'copy', vector: 'b' },
];
const toPages: readonly ToPage[] = [
  { kind: 'vector', ...subject },
  { kind: 'vector', ...subject, held: { vector: 'b', score: 8.7 } },
  { kind: 'vector', ...subject, held: { vector: 'b', score: null } },
  { kind: 'nothing' },
  { kind: 'live', on: true },
  { kind: 'version', version: '3.1' },
  { kind: 'written', name: 'a', vector: 'b', ok: false },
  { kind: 'copied' },
];

describe('messages', () => {
  it('are read as they were sent, and nothing more of them', () => {
    for (const it of fromPages) assert.deepEqual(fromPage({ ...it, more: 1 }), it);
    for (const it of toPages) assert.deepEqual(toPage({ ...it, more: 1 }), it);
  });

  it('with a field of another kind are none', () => {
    const broken = <T extends object>(it: T) =>
      Object.keys(it)
        .filter((key) => key !== 'held')
        .map((key) => ({ ...it, [key]: 7 }));
    for (const it of fromPages.flatMap(broken)) assert.equal(fromPage(it), undefined, JSON.stringify(it));
    for (const it of toPages.flatMap(broken)) assert.equal(toPage(it), undefined, JSON.stringify(it));
  });

  it('lose a score of GitHub’s that is no score', () => {
    for (const score of [11, -1, NaN, Infinity, '8.7', undefined]) {
      const message = toPage({ kind: 'vector', ...subject, held: { vector: 'b', score } });
      assert.deepEqual(message, { kind: 'vector', ...subject, held: { vector: 'b', score: null } });
    }
  });

  it('of anything else are none', () => {
    fc.assert(
      fc.property(fc.anything(), (it) => {
        assert.equal(fromPage(it), undefined);
        assert.equal(toPage(it), undefined);
      }),
    );
  });
});
