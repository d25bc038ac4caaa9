import assert from 'node:assert/strict';
import { branchesLeftOut } from '../../../../src/advisory/ranges/branches.ts';
import { parsePatched, parseRange, readRange } from '../../../../src/advisory/ranges/range.ts';
import { RangeReader } from '../../../../src/advisory/ranges/reader.ts';
import { assertLinear, spent } from '../../places/growth.ts';
import { SCHEMES } from './arbitraries.ts';

const PIECES = [
  ...['>', '>=', '= ', '!', '!=', ',', ', ', '||', '1', '1.', '1.0 ', '1, ', '= 1.0, ', '>= 1.0, < 2.0 || ', '1.0 - ', '- ', '–'],
  ...[
    'and ',
    'or ',
    'before ',
    ' ',
    '\t',
    '\n',
    'a',
    'v1 ',
    '1!',
    '1a',
    '1-1',
    '> 1, ',
    '< 1, ',
    '1.0+',
    '\u0000',
    'é',
    '😀',
    '≤',
  ],
];

describe('ranges written to cost time', () => {
  for (const scheme of SCHEMES) {
    it(`are refused at once when they are long (${scheme})`, () => {
      for (const piece of PIECES) {
        const text = piece.repeat(65_536 / piece.length);
        const read = parseRange(text, scheme);
        assert.ok(!read.ok);
        assert.equal(read.failure.what, 'too-long');
        assertLinear('parsers', piece, (part) => [readRange(part, scheme), parsePatched(part, scheme)]);
      }
    });

    it(`are read in linear time, however long (${scheme})`, () => {
      for (const piece of PIECES) assertLinear('reader', piece, (text) => new RangeReader(text, scheme).read());
    });

    it(`cost little when they are just short enough (${scheme})`, () => {
      const branches = Array.from({ length: 10 }, (_, at) => ({ name: `3.${at}`, version: `3.${at}` }));
      for (const piece of PIECES) {
        const text = piece.repeat(1_000).slice(0, 1_000);
        const work = () => [
          readRange(text, scheme),
          parsePatched(text, scheme),
          branchesLeftOut([{ range: text, patched: text }], branches, scheme),
        ];
        assert.ok(Math.min(spent(work), spent(work), spent(work)) < 100, JSON.stringify(piece));
      }
    });
  }
});
