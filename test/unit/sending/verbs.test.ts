import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { CreditLine } from '../../../src/advisory/content.ts';
import { awaitedFromBot } from '../../../src/advisory/title.ts';
import { builtIn } from '../../../src/process/book.ts';
import type { Tag } from '../../../src/process/process.ts';
import {
  askingTitle,
  claim,
  handOver,
  otherCreditOf,
  release,
  tagTitle,
  untagTitle,
  waysTo,
} from '../../../src/sending/verbs.ts';
import { content } from '../advisory/merge/contents.ts';
import { github, psrt } from '../advisory/sample.ts';

const credit = (login: string, type: string) => ({ login, type });
const tagOf = (word: string): Tag => {
  const found = (psrt.tags ?? []).find(({ tag }) => tag === word);
  assert.ok(found, word);
  return found;
};

describe('coordinating', () => {
  const one = content({ credits: [credit('rita', 'reporter'), credit('Tess', 'coordinator'), credit('sam', 'finder')] });

  it('is claimed behind the others, or in the place of the credit that one has', () => {
    assert.deepEqual(claim(one, 'cole').credits, [...one.credits, credit('cole', 'coordinator')]);
    assert.deepEqual(claim(one, 'RITA').credits, [
      credit('rita', 'coordinator'),
      credit('Tess', 'coordinator'),
      credit('sam', 'finder'),
    ]);
    assert.equal(claim(one, 'tess'), one);
  });

  it('is given back, and other credits stay', () => {
    assert.deepEqual(release(one, 'tess').credits, [credit('rita', 'reporter'), credit('sam', 'finder')]);
    assert.equal(release(one, 'sam'), one);
    assert.equal(release(one, 'nobody'), one);
  });

  it('is handed over in one place of one list', () => {
    assert.deepEqual(handOver(one, 'TESS', 'cole').credits, [
      credit('rita', 'reporter'),
      credit('cole', 'coordinator'),
      credit('sam', 'finder'),
    ]);
    assert.deepEqual(handOver(one, 'tess', 'rita').credits, [credit('rita', 'coordinator'), credit('sam', 'finder')]);
    assert.equal(handOver(one, 'tess', 'Tess'), one);
    assert.deepEqual(handOver(one, 'nobody', 'cole').credits, claim(one, 'cole').credits);
  });

  it('tells which credit would go for it', () => {
    assert.deepEqual(
      [otherCreditOf(one, 'RITA'), otherCreditOf(one, 'tess'), otherCreditOf(one, 'cole')],
      ['reporter', undefined, undefined],
    );
  });

  it('leaves one credit a person and nobody else changed', () => {
    const logins = ['ann', 'bob', 'cid', 'dan'];
    const lists = fc.uniqueArray(
      fc.record({ login: fc.constantFrom(...logins), type: fc.constantFrom('coordinator', 'finder') }, { noNullPrototype: true }),
      { selector: ({ login }) => login },
    );
    fc.assert(
      fc.property(lists, fc.constantFrom(...logins), fc.constantFrom(...logins), (credits, from, to) => {
        for (const made of [
          claim(content({ credits }), to),
          handOver(content({ credits }), from, to),
          release(content({ credits }), to),
        ]) {
          assert.equal(new Set(made.credits.map(({ login }) => login)).size, made.credits.length);
          const others = (list: readonly CreditLine[]) => list.filter(({ login }) => login !== from && login !== to);
          assert.deepEqual(others(made.credits), others(credits));
        }
        const taken = handOver(content({ credits }), from, to);
        assert.ok(taken.credits.some(({ login, type }) => login === to && type === 'coordinator'));
        if (from !== to && credits.some(({ login, type }) => login === from && type === 'coordinator'))
          assert.ok(!taken.credits.some(({ login }) => login === from));
      }),
    );
  });
});

describe('asking the bot', () => {
  it('puts a tag in front, unless it or an alias is there in whatever case', () => {
    const accepted = tagOf('ACCEPTED');
    assert.equal(tagTitle('It leaks', accepted), '[ACCEPTED] It leaks');
    for (const there of ['[ACCEPTED] It leaks', 'It leaks [accept]', 'It [Accepted]leaks'])
      assert.equal(tagTitle(there, accepted), there);
  });

  it('takes tags away and nothing else', () => {
    assert.equal(untagTitle('[ACCEPTED] It [3.12] leaks [closed]', psrt), 'It [3.12] leaks');
    assert.equal(untagTitle('[accept][CLOSED]It leaks', psrt), 'It leaks');
    assert.equal(untagTitle(' It  leaks ', psrt), ' It  leaks ');
    assert.equal(untagTitle('[ACCEPTED] It leaks', github), '[ACCEPTED] It leaks');
  });

  it('leaves no tag that asks for something else', () => {
    assert.equal(askingTitle('[CLOSED] It leaks', tagOf('ACCEPTED'), psrt), '[ACCEPTED] It leaks');
    assert.equal(askingTitle('[COMPLETE] It leaks', tagOf('COMPLETED'), psrt), '[COMPLETE] It leaks');
    const words = (psrt.tags ?? []).flatMap(({ tag, aliases }) => [tag, ...(aliases ?? [])]);
    const titles = fc.array(fc.constantFrom(...words.map((word) => `[${word.toLowerCase()}]`), 'It leaks', '[3.12]', ' '), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(titles, fc.constantFrom(...(psrt.tags ?? [])), (parts, tag) => {
        const [state = ''] = tag.from;
        assert.equal(awaitedFromBot({ title: askingTitle(parts.join(''), tag, psrt), state }, psrt), tag);
      }),
    );
  });
});

describe('ways to accept and to close', () => {
  const ways = (...args: Parameters<typeof waysTo>) =>
    waysTo(...args).map((way) => (way.kind === 'tag' ? way.title : `${way.state} ${way.allowed}`));
  const one = { state: 'triage', title: 'It leaks' };

  it('are at once for those who may, by the bot for others, and the direct one last where nobody knows', () => {
    assert.deepEqual(ways('accept', one, psrt, true), ['draft yes', '[ACCEPTED] It leaks']);
    assert.deepEqual(ways('accept', one, psrt, undefined), ['[ACCEPTED] It leaks', 'draft unknown']);
    assert.deepEqual(ways('accept', one, psrt, false), ['[ACCEPTED] It leaks']);
    assert.deepEqual(
      ways('close', { ...one, state: 'draft' }, psrt, false),
      ['COMPLETED', 'DUPLICATE', 'INVALID', 'CLOSED'].map((tag) => `[${tag}] It leaks`),
    );
  });

  it('are direct where a team has no bot, as nobody can tell a security manager', () => {
    assert.deepEqual(ways('close', one, github, false), ['closed hardly']);
    assert.deepEqual(ways('close', one, { ...psrt, bot: undefined } as unknown as typeof psrt, undefined), ['closed unknown']);
  });

  it('are none where there is nothing to be done', () => {
    for (const state of ['closed', 'published', 'withdrawn']) {
      assert.deepEqual([ways('accept', { ...one, state }, psrt, true), ways('close', { ...one, state }, psrt, true)], [[], []]);
    }
    assert.deepEqual(ways('accept', { ...one, state: 'draft' }, psrt, true), []);
  });

  it('never lead where the process must not', () => {
    for (const process of Object.values(builtIn)) {
      for (const act of ['accept', 'close'] as const) {
        for (const state of ['triage', 'draft', 'published', 'closed', 'withdrawn']) {
          for (const may of [true, false, undefined]) {
            for (const way of waysTo(act, { ...one, state }, process, may))
              assert.ok(way.kind === 'tag' || !(process.states.wrong ?? []).includes(way.state));
          }
        }
      }
    }
    const wrong = { ...github, states: { ...github.states, wrong: ['closed'] } };
    assert.deepEqual(ways('close', one, wrong, true), []);
  });
});
