import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Advisory } from '../../../src/advisory/model.ts';
import { holds, standingOf } from '../../../src/advisory/standing.ts';
import type { Fact } from '../../../src/process/process.ts';
import { coordinator, github, psrt, sample } from './sample.ts';

const stand = (changes: Partial<Advisory>, process = psrt) => standingOf(sample(changes), process);
const facts = (changes: Partial<Advisory>, process = psrt) => stand(changes, process).missing.map(({ fact }) => fact);
const cole = [coordinator('cole')];
const range = { ecosystem: null, name: null, range: '< 3.14', patched: null, functions: [] };
const cvss = { vector: 'x', score: null };
/** A draft to which the PSRT's process asks for nothing more. */
const complete: Partial<Advisory> = {
  state: 'draft',
  credits: cole,
  cvss4: cvss,
  cveId: 'CVE-2026-1',
  privateFork: { fullName: 'a/b', htmlUrl: null },
  cwes: [{ id: 'CWE-22', name: null }],
  vulnerabilities: [range],
};

describe("the standing under the PSRT's process", () => {
  it('begins with a coordinator', () => {
    for (const state of ['triage', 'draft'])
      assert.deepEqual([stand({ state }).next, facts({ state })], ['Find a coordinator', ['coordinator']]);
  });

  it('goes on with the decision, also for a credit that was declined', () => {
    const it = stand({ credits: [coordinator('cole', 'declined')] });
    assert.deepEqual([it.next, it.missing], ['Decide: vulnerability, bug, or neither', []]);
    assert.match(it.decision ?? '', /^Accept it/);
  });

  it('asks for a CVSS 4.0 vector, and takes no other for it', () => {
    assert.equal(stand({ state: 'draft', credits: cole, cvss3: cvss, severity: 'high' }).next, 'Score it with CVSS 4.0');
    assert.deepEqual(
      stand({ state: 'draft', credits: cole }).later.map(({ fact }) => fact),
      ['cve-id', 'private-fork', 'cwe', 'affected-range'],
    );
  });

  it('asks for each part of a complete advisory', () => {
    const without: readonly (readonly [Fact, Partial<Advisory>])[] = [
      ['cve-id', { cveId: null }],
      ['private-fork', { privateFork: null }],
      ['cwe', { cwes: [] }],
      ['affected-range', { vulnerabilities: [{ ...range, range: ' ' }] }],
      ['untagged-title', { title: '[ACCEPTED] x' }],
      ['untagged-title', { title: '\u200b' }],
    ];
    for (const [fact, changes] of without)
      assert.deepEqual(
        [stand({ ...complete, ...changes }).next, facts({ ...complete, ...changes })],
        ['Complete the advisory', [fact]],
        fact,
      );
    assert.equal(stand(complete).next, 'Fix, review, hand over to the public');
  });

  it('waits for the bot before anything else, and tells what comes later', () => {
    const it = stand({ title: '[ACCEPTED] x' });
    assert.deepEqual(
      [it.next, it.decision, it.missing, it.later.map(({ fact }) => fact)],
      ["Wait for the team's bot: accept", undefined, [], ['coordinator']],
    );
  });

  it('has nothing to say about what is finished or unknown', () => {
    for (const state of ['closed', 'withdrawn', 'strange'])
      assert.deepEqual(stand({ state }), { next: undefined, decision: undefined, missing: [], later: [], wrong: [] });
  });

  it('says what is wrong: published, two coordinators', () => {
    assert.match(
      stand({ state: 'published' }).wrong.join(),
      /^It is published, which this process never wants\. Advisories of this team are announced by mail/,
    );
    assert.deepEqual(stand({ credits: [coordinator('a'), coordinator('b', 'pending')] }).wrong, ['It has 2 coordinators: a, b.']);
    assert.deepEqual(stand({ state: 'published' }, github).wrong, []);
  });
});

describe('the standing under the plain process', () => {
  it('asks for what GitHub wants before publication', () => {
    assert.deepEqual(facts({}, github), ['coordinator']);
    assert.equal(stand({ credits: cole }, github).next, 'Decide: accept or close');
    assert.deepEqual(facts({ state: 'draft', credits: cole }, github), ['severity', 'cwe', 'affected-range', 'patched-version']);
    assert.equal(stand({ ...complete, vulnerabilities: [{ ...range, patched: '3.14' }] }, github).next, 'Fix and publish');
    assert.equal(stand({ title: '[ACCEPTED] x', credits: cole }, github).next, 'Decide: accept or close');
  });

  it('knows every fact both ways', () => {
    const full = sample({ ...complete, cvss3: cvss, severity: 'low', vulnerabilities: [{ ...range, patched: '1' }] });
    const empty = sample({ title: '[CLOSED]', description: ' ', vulnerabilities: [{ ...range, range: null }] });
    const all: readonly Fact[] = [
      'coordinator',
      'one-coordinator',
      'cvss-v4',
      'cvss',
      'severity',
      'cwe',
      'cve-id',
      'private-fork',
      'affected-range',
      'patched-version',
      'description',
      'untagged-title',
    ];
    for (const fact of all) assert.deepEqual([holds(fact, full, psrt), holds(fact, empty, psrt)], [true, false], fact);
    assert.equal(holds('one-coordinator', sample({ credits: [coordinator('a'), coordinator('b')] }), psrt), false);
    assert.equal(holds('cvss', sample({ cvss3: cvss }), psrt), true);
    assert.equal(holds('severity', sample({ cvss3: cvss }), psrt), true);
  });
});
