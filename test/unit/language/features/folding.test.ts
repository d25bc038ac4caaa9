import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseDocument } from '../../../../src/advisory/document/parse.ts';
import { folding } from '../../../../src/language/folding.ts';

const TEXT = `---
title: x
cwe: [
  CWE-22
]
affected:
  - package: other/cpython
    functions:
      - a.b
  - package: b
# one
# two
id: GHSA
---

Hello.

## Impact

text

### Deep

<details>
<summary>PoC</summary>

\`\`\`python
# no heading
\`\`\`
</details>

## Patches
none
`;

/** First and last line, counted from one, and the kind. */
function lines(text: string): readonly string[] {
  const line = (offset: number) => text.slice(0, offset).split('\n').length;
  return folding(parseDocument(text)).map(
    ({ start, end, kind }) => `${line(start)}-${line(end)}${kind === undefined ? '' : ` ${kind}`}`,
  );
}

describe('folding', () => {
  it('folds front matter, lists, entries, comments, sections, code and details', () => {
    assert.deepEqual(
      lines(TEXT).toSorted((a, b) => Number.parseInt(a) - Number.parseInt(b)),
      ['1-14 region', '3-5', '6-10', '7-9', '8-9', '11-12 comment', '18-30', '22-30', '24-30', '27-29', '32-33'],
    );
  });

  it('folds alike with other line ends', () => {
    assert.deepEqual(lines(TEXT.replaceAll('\n', '\r\n')), lines(TEXT));
  });

  it('folds what is not closed to its end', () => {
    assert.deepEqual(lines('---\ntitle: x\ncwe:\n  - a\n'), ['1-4 region', '3-4']);
    assert.deepEqual(lines('---\ntitle: x\n---\n\n```\na\nb'), ['1-3 region', '5-7']);
    assert.deepEqual(lines('---\ntitle: x\n---\n\n<details>\na\n'), ['1-3 region']);
    assert.deepEqual(lines('---\ntitle: x\n---\n\n```\n```\nx'), ['1-3 region', '5-6']);
    assert.deepEqual(lines('---\ntitle: x\n---\n\na\n\n    code\n    code'), ['1-3 region']);
    assert.deepEqual(lines('one line'), []);
  });
});
