import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Advisory } from '../../../src/advisory/model.ts';
import { kindOf, parseQuery, sorted, SORTS } from '../../../src/inbox/query.ts';
import { ago, coordinator, github, idOf, psrt, sample, situation } from '../advisory/sample.ts';

const fits = (query: string, changes: Partial<Advisory> = {}, at = situation()) => {
  const parsed = parseQuery(query);
  assert.deepEqual(parsed.problems, [], query);
  return parsed.query.fits(sample(changes), at);
};
const cvss = (score: number | null) => ({ vector: 'x', score });

/** Term, an advisory that fits, one that does not. */
const terms: readonly (readonly [string, Partial<Advisory>, Partial<Advisory>])[] = [
  ['is:mine', { credits: [coordinator('COLE')] }, { credits: [coordinator('tess')] }],
  ['is:unassigned', {}, { credits: [coordinator('tess')] }],
  ['is:open', { credits: [coordinator('tess')] }, {}],
  ['is:finished', { state: 'closed' }, {}],
  ['is:waiting', { title: '[accepted] x' }, {}],
  ['is:late', { createdAt: ago(90) }, { createdAt: ago(89), updatedAt: ago(1) }],
  ['is:late', { updatedAt: ago(3) }, { updatedAt: ago(2) }],
  ['state:Draft', { state: 'draft' }, {}],
  ['repo:PYTHON/cpython', {}, { repository: 'python/pip' }],
  ['repo:CPython', {}, { repository: 'cpython/python' }],
  ['severity:high', { cvss3: cvss(8) }, { severity: 'low' }],
  ['severity:none', {}, { severity: 'low' }],
  ['coordinator:@me', { credits: [coordinator('cole')] }, {}],
  ['coordinator:none', {}, { credits: [coordinator('cole')] }],
  ['coordinator:any', { credits: [coordinator('x')] }, {}],
  ['coordinator:Tess', { credits: [coordinator('tess')] }, { credits: [{ login: 'tess', type: 'reporter', state: null }] }],
  ['coordinator:@tess', { credits: [coordinator('tess')] }, {}],
  ['author:RITA', {}, { author: null }],
  ['author:@me', { author: 'cole' }, {}],
  ['tag:close', { title: 'x [CLOSED]' }, { title: '[ACCEPTED]' }],
  ['cve:none', {}, { cveId: 'CVE-2026-1' }],
  ['cve:any', { cveId: 'CVE-2026-1' }, {}],
  ['cve:cve-2026-1', { cveId: 'CVE-2026-1' }, { cveId: 'CVE-2026-12' }],
  ['score:none', {}, { cvss3: cvss(null) }],
  ['score:any', { cvss3: cvss(null) }, {}],
  ['score:>=7.0', { cvss4: cvss(7) }, { cvss4: cvss(6.9) }],
  ['score:<7', { cvss4: cvss(6.9) }, {}],
  ['score:5', { cvss4: cvss(5) }, { cvss4: cvss(5.1) }],
  ['deadline:<=14', { createdAt: ago(76) }, { createdAt: ago(75) }],
  ['deadline:<0', { createdAt: ago(91) }, { createdAt: ago(90) }],
  ['deadline:>1', {}, { state: 'closed' }],
  ['age:>=30', { createdAt: ago(30) }, { createdAt: ago(29) }],
  ['age:=1', {}, { createdAt: null }],
  ['LEAKS', {}, { title: 'other' }],
  ['ghsa-2222', {}, { ghsaId: idOf(3).replace('2222-2222', '3333-3333') }],
  ['cve-2026', { cveId: 'CVE-2026-1' }, {}],
  ['cpython', {}, { repository: 'a/b' }],
  ['"something leaks"', {}, { title: 'leaks something' }],
  ['coordinator:"tess"', { credits: [coordinator('tess')] }, {}],
];

describe('queries', () => {
  for (const [index, [term, good, bad]] of terms.entries()) {
    it(`understand ${term} (${index + 1}), and its negation`, () => {
      assert.deepEqual(
        [fits(term, good), fits(term, bad), fits(`-${term}`, good), fits(`-${term}`, bad)],
        [true, false, false, true],
      );
    });
  }

  it('know what is new', () => {
    assert.deepEqual(
      [true, false].map((isNew) => fits('is:new', {}, situation(psrt, { isNew: () => isNew }))),
      [true, false],
    );
  });

  it('fit where all terms fit, and always where there is none', () => {
    assert.ok(fits('leaks is:unassigned -state:draft') && !fits('leaks is:mine'));
    for (const text of ['', '  ', '\t\n']) assert.ok(fits(text));
  });

  it('look at the title as it is shown, not at its tags', () => {
    assert.deepEqual(
      [fits('closed', { title: '[CLOSED] x' }), fits('closed', { title: '[CLOSED] x' }, situation(github))],
      [false, true],
    );
  });

  it('know nobody as me while nobody is signed in', () => {
    const nobody = { ...situation(), me: undefined };
    assert.ok(!fits('author:@me', {}, nobody) && !fits('coordinator:@me', { credits: [coordinator('undefined')] }, nobody));
  });

  it('say what they do not understand, and in place of what', () => {
    const cases = [
      ['is:lost', /^is:mine\|/],
      ['shoe:size', /^one of is, state,/],
      ['state:', /^state:triage/],
      ['repo:', /^repo:/],
      ['severity:mild', /^severity:critical/],
      ['coordinator:', /^coordinator:@me/],
      ['author:', /^author:/],
      ['tag:', /^tag:/],
      ['cve:', /^cve:none/],
      ['score:high', /^score:none/],
      ['deadline:soon', /^deadline:/],
      ['age:=>3', /^age:/],
      ['age:1e3', /^age:/],
      ['sort:luck', /^sort:deadline/],
      ['-is:lost', /^is:mine/],
    ] as const;
    for (const [term, expected] of cases) {
      const { problems } = parseQuery(`a ${term} b`);
      assert.deepEqual(
        problems.map((problem) => problem.term),
        [term],
      );
      assert.match(problems[0]?.expected ?? '', expected);
    }
  });

  it('sort as they say, the last word counting', () => {
    for (const sort of SORTS) assert.equal(parseQuery(`x sort:${sort}`).query.sort, sort);
    assert.equal(parseQuery('sort:age sort:updated').query.sort, 'updated');
    assert.equal(parseQuery('x').query.sort, undefined);
  });

  it('take the names that every object has for words nobody knows', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf']) {
      const { query, problems } = parseQuery(`${name}:x`);
      assert.equal(problems.length, 1, name);
      assert.ok(query.fits(sample(), situation()));
    }
  });

  it('look for quoted words with a colon in them', () => {
    assert.ok(fits('"crash: in json"', { title: 'Crash: in json' }));
  });

  it('take the words of a term in any case', () => {
    for (const term of ['severity:NONE', 'is:Unassigned', 'coordinator:None', 'cve:NONE', 'sort:Age'])
      assert.ok(fits(term), term);
  });

  it('never throw, whatever is typed', () => {
    const word = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('is:', 'sort:', '"', '-', ':', 'score:>=', '-"', 'tag:x', '@me', 'coordinator:@', 'a:b:c'),
    );
    fc.assert(
      fc.property(fc.array(word), fc.constantFrom('', ' '), (words, between) => {
        const { query, problems } = parseQuery(words.join(between));
        assert.equal(typeof query.fits(sample(), situation()), 'boolean');
        for (const { expected } of problems) assert.equal(typeof expected, 'string');
      }),
      { numRuns: 300 },
    );
  });

  for (const piece of ['"', 'a', 'a"', '" "', '-', 'a:', ':', ' ', 'is:mine ', '"a" ', 'score:>=1', '1', 'sort:age ']) {
    it(`are quick with 64 KB of ${JSON.stringify(piece)}`, () => {
      const started = performance.now();
      parseQuery(piece.repeat(65_536 / piece.length)).query.fits(sample(), situation());
      assert.ok(performance.now() - started < 2000);
    });
  }
});

describe('kinds', () => {
  it('follow state, then coordinator', () => {
    const kind = (changes: Partial<Advisory>) => kindOf(sample(changes), situation());
    assert.equal(kind({ state: 'closed', credits: [coordinator('cole')] }), 'finished');
    assert.equal(kind({ credits: [coordinator('tess'), coordinator('Cole', 'declined')] }), 'mine');
    assert.equal(kind({ state: 'nobody-knows' }), 'unassigned');
    assert.equal(kind({ state: 'nobody-knows', credits: [coordinator('tess')] }), 'open');
    assert.equal(kindOf(sample({ credits: [coordinator('')] }), { ...situation(), me: undefined }), 'open');
  });
});

describe('the order of rows', () => {
  const order = (sort: (typeof SORTS)[number], ...changes: readonly Partial<Advisory>[]) => {
    const all = changes.map((change, index) => sample({ ghsaId: idOf(index), ...change }));
    return sorted(all, sort, situation()).map(({ ghsaId }) => all.findIndex((one) => one.ghsaId === ghsaId));
  };

  it('is by deadline, age, severity or last change; what has none comes last', () => {
    assert.deepEqual(order('deadline', { createdAt: ago(1) }, { createdAt: null }, { createdAt: ago(80) }), [2, 0, 1]);
    assert.deepEqual(order('age', { createdAt: ago(1) }, { createdAt: null }, { createdAt: ago(80) }), [2, 0, 1]);
    assert.deepEqual(
      order('severity', {}, { severity: 'high' }, { severity: 'critical' }, { severity: 'high', cvss4: cvss(8.9) }),
      [2, 3, 1, 0],
    );
    assert.deepEqual(order('updated', { updatedAt: ago(2) }, { updatedAt: null }, { updatedAt: ago(1) }), [2, 0, 1]);
  });

  it('is the last finished first among the finished', () => {
    assert.deepEqual(order('deadline', { state: 'closed', updatedAt: ago(9) }, { state: 'closed', updatedAt: ago(2) }), [1, 0]);
  });

  it("lets an open deadline come before what is finished, as in a section of one's own", () => {
    assert.deepEqual(order('deadline', { state: 'closed', updatedAt: ago(2) }, { createdAt: ago(89) }), [1, 0]);
  });

  it('does not depend on the order in which GitHub tells them', () => {
    const all = Array.from({ length: 8 }, (_, index) =>
      sample({ ghsaId: idOf(index), createdAt: ago(index % 2), severity: index % 3 === 0 ? 'high' : null }),
    );
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: 8 }), fc.constantFrom(...SORTS), (shuffled, sort) => {
        assert.deepEqual(sorted(shuffled, sort, situation()), sorted(all, sort, situation()));
      }),
    );
  });
});
