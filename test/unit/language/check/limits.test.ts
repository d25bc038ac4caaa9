import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseDocument } from '../../../../src/advisory/document/parse.ts';
import { check } from '../../../../src/language/check/check.ts';
import { characters, unitsOf } from '../../../../src/language/check/text.ts';
import { context, findingsIn, marked, written } from './sample.ts';

describe('characters', () => {
  it('are code points', () => {
    for (const [text, count] of [
      ['', 0],
      ['abc', 3],
      ['\u{1f600}', 1],
      ['a\u{1f600}b', 3],
      ['\ud800', 1],
      ['\udc00\ud800', 2],
      ['\ud800\ud800\udc00', 2],
    ] as const) {
      assert.equal(characters(text), count);
      assert.equal(characters(text), [...text].length);
      assert.equal(unitsOf(text, count), text.length);
    }
  });
});

describe('GitHub’s limits', () => {
  const body = (count: number) => 'x'.repeat(count);
  it('let a description of 65,535 characters pass, and say how many are too many', () => {
    assert.deepEqual(marked(written('title: a', body(65_535)), ['description-too-long']), []);
    const found = findingsIn(written('title: a', body(65_540))).filter(({ code }) => code === 'description-too-long');
    assert.deepEqual(
      found.map(({ message, start, end }) => [message.includes('5 too many'), end - start]),
      [[true, 5]],
    );
  });

  it('count pairs as one, and begin the mark behind a whole one', () => {
    const faces = '\u{1f600}'.repeat(65_535);
    assert.deepEqual(marked(written('title: a', faces), ['description-too-long']), []);
    assert.deepEqual(marked(written('title: a', `${faces}y`), ['description-too-long']), ['error description-too-long "y"']);
  });

  it('hold in every state', () => {
    assert.equal(marked(written('title: a\nstate: closed', body(70_000)), ['description-too-long']).length, 1);
  });

  it('are told of front matter that is nested too deeply, once', () => {
    const document = parseDocument(written('title: a\ncwe: [[[[CWE-22]]]]'));
    const problem = { kind: 'too-deep', words: 'Too deep.' } as const;
    const problems = [25, 26, 27].map((start) => ({ ...problem, start, end: start + 1 }));
    const found = check({ ...document, problems }, context());
    assert.deepEqual(
      found.map(({ severity, code, start }) => `${severity} ${code} ${start}`),
      ['error too-deep 25'],
    );
  });

  it('are told of front matter that is too long to be read', () => {
    const text = written(`title: a\n# ${'x'.repeat(300_000)}`, 'TODO');
    assert.deepEqual(
      findingsIn(text).map(({ severity, code }) => `${severity} ${code}`),
      ['error too-long', 'warning placeholder'],
    );
  });
});
