import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import {
  CREDIT_TYPES,
  ECOSYSTEMS,
  READ_ONLY_KEYS,
  SEVERITIES,
  WRITABLE_KEYS,
} from '../../../../src/advisory/document/document.ts';
import { keyWords } from '../../../../src/language/words/keys.ts';
import { plain } from '../../../../src/language/words/markdown.ts';
import { choice, literal, stop, templateSnippet } from '../../../../src/language/words/snippet.ts';
import { day, relative } from '../../../../src/language/words/times.ts';
import { CREDIT_WORDS, ECOSYSTEM_WORDS, SEVERITY_WORDS, wordsOf } from '../../../../src/language/words/values.ts';
import { releaseLines, schemeOf, isTheProduct } from '../../../../src/language/product.ts';
import { github, NOW, psrt } from '../../advisory/sample.ts';
import { knowing } from './marked.ts';

describe('words', () => {
  it('are there for every key and value that GitHub knows', () => {
    for (const key of [...WRITABLE_KEYS, ...READ_ONLY_KEYS]) assert.ok(keyWords(key), key);
    for (const type of CREDIT_TYPES) assert.ok(CREDIT_WORDS[type], type);
    for (const ecosystem of ECOSYSTEMS) assert.ok(ECOSYSTEM_WORDS[ecosystem], ecosystem);
    for (const severity of SEVERITIES) assert.ok(SEVERITY_WORDS[severity], severity);
    for (const odd of ['constructor', '__proto__', 'toString', '']) {
      assert.equal(keyWords(odd), undefined);
      assert.equal(wordsOf(CREDIT_WORDS, odd), undefined);
    }
  });

  it('cut long values, and no character in two', () => {
    assert.equal(plain('a'.repeat(400)).length, 301);
    assert.doesNotMatch(plain(`${'a'.repeat(299)}😀`), /[\ud800-\udfff]/);
    assert.equal(plain('a\n b'), 'a b');
  });

  it('tell how long ago something is', () => {
    const minute = 60_000;
    assert.equal(relative(NOW - 59_999, NOW), 'just now');
    assert.equal(relative(NOW - 90 * minute, NOW), '1 hour ago');
    assert.equal(relative(NOW - 5 * minute, NOW), '5 minutes ago');
    assert.equal(relative(NOW + 49 * 60 * minute, NOW), 'in 2 days');
    assert.equal(day(NOW), '2026-11-22');
    assert.equal(day(Number.NaN), 'an unknown day');
  });
});

/** Reads a snippet as an editor does: what stands there when nobody types anything. */
function read(snippet: string): string {
  let text = '';
  for (let at = 0; at < snippet.length; at++) {
    const rest = snippet.slice(at);
    const found = /^\$\{\d+:((?:[^}\\]|\\.)*)\}/s.exec(rest);
    if (found) {
      text += (found[1] ?? '').replace(/\\(.)/gs, '$1');
      at += found[0].length - 1;
    } else if (rest.startsWith('\\')) text += snippet.charAt(++at);
    else {
      assert.notEqual(rest.charAt(0), '$', snippet);
      text += rest.charAt(0);
    }
  }
  return text;
}

describe('snippets', () => {
  const any = fc.string({ unit: fc.constantFrom('$', '{', '}', '\\', '|', ',', 'a', '1', ':', '\n') });

  it('keep a text to the letter', () => {
    fc.assert(
      fc.property(any, any, (text, words) => {
        assert.equal(read(literal(text) + stop(1, words) + literal(text)), text + words + text);
      }),
    );
  });

  it('make places to stop at of what is not known in a template', () => {
    const known = new Map([['title', 'It costs $5 {now}']]);
    const snippet = templateSnippet('{title}: {what}, {what} \\', known, 2);
    assert.equal(snippet, 'It costs \\$5 {now\\}: ${3:what}, ${4:what} \\\\');
    assert.equal(read(snippet), 'It costs $5 {now}: what, what \\');
    fc.assert(
      fc.property(any, (text) => {
        assert.equal(read(templateSnippet(text, new Map())), text.replace(/\{([^{}\n]{1,300})\}/g, '$1'));
      }),
    );
    assert.equal(choice(1, ['a', 'b|c', 'd,e']), '${1|a,b\\|c,d\\,e|}');
  });
});

describe('the product of an advisory', () => {
  it('tells how its versions are ordered', () => {
    assert.equal(schemeOf('other/cpython', 'python/cpython', psrt), 'pep440');
    assert.equal(schemeOf(undefined, 'python/mypy', psrt), 'pep440');
    assert.equal(schemeOf('pip/x', undefined, github), 'pep440');
    assert.equal(schemeOf('other/x', 'a/x', psrt), 'plain');
    assert.equal(schemeOf('npm/x', 'python/cpython', psrt), 'plain');
  });

  it('is what stands in no collection of packages, in the repository that the process is made for', () => {
    assert.ok(isTheProduct('other/cpython', 'PYTHON/cpython', psrt) && isTheProduct(undefined, undefined, psrt));
    assert.ok(!isTheProduct('pip/cpython', 'python/cpython', psrt) && !isTheProduct('other/x', 'python/mypy', psrt));
    assert.ok(isTheProduct('other/x', 'a/x', github));
  });

  it('has lines of releases', () => {
    const lines = releaseLines(
      knowing({ releases: ['3.13.0', '3.13', '3.12.10', '3.12.9', '3.15.0b1', '3.15.0a2', 'v1', ''] }),
      'pep440',
    );
    assert.deepEqual(
      lines.filter(({ first }) => first !== undefined).map(({ version, first, newest, next }) => [version, first, newest, next]),
      [
        ['3.15', '3.15.0a2', '3.15.0b1', '3.15.0'],
        ['3.13', '3.13.0', '3.13', '3.13.1'],
        ['3.12', '3.12.9', '3.12.10', '3.12.11'],
      ],
    );
  });
});
