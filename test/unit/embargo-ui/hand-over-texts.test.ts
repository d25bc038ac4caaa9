import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { HandoverPlan } from '../../../src/embargo/handover/handover.ts';
import { factsLine, lineOfFile, planDocument, textsIn, type PlanFacts } from '../../../src/ui/embargo/handover/plan-text.ts';
import { pullDocument, pullWordsIn, suggestedWords } from '../../../src/ui/embargo/handover/pull-text.ts';
import { markWords } from '../../../src/ui/embargo/handover/words.ts';

const PLAN: HandoverPlan = {
  branch: 'main',
  publicBranch: 'gh-1-main',
  first: 'main',
  base: 'a'.repeat(40),
  remote: 'origin',
  of: 'b'.repeat(40),
  author: 'Ada <ada@practice.example>',
  isSigned: true,
  message: 'Check it',
  lines: [],
  files: [
    { path: 'Lib/a.py', status: 'changed', added: 2, removed: 1 },
    { path: 'Lib/b c.py', from: 'Lib/old.py', status: 'moved', added: 1, removed: 0 },
    { path: 'Lib/image.png', status: 'added' },
  ],
  findings: [],
  notes: ['Something to know.'],
  checklist: [],
};
const FACTS: PlanFacts = { clone: '/home/ada/cpython', private: 'advisory-fix-1-main', compared: ['the document'], missing: [] };

/** Lines as a person may write them; none is blank at an end. */
const text = fc
  .array(fc.string({ unit: 'grapheme', maxLength: 40 }).map((line) => line.replace(/[\r\n]/g, ' ')))
  .map((lines) => `x\n${lines.join('\n')}\ny`);

describe('a plan as a document', () => {
  it('gives back the texts that were put into it, whatever they are', () => {
    fc.assert(
      fc.property(text, fc.option(text, { nil: undefined }), (message, news) => {
        const texts = { message, ...(news === undefined ? {} : { news: `${news}\n` }) };
        const document = planDocument(PLAN, texts, FACTS);
        for (const one of [document, document.replaceAll('\n', '\r\n')]) {
          const read = textsIn(one, news !== undefined);
          assert.equal(read?.message, message);
          assert.equal(read.news, news === undefined ? undefined : `${news}\n`);
        }
        const lines = document.split('\n');
        const read = textsIn(document, news !== undefined);
        assert.equal(lines[read?.messageAt ?? -1], 'x');
        if (news !== undefined) assert.equal(lines[read?.newsAt ?? -1], 'x');
      }),
    );
  });

  it('cannot be read where a line that parts the texts is gone or stands elsewhere', () => {
    const document = planDocument(PLAN, { message: 'One', news: 'Two\n' }, FACTS);
    const lines = document.split('\n');
    const parting = lines.flatMap((line, at) => (line.startsWith('────') ? [at] : []));
    assert.equal(parting.length, 3);
    for (const at of parting) assert.equal(textsIn(lines.toSpliced(at, 1).join('\n'), true), undefined);
    const [first = 0, second = 0] = parting;
    const swapped = lines.with(first, lines[second] ?? '').with(second, lines[first] ?? '');
    assert.equal(textsIn(swapped.join('\n'), true), undefined);
  });

  it('tells in which of its lines a file stands', () => {
    const document = planDocument(PLAN, { message: 'Lib/a.py\n    Lib/a.py' }, FACTS);
    const lines = document.split('\n');
    for (const [path, line] of [
      ['Lib/a.py', '  M Lib/a.py  +2 −1'],
      ['Lib/b c.py', '  R Lib/b c.py (was Lib/old.py)  +1 −0'],
      ['Lib/image.png', '  A Lib/image.png'],
    ] as const)
      assert.equal(lines[lineOfFile(document, path) ?? -1], line);
    assert.equal(lineOfFile(document, 'Lib/old.py'), undefined);
    assert.match(lines[factsLine(document)] ?? '', /^──── What will be made/);
  });

  it('says what it was compared with, and what could not be had', () => {
    const missing = ['comments: nobody is signed in'];
    assert.match(
      planDocument(PLAN, { message: 'x' }, { ...FACTS, missing }),
      /\nNot compared with +comments: nobody is signed in\n/,
    );
    assert.match(planDocument(PLAN, { message: 'x' }, { ...FACTS, compared: [] }), /\nCompared with +nothing\n/);
    assert.match(planDocument(PLAN, { message: 'x' }, FACTS), /, signed\n[^]*To know besides\n {2}Something to know\./);
  });

  it('has a reason for every mark', () => {
    for (const mark of ['shared-words', 'scrubbed', 'name', 'mail-address', 'reference'] as const)
      assert.ok(markWords({ marks: [mark] }).length > 5);
    assert.match(markWords({ marks: ['name', 'reference'] }), /; /);
    assert.equal(markWords({ marks: ['reference'], kinds: ['cve-id'] }), 'it may be a CVE id');
  });
});

describe('a pull request as a document', () => {
  it('gives back the words that were put into it', () => {
    fc.assert(
      fc.property(text, (body) => {
        const document = pullDocument({ title: 'Check it', body }, ['From x', 'Into y']);
        assert.deepEqual(pullWordsIn(document), { title: 'Check it', body });
        assert.deepEqual(pullWordsIn(document.replaceAll('\n', '\r\n')), { title: 'Check it', body });
      }),
    );
  });

  it('cannot be read without a title, or without a line that parts its words', () => {
    const document = pullDocument({ title: 'Check it', body: 'Body' }, ['From x']);
    assert.equal(pullWordsIn(document.replace('Check it', ' ')), undefined);
    for (const line of document.split('\n').filter((one) => one.startsWith('────')))
      assert.equal(pullWordsIn(document.replace(`${line}\n`, '')), undefined);
  });

  it('suggests words from the commits, without whom their trailers name', () => {
    assert.deepEqual(
      suggestedWords(['Check it\n\nBecause.\n\nCo-authored-by: A <a@b.c>', 'fixup! Check it', 'Test it'], undefined),
      { title: 'Check it', body: 'Because.\n\n* Test it' },
    );
    assert.deepEqual(suggestedWords([], undefined), { title: '', body: '' });
  });
});
