import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { codeBlocks } from '../../../src/places/find/text-parts.ts';
import { regionsOf } from '../../../src/places/find/regions.ts';

describe('the blocks of code in a text', () => {
  it('come to an end behind an indented line of nothing but mail marks', () => {
    assert.equal(codeBlocks('\n    >\n').length, 1);
  });

  it('stand in order, apart and inside the text, whatever it is', () => {
    const piece = fc.constantFrom('\n', '    ', '\t', '>', '> ', '```', '~~~', 'x', ' ', '- ', '1. ', '\r\n', '`');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        let last = 0;
        for (const { start, end } of regionsOf(text).blocks) {
          assert.ok(last <= start && start <= end && end <= text.length);
          last = end;
        }
      }),
      { numRuns: 3000 },
    );
  });
});
