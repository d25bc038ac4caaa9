/** The same advisory, written in the many ways that YAML allows. */
import fc from 'fast-check';
import { Document, isCollection, isMap, isScalar, isSeq, visit, type ToStringOptions } from 'yaml';
import { frontOf } from '../../../../src/advisory/document/front.ts';
import type { Advisory } from '../../../../src/advisory/model.ts';
import { coordinator, sample } from '../../advisory/sample.ts';

const word = fc.constantFrom(
  'tarfile',
  'a b',
  'links: out',
  'x # y',
  '3.10',
  'null',
  'it is',
  '[ACCEPTED] a',
  'é',
  "don't",
  '- a',
  '100%',
  'a "b"',
  'C:\\a',
);
const login = fc.constantFrom('alice', 'bob', '123', 'null', 'a-b');
const range = fc.constantFrom('>= 3.12.0, < 3.12.9', '< 3.10', '= 1.0', '>=3.12.0,<3.12.9', '<3.10');

/** Advisories whose fields have something, of values that a person might write. */
export const plainAdvisories: fc.Arbitrary<Advisory> = fc
  .record({
    title: word,
    cveId: fc.constantFrom(null, 'CVE-2026-1234'),
    cwes: fc.subarray(['CWE-22', 'cwe-79', 'CWE-20']).map((ids) => ids.map((id) => ({ id, name: null }))),
    vulnerabilities: fc.array(
      fc.record({
        ecosystem: fc.constantFrom('other', 'pip'),
        name: fc.constantFrom('cpython', 'a/b'),
        range: fc.option(range),
        patched: fc.option(fc.constantFrom('3.12.9', '3.10')),
        functions: fc.subarray(['a.b', 'c', 'd[0]']),
      }),
      { maxLength: 3 },
    ),
    credits: fc.array(
      login.map((one) => coordinator(one)),
      { maxLength: 3 },
    ),
    collaboratingUsers: fc.subarray(['carol', '42']),
    collaboratingTeams: fc.subarray(['psrt']),
    description: fc.constantFrom('It leaks.', '', '## Impact\n\nAsk @alice.  \n\n```\n@bob\n```'),
  })
  .map((changes) => sample({ ...changes, cvss4: null }));

/** How it is spelled: indentation, quotes, brackets, blanks, comments, line ends. */
export interface Spelling {
  readonly indent: number;
  readonly indentSeq: boolean;
  readonly quotes: 'QUOTE_DOUBLE' | 'QUOTE_SINGLE' | 'PLAIN';
  /** Which collections stand in brackets, by their number. */
  readonly flow: readonly boolean[];
  readonly colonBlanks: readonly number[];
  readonly trailing: readonly string[];
  readonly comments: readonly boolean[];
  readonly eol: string;
}

const few = <T>(of: fc.Arbitrary<T>) => fc.array(of, { minLength: 1, maxLength: 7 });

export const spellings: fc.Arbitrary<Spelling> = fc.record({
  indent: fc.constantFrom(2, 3, 4, 6),
  indentSeq: fc.boolean(),
  quotes: fc.constantFrom('QUOTE_DOUBLE', 'QUOTE_SINGLE', 'PLAIN'),
  flow: few(fc.boolean()),
  colonBlanks: few(fc.constantFrom(1, 1, 2, 5)),
  trailing: few(fc.constantFrom('', '', ' ', '\t')),
  comments: few(fc.constantFrom(false, false, true)),
  eol: fc.constantFrom('\n', '\r\n'),
});

/** The document of an advisory in a spelling. @param blocks no brackets */
export function spelled(advisory: Advisory, spelling: Spelling, blocks = false): string {
  const { writable, readOnly } = frontOf(advisory);
  const yaml = new Document(Object.fromEntries([...writable, ...readOnly]));
  let number = 0;
  visit(yaml, {
    Collection: (key, node) => {
      if (!blocks && key === 'value' && isCollection(node) && (isSeq(node) || isMap(node)))
        node.flow = spelling.flow[number++ % spelling.flow.length] === true;
    },
    Scalar: (key, node) => {
      if (key !== 'key' && isScalar(node) && spelling.quotes !== 'PLAIN') node.type = spelling.quotes;
    },
  });
  const options: ToStringOptions = { indent: spelling.indent, indentSeq: spelling.indentSeq, lineWidth: 0 };
  const lines = yaml.toString(options).trimEnd().split('\n');
  const roughed = lines.flatMap((line, index) => {
    const pick = <T>(of: readonly T[]): T | undefined => of[index % of.length];
    const blanks = ' '.repeat(pick(spelling.colonBlanks) ?? 1);
    const spaced = line.replace(/^([ -]*[a-z0-9]+:) (?=\S)/, `$1${blanks}`);
    return [...(pick(spelling.comments) === true ? ['# of mine  '] : []), spaced + (pick(spelling.trailing) ?? '')];
  });
  return ['---', ...roughed, '---', '', advisory.description ?? '', ''].join(spelling.eol);
}
