import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseDocument } from '../../../../src/advisory/document/parse.ts';
import { writeDocument, writeDraft } from '../../../../src/advisory/document/write.ts';
import { EMPTY_CONTENT } from '../../../../src/advisory/content.ts';
import type { Advisory } from '../../../../src/advisory/model.ts';
import type { LanguageContext } from '../../../../src/language/context.ts';
import { lenses, type LensSituation } from '../../../../src/language/lenses.ts';
import { coordinator, NOW, sample } from '../../advisory/sample.ts';
import { knowing } from './marked.ts';

const QUIET: LensSituation = { findings: 0, unsent: [], readAt: null, heldChanged: false, lost: 0 };

function shown(text: string, context: LanguageContext, situation: Partial<LensSituation> = {}): readonly string[] {
  const all = lenses(parseDocument(text), context, { ...QUIET, ...situation });
  return all.map(({ title, act }) => (act === undefined ? title : `${title} [${act}]`));
}

function ofAdvisory(changes: Partial<Advisory>, context: Partial<LanguageContext> = {}): readonly string[] {
  const held = sample(changes);
  return shown(writeDocument(held), knowing({ held, ...context }));
}

describe('lenses', () => {
  it('say who coordinates, and offer what this person can do', () => {
    assert.equal(ofAdvisory({})[0], 'Nobody coordinates · Claim [claim]');
    assert.equal(ofAdvisory({}, { me: undefined })[0], 'Nobody coordinates');
    assert.equal(ofAdvisory({ credits: [coordinator('COLE')] })[0], 'Coordinator: you · Hand over [handOver]');
    assert.equal(
      ofAdvisory({ credits: [coordinator('cole', 'pending')] })[0],
      'Coordinator: you (not answered yet) · Hand over [handOver]',
    );
    assert.equal(ofAdvisory({ credits: [coordinator('bob', 'declined')] })[0], 'Coordinator: bob (declined)');
    assert.equal(
      ofAdvisory({ credits: [coordinator('bob'), coordinator('cole')] })[0],
      'Coordinators: bob, you · Hand over [handOver]',
    );
    assert.equal(ofAdvisory({ state: 'closed', credits: [coordinator('cole')] })[0], 'Coordinator: you');
    assert.doesNotMatch(ofAdvisory({ state: 'closed' }).join(), /coordinates/);
  });

  it('offer a fix to whoever coordinates a draft', () => {
    const offers = (changes: Partial<Advisory>) => ofAdvisory(changes).includes('Start fix… [fix]');
    assert.ok(offers({ state: 'draft', credits: [coordinator('cole')] }));
    assert.ok(!offers({ state: 'draft', credits: [coordinator('bob')] }));
    assert.ok(!offers({ state: 'triage', credits: [coordinator('cole')] }));
    assert.ok(!offers({ state: 'closed', credits: [coordinator('cole')] }));
  });

  it('take the coordinator from the document, and from GitHub where it cannot be read', () => {
    const held = sample({ credits: [coordinator('bob')] });
    const text = writeDocument(held);
    assert.equal(
      shown(text.replace('login: bob', 'login: cole'), knowing({ held }))[0],
      'Coordinator: you · Hand over [handOver]',
    );
    assert.equal(shown(text.replace('login: bob', 'login: "'), knowing({ held }))[0], 'Coordinator: bob');
  });

  it('say the score, or what there is instead', () => {
    const vector = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N';
    assert.equal(ofAdvisory({ cvss4: { vector, score: 1 } })[1], 'CVSS 4.0 8.7 High · Change [score]');
    assert.equal(
      ofAdvisory({ cvss3: { vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N', score: 0 } })[1],
      'CVSS 3.1 0.0 None · Change [score]',
    );
    assert.equal(ofAdvisory({ cvss4: { vector: 'x', score: null } })[1], 'CVSS vector cannot be read · Change [score]');
    assert.equal(ofAdvisory({ severity: 'high' })[1], 'Severity High · Score… [score]');
    assert.equal(ofAdvisory({})[1], 'No score · Score… [score]');
  });

  it('count findings, unsent changes and lost ones', () => {
    const held = sample();
    const of = (situation: Partial<LensSituation>) => shown(writeDocument(held), knowing({ held }), situation).slice(2);
    assert.deepEqual(of({}), ['What GitHub has [compare]']);
    assert.deepEqual(of({ findings: 1, lost: 1, unsent: ['title'] }), [
      '1 finding [findings]',
      '1 change of yours was overwritten · Restore… [restore]',
      '1 unsent change · Send to GitHub… [send]',
      'What GitHub has [compare]',
    ]);
    assert.deepEqual(of({ findings: 3, lost: 2, unsent: ['a', 'b'] }).slice(0, 3), [
      '3 findings [findings]',
      '2 changes of yours were overwritten · Restore… [restore]',
      '2 unsent changes · Send to GitHub… [send]',
    ]);
    const [send] = lenses(parseDocument(writeDocument(held)), knowing({ held }), { ...QUIET, unsent: ['title', 'cwe'] }).filter(
      ({ act }) => act === 'send',
    );
    assert.deepEqual(send?.words, ['title', 'cwe']);
  });

  it('say when GitHub was read, and whether it has changed', () => {
    const held = sample();
    const of = (situation: Partial<LensSituation>) => shown(writeDocument(held), knowing({ held }), situation).at(-1) ?? '';
    assert.match(of({ readAt: NOW - 60_000 }), /^What GitHub has, read \d\d:\d\d \[compare\]$/);
    assert.match(of({ readAt: NOW - 3 * 86_400_000 }), /read 2026-11-\d\d \d\d:\d\d/);
    assert.match(of({ readAt: NOW, heldChanged: true }), /^GitHub has changed, read \d\d:\d\d · Compare \[compare\]$/);
  });

  it('say of a draft that GitHub has none', () => {
    const draft = writeDraft(
      { ...EMPTY_CONTENT, title: 'x', credits: [{ login: 'cole', type: 'coordinator' }] },
      'python/cpython',
    );
    assert.deepEqual(shown(draft, knowing(), { unsent: ['title'] }), [
      'Coordinator: you',
      'No score · Score… [score]',
      'Draft, not on GitHub · Send to GitHub… [send]',
    ]);
    assert.deepEqual(shown(draft, knowing({ me: undefined })).at(-1), 'Draft, not on GitHub');
    assert.deepEqual(shown('', knowing({ me: undefined })), ['No score · Score… [score]', 'Draft, not on GitHub']);
  });
});
