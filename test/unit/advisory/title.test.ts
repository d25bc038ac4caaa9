import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { awaitedFromBot, cleanTitle, oneLine, outcomeOf, tagsIn } from '../../../src/advisory/title.ts';
import { github, psrt } from './sample.ts';

const words = (psrt.tags ?? []).flatMap(({ tag, aliases }) => [tag, ...(aliases ?? [])]);
const anyCase = (word: string) =>
  fc
    .array(fc.boolean(), { minLength: word.length, maxLength: word.length })
    .map((upper) => [...word].map((letter, at) => (upper[at] ? letter.toUpperCase() : letter.toLowerCase())).join(''));
const tag = fc.constantFrom(...words).chain(anyCase);
const plainText = fc.string({ unit: fc.constantFrom(...'abc ÄΩ漢🐍().:-_/"\''), maxLength: 30 });
const tags = (title: string) => tagsIn(title, psrt).map((one) => one.tag);

describe('titles', () => {
  it('find every tag and every alias anywhere, in any case', () => {
    assert.equal(words.length, 9);
    fc.assert(
      fc.property(plainText, tag, plainText, (before, word, after) => {
        assert.equal(tags(`${before}[${word}]${after}`).length, 1);
        assert.deepEqual(tags(`${before}[${word}]${after}`), tags(`[${word.toUpperCase()}]`));
      }),
    );
    for (const [word, meant] of [
      ['complete', 'COMPLETED'],
      ['Close', 'CLOSED'],
      ['NotPlanned', 'CLOSED'],
      ['accept', 'ACCEPTED'],
    ] as const)
      assert.deepEqual(tags(`x [${word}] y`), [meant]);
  });

  it('take nothing else for a tag', () => {
    for (const title of [
      'CLOSED',
      '[CLOSED',
      'CLOSED]',
      '[ CLOSED ]',
      '[CLOSEDX]',
      '(CLOSED)',
      '[]',
      '[CLO SED]',
      '[ⒸLOSED]',
      '［CLOSED］',
      '[CLOSED\u200b]',
      '',
    ])
      assert.deepEqual(tags(title), [], title);
    assert.deepEqual(tagsIn('[CLOSED] [ACCEPTED]', github), []);
  });

  it('lose the tags and invisible characters, and nothing else', () => {
    fc.assert(
      fc.property(plainText, tag, plainText, (before, word, after) => {
        const seen = (text: string) => text.replace(/\s+/g, ' ').trim();
        assert.equal(cleanTitle(`${before}[${word}]${after}`, psrt), seen(`${before} ${after}`));
        assert.equal(cleanTitle(`${before}[${word}x]${after}`, psrt), seen(`${before}[${word}x]${after}`));
      }),
    );
    assert.equal(cleanTitle('[CVE-2026-1] a [1] b[i] [CLOSED]', psrt), '[CVE-2026-1] a [1] b[i]');
    assert.equal(cleanTitle('[CLOSED] keep [CLOSED] in another process', github), '[CLOSED] keep [CLOSED] in another process');
  });

  it('stand on one line without characters that make them lie', () => {
    const hidden = [
      '\u202e',
      '\u202d',
      '\u2066',
      '\u2069',
      '\u200b',
      '\u200d',
      '\u200e',
      '\u00ad',
      '\ufeff',
      '\u0000',
      '\u0007',
      '\u001b',
      '\u007f',
      '\u0085',
      '\u2028',
      '\u2029',
      '\u{e0041}',
      '\ufff9',
    ];
    for (const character of hidden)
      assert.equal(cleanTitle(`safe${character}title`, psrt), 'safetitle', `U+${(character.codePointAt(0) ?? 0).toString(16)}`);
    assert.equal(cleanTitle('one\ntwo\r\nthree\tfour', psrt), 'one two three four');
    assert.equal(oneLine(' [CLOSED]\n\u202ea  b '), '[CLOSED] a b');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.doesNotMatch(cleanTitle(text, psrt), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|^ | $| {2}/u);
      }),
    );
  });

  it('are empty when nothing is left that can be seen', () => {
    for (const title of ['', ' ', '[CLOSED]', '[closed][ACCEPT]\u200b', '\u202e\u2069'])
      assert.equal(cleanTitle(title, psrt), '', JSON.stringify(title));
  });

  it('never show a tag of the process once they are clean', () => {
    for (const title of ['[CLO\u200bSED] a', '[[CLOSED]CLOSED] a', 'a [ACC\u00adEPT]'])
      assert.deepEqual(tags(cleanTitle(title, psrt)), [], JSON.stringify(title));
  });

  it('show no blank letter in place of a title', () => {
    for (const blank of ['\u3164', '\u2800', '\u115f', '\u1160', '\uffa0', '\u034f', '\u17b4'])
      assert.equal(cleanTitle(blank, psrt), '', `U+${(blank.codePointAt(0) ?? 0).toString(16)}`);
  });
});

describe('what is asked of the bot', () => {
  const awaited = (title: string, state: string) => awaitedFromBot({ title, state }, psrt)?.tag;

  it('is the closing tag where both stand', () => {
    assert.equal(awaited('[ACCEPTED] [CLOSED] x', 'triage'), 'CLOSED');
    assert.equal(awaited('[accept] x [notplanned]', 'triage'), 'CLOSED');
    for (const close of ['COMPLETED', 'DUPLICATE', 'INVALID', 'CLOSED'])
      assert.equal(awaited(`[ACCEPTED][${close}]`, 'triage'), close);
  });

  it('is only what acts in the state', () => {
    assert.equal(awaited('[ACCEPTED] x', 'triage'), 'ACCEPTED');
    assert.equal(awaited('[ACCEPTED] x', 'draft'), undefined);
    assert.equal(awaited('[CLOSED] x', 'draft'), 'CLOSED');
    for (const state of ['closed', 'published', 'withdrawn', 'unknown'])
      assert.equal(awaited('[CLOSED][ACCEPTED]', state), undefined);
  });

  it('is nothing where there is no bot', () => {
    const { bot: _, ...without } = psrt;
    assert.equal(awaitedFromBot({ title: '[CLOSED]', state: 'triage' }, without), undefined);
    assert.equal(awaitedFromBot({ title: '[CLOSED]', state: 'triage' }, github), undefined);
  });

  it('is told as the outcome once it is finished', () => {
    for (const [title, outcome] of [
      ['[INVALID] x', 'invalid'],
      ['[complete] x', 'fixed and announced'],
      ['[ACCEPTED] x', undefined],
      ['x', undefined],
    ] as const) {
      assert.equal(outcomeOf({ title, state: 'closed' }, psrt), outcome);
      assert.equal(outcomeOf({ title, state: 'draft' }, psrt), undefined);
    }
  });
});
