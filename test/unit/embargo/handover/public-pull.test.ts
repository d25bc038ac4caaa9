import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checklist } from '../../../../src/embargo/handover/checklist.ts';
import { publicPullFor } from '../../../../src/embargo/handover/public-pull.ts';
import type { PublicPull } from '../../../../src/github/public-pulls.ts';
import { github, psrt } from '../../advisory/sample.ts';

const pull = (number: number, change: Partial<PublicPull> = {}): PublicPull => ({
  number,
  title: 'Something else',
  head: `branch-${number}`,
  isOpen: true,
  isMerged: false,
  labels: [],
  createdAt: number,
  ...change,
});
const merged = { isOpen: false, isMerged: true };
const closed = { isOpen: false };

describe('the public pull request of a branch', () => {
  const found = (pulls: readonly PublicPull[], signs: { readonly publicBranch?: string; readonly issue?: number }) =>
    publicPullFor(pulls, { process: psrt, ...signs })?.number;

  it('is one from the branch that was made here, whatever it is called', () => {
    assert.equal(found([pull(3), pull(2, { head: 'gh-7-main' })], { publicBranch: 'gh-7-main' }), 2);
  });

  it('is one whose title names the issue as the process does, and no other number', () => {
    const titles = ['gh-70: x', 'gh-17: x', 'bgh-7: x', 'see #7', 'x-gh-7: x', '[3.13] GH-7: Check it (GH-8) (#9)', 'gh-7x'];
    const pulls = titles.map((title, at) => pull(at, { title }));
    assert.equal(found(pulls, { issue: 7 }), 5);
    assert.equal(found(pulls.toSpliced(5, 1), { issue: 7 }), undefined);
  });

  it('is the merged one of several, else the newest that is open; one that was given up is none', () => {
    const title = 'gh-7: x';
    const [old, gone, now] = [pull(1, { title }), pull(2, { title, ...closed }), pull(3, { title })];
    assert.equal(found([now, gone, old], { issue: 7 }), 3);
    assert.equal(found([now, gone, pull(1, { title, ...merged })], { issue: 7 }), 1);
    assert.equal(found([gone], { issue: 7 }), undefined);
  });

  it('is not guessed where neither a branch nor a number is known', () => {
    assert.equal(found([pull(1, { title: 'gh-7: x' })], {}), undefined);
    assert.equal(publicPullFor([pull(1, { title: 'gh-7: x' })], { process: github, issue: 7 })?.number, undefined);
  });

  it('wants no more label for a backport that is there', () => {
    const first = { number: 7, merged: true, labels: ['type-security'] };
    const there = { number: 8, merged: false, labels: [] };
    const states = (backport: typeof there | 'none') =>
      checklist(psrt, {
        branches: [
          { name: 'main', pullRequest: first },
          { name: '3.13', pullRequest: backport },
        ],
      })
        .filter(({ words }) => words.startsWith('Put the labels on the pull request'))
        .map(({ state, words, found: lacks }) => `${state} ${words} ${lacks ?? ''}`.trim());
    const words = 'Put the labels on the pull request: type-security, needs backport to 3.13.';
    assert.deepEqual(states(there), [`done ${words}`]);
    assert.deepEqual(states('none'), [`open ${words} #7 lacks needs backport to 3.13`]);
  });

  it('is named in the list of what is left to do, with the labels that it lacks', () => {
    const labels = ['Type-Security'];
    const items = checklist(psrt, {
      branches: [{ name: 'main' }, { name: '3.13', pullRequest: { number: 8, merged: false, labels } }],
    });
    assert.deepEqual(
      items.flatMap(({ branch, state, found: words }) => (words === undefined ? [] : [`${branch ?? ''} ${state} ${words}`])),
      ['3.13 done #8', '3.13 open #8 lacks release-blocker'],
    );
  });
});
