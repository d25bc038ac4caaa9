import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { writeDocument } from '../../../src/advisory/document/write.ts';
import { shiftOf } from '../../../src/ui/documents/shift.ts';
import { sample } from '../advisory/sample.ts';

const line = fc.constantFrom('Lib/tarfile.py', 'see line 12', '', 'x', 'def f():');
const report = fc
  .tuple(fc.array(line, { minLength: 1, maxLength: 8 }), fc.constantFrom('\n', '\r\n'))
  .map(([lines, end]) => lines.join(end));

describe('a place in a document', () => {
  it('is the same words as in the description, whatever line ends the editor has made', () => {
    fc.assert(
      fc.property(report, fc.nat(), fc.nat(40), fc.boolean(), (description, from, length, crlf) => {
        const start = from % (description.length + 1);
        const end = Math.min(description.length, start + length);
        fc.pre(description.slice(start - 1, start + 1) !== '\r\n' && description.slice(end - 1, end + 1) !== '\r\n');
        const text = writeDocument(sample({ description })).replaceAll('\r\n', '\n');
        const shown = crlf ? text.replaceAll('\n', '\r\n') : text;
        const part = shiftOf(shown, description)({ start, end });
        assert.ok(part);
        const plain = (words: string) => words.replaceAll('\r\n', '\n');
        assert.equal(plain(shown.slice(part.start, part.end)), plain(description.slice(start, end)));
      }),
    );
  });

  it('stays where it is before a change, moves behind one, and is none within it', () => {
    const description = 'One Lib/a.py two.\nThree Lib/b.py four.\nFive Lib/c.py six.';
    const text = writeDocument(
      sample({ description: description.replace('Three Lib/b.py four.', 'Something else altogether, and longer.') }),
    );
    const shift = shiftOf(text, description);
    const at = (words: string) => {
      const start = description.indexOf(words);
      const part = shift({ start, end: start + words.length });
      return part && text.slice(part.start, part.end);
    };
    assert.deepEqual(['Lib/a.py', 'Lib/b.py', 'Lib/c.py'].map(at), ['Lib/a.py', undefined, 'Lib/c.py']);
  });
});
