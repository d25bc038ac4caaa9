import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatRange, parseRange, readRange, type RangeFault } from '../../../../src/advisory/ranges/range.ts';
import type { VersionScheme } from '../../../../src/advisory/ranges/versions.ts';
import { comparatorsOver, SCHEMES, versions } from './arbitraries.ts';

const scheme = fc.constantFrom(...SCHEMES);
/** Texts made of what stands in ranges, put together in every way. */
const pieces = fc.constantFrom(
  ...[
    '>=',
    '<=',
    '<',
    '>',
    '=',
    '==',
    '!=',
    '~=',
    '^',
    '≤',
    '=>',
    ',',
    ', ',
    ';',
    '||',
    '|',
    '&&',
    ' ',
    '  ',
    ' - ',
    '–',
    '-',
    '*',
    '!',
  ],
  ...[
    '3',
    '3.12',
    '3.12.0',
    '3.12.9',
    '3.14.0rc1',
    'v3.13.1',
    '1.0.0-beta.2',
    '3.x',
    '1!2.0',
    'and',
    'or',
    'before ',
    ' and earlier',
    'all',
    '\n',
  ],
);
const jumble = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(''));
const anyText = fc.oneof(jumble, fc.string(), fc.string({ unit: 'binary' }));

function failureOf(text: string, of: VersionScheme = 'pep440') {
  const read = parseRange(text, of);
  assert.ok(!read.ok, `${text} is read`);
  return read.failure;
}

describe('parseRange', () => {
  it('reads what GitHub documents, with the places of its parts', () => {
    const texts = [
      '= 0.2.0',
      '<= 1.0.8',
      '< 0.1.11',
      '>= 4.3.0, < 4.3.5',
      '>= 0.0.1',
      '> 0',
      '> 1.0, <= 2.0',
      '>= 3.14.0a1, < 3.14.0rc2',
    ];
    for (const text of texts) for (const of of SCHEMES) assert.ok(parseRange(text, of).ok, text);
    const read = parseRange('>= 4.3.0, < 4.3.5', 'plain');
    assert.ok(read.ok);
    assert.deepEqual(read.value, {
      comparators: [
        { operator: '>=', version: '4.3.0', start: 0, end: 8, versionStart: 3 },
        { operator: '<', version: '4.3.5', start: 10, end: 17, versionStart: 12 },
      ],
      text: '>= 4.3.0, < 4.3.5',
    });
  });

  it('says what is wrong, where, and the right text where there is no doubt', () => {
    const cases: readonly (readonly [text: string, what: RangeFault, at: string, suggestion: string | undefined])[] = [
      ['', 'empty', '', undefined],
      [' \n', 'empty', ' \n', undefined],
      ['== 3.12.1', 'operator', '==', '= 3.12.1'],
      ['<3.12', 'spaces', '3', '< 3.12'],
      ['>=3.8,<3.12', 'spaces', '3', '>= 3.8, < 3.12'],
      ['>= 3.8,< 3.12', 'spaces', '<', '>= 3.8, < 3.12'],
      ['< 3.12 ', 'spaces', ' ', '< 3.12'],
      ['>= 3.8 < 3.12', 'separator', '<', '>= 3.8, < 3.12'],
      ['>= 3.8 and < 3.12', 'separator', 'and', '>= 3.8, < 3.12'],
      ['>= 3.8; < 3.12', 'separator', ';', '>= 3.8, < 3.12'],
      ['3.8.0 - 3.12.1', 'separator', '-', '>= 3.8.0, <= 3.12.1'],
      ['3.8.0–3.12.1', 'separator', '–', '>= 3.8.0, <= 3.12.1'],
      ['≥ 3.8, ≤ 3.12', 'operator', '≥', '>= 3.8, <= 3.12'],
      ['>= v3.12', 'version', 'v3.12', '>= 3.12'],
      ['< 2.0, >= 1.0', 'order', '< 2.0, >= 1.0', '>= 1.0, < 2.0'],
      ['3.12.1', 'operator', '3.12.1', '= 3.12.1'],
      ['*', 'prose', '*', '>= 0'],
      ['all versions', 'prose', 'all', '>= 0'],
      ['before 3.12.9', 'prose', 'before', '< 3.12.9'],
      ['versions prior to v3.12.9', 'prose', 'versions', '< 3.12.9'],
      ['3.12.8 and earlier', 'prose', 'earlier', '<= 3.12.8'],
      ['3.12.8 or later', 'prose', 'later', '>= 3.12.8'],
      // Here one could mean this or that.
      ['3.12', 'operator', '3.12', undefined],
      ['3.12 3.12.1', 'operator', '3.12', undefined],
      ['3.12.1 >= 3.13', 'too-many', '>= 3.13', undefined],
      ['3.8 - 3.12', 'separator', '-', undefined],
      ['- 3.12.1', 'separator', '-', undefined],
      ['3.8.0 - >= 3.12.1', 'separator', '-', undefined],
      ['>= > 3.8', 'version', '>=', undefined],
      ['>= , 3.8.0', 'version', '>=', undefined],
      ['3.12 and earlier', 'operator', '3.12', undefined],
      ['= 3.12.x', 'version', '3.12.x', undefined],
      ['= 3.12.*', 'version', '3.12.*', undefined],
      ['!= 3.12.1', 'operator', '!=', undefined],
      ['~= 3.12.1', 'operator', '~=', undefined],
      ['>= 3.8,', 'separator', ',', undefined],
      [', < 3.8', 'separator', ',', undefined],
      ['>= 3.8, , < 3.12', 'separator', ',', undefined],
      ['>=', 'version', '>=', undefined],
      ['Python 3.12', 'prose', 'Python', undefined],
      ['the latest release', 'prose', 'the', undefined],
      ['>= 1.0, > 2.0', 'too-many', '> 2.0', undefined],
    ];
    for (const [text, what, at, suggestion] of cases) {
      const { start, end, ...failure } = failureOf(text);
      assert.equal(failure.what, what, text);
      assert.equal(text.slice(start, end), at, text);
      assert.equal(failure.suggestion, suggestion, text);
    }
  });

  it('takes several ranges apart where they are clear', () => {
    const cases: readonly (readonly [string, readonly string[] | undefined])[] = [
      ['>= 1.0, < 1.2 || >= 2.0, < 2.3', ['>= 1.0, < 1.2', '>= 2.0, < 2.3']],
      ['> 2.0, < 2.3, > 3.0, < 3.2', ['> 2.0, < 2.3', '> 3.0, < 3.2']],
      ['<3.11.12 || >=3.12.0 <3.12.9', ['< 3.11.12', '>= 3.12.0, < 3.12.9']],
      ['>= 3.12.0, < 3.12.9 or < 3.11.12', ['< 3.11.12', '>= 3.12.0, < 3.12.9']],
      ['3.12.1, 3.12.2', ['= 3.12.1', '= 3.12.2']],
      ['< 2.0, >= 3.0', ['< 2.0', '>= 3.0']],
      // Overlapping, contradictory, or two bounds of a kind that nothing explains.
      ['< 2.0 || < 3.0', undefined],
      ['>= 2.0, < 1.0 || >= 3.0', undefined],
      ['= 1.0, < 2.0', undefined],
      ['>= 1.0, >= 1.5, < 2.0', undefined],
    ];
    for (const [text, parts] of cases) {
      const failure = failureOf(text);
      assert.equal(failure.what, 'too-many', text);
      assert.deepEqual(failure.parts, parts, text);
      assert.equal(failure.suggestion, undefined, text);
    }
  });

  it('reads a contradictory range, for that is another fault', () => {
    assert.ok(parseRange('>= 3.12, < 3.11', 'pep440').ok);
  });

  it('gives back every range that it is given', () => {
    fc.assert(
      fc.property(
        scheme.chain((of) => fc.tuple(fc.constant(of), comparatorsOver(versions(of)))),
        ([of, comparators]) => {
          const text = formatRange({ comparators });
          const read = parseRange(text, of);
          assert.ok(read.ok, text);
          assert.equal(formatRange(read.value), text);
          for (const [at, { operator, version, start, end, versionStart }] of read.value.comparators.entries()) {
            assert.deepEqual([operator, version], [comparators[at]?.operator, comparators[at]?.version]);
            assert.equal(text.slice(versionStart, end), version);
            assert.equal(text.slice(start, versionStart), `${operator} `);
          }
        },
      ),
    );
  });

  it('reads only what is written as it would write it, and points into the text otherwise', () => {
    fc.assert(
      fc.property(anyText, scheme, (text, of) => {
        const read = parseRange(text, of);
        if (read.ok) {
          assert.equal(formatRange(read.value), text);
          return;
        }
        const { start, end, suggestion, parts, words } = read.failure;
        assert.ok(start >= 0 && end <= text.length && (start < end || text === ''), `${start}–${end}`);
        assert.notEqual(suggestion, text);
        for (const right of [...(suggestion === undefined ? [] : [suggestion]), ...(parts ?? [])])
          assert.ok(parseRange(right, of).ok, right);
        assert.match(words, /^[A-Z].*\.$/);
      }),
      { numRuns: 5_000 },
    );
  });

  it('never invents a version', () => {
    fc.assert(
      fc.property(jumble, scheme, (text, of) => {
        const read = readRange(text, of);
        if (!read.ok) return;
        for (const { version } of read.value.comparators)
          assert.ok(text.includes(version) || version === '0', `${text}: ${version}`);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('readRange', () => {
  it('reads what surely is meant, and says in which text', () => {
    const read = readRange('>=3.8,<3.12', 'pep440');
    assert.ok(read.ok);
    assert.equal(read.value.text, '>= 3.8, < 3.12');
    assert.equal(read.value.comparators[1]?.versionStart, 10);
    assert.ok(!readRange('3.12', 'pep440').ok);
    assert.ok(!readRange('< 1.0 || >= 2.0', 'pep440').ok);
  });
});
