import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checklist, type BranchFacts } from '../../../../src/embargo/handover/checklist.ts';
import { newsEntry, type NewsSource } from '../../../../src/embargo/handover/news-entry.ts';
import { github, NOW, psrt, sample } from '../../advisory/sample.ts';

const FOLDER = 'Misc/NEWS.d/next/Security';
const news: NewsSource = {
  process: psrt,
  advisory: sample({ title: 'Paths climb out', description: null, author: null }),
  issue: 12345,
  now: NOW,
  names: [],
  files: [],
  blobs: new Map(),
};
const added = (path: string) => ({ path, status: 'added' as const });

function entryOf(change: Partial<NewsSource>) {
  const made = newsEntry({ ...news, ...change });
  assert.ok(made.ok);
  return made.value;
}

describe('the NEWS entry of a hand-over', () => {
  it('is made of the advisory, in the form of blurb', () => {
    const { entry, change } = entryOf({});
    assert.match(entry?.path ?? '', /^Misc\/NEWS\.d\/next\/Security\/2026-11-22-12-00-00\.gh-issue-12345\.[\w-]{6}\.rst$/);
    assert.equal(entry?.text, 'Paths climb out\n');
    assert.deepEqual(change, { remove: [], add: [{ path: entry.path, text: entry.text }] });
  });

  it('is the person’s, the public one, or the private branch’s, in this order', () => {
    const path = `${FOLDER}/2026-01-01.gh-issue-1.abc.rst`;
    const own = { files: [added(path)], blobs: new Map([[path, Buffer.from('Own.\r\n')]]) };
    assert.deepEqual(entryOf(own).entry, {
      path: `${FOLDER}/2026-11-22-12-00-00.gh-issue-12345.abc.rst`,
      from: path,
      text: 'Own.\n',
    });
    assert.deepEqual(entryOf(own).change.remove, [path]);
    assert.equal(entryOf({ ...own, written: 'Mine.' }).entry?.text, 'Mine.\n');
    const published = { path: `${FOLDER}/public.rst`, text: 'Public.\n' };
    assert.deepEqual(entryOf({ ...own, published }).change, { remove: [path], add: [published] });
    assert.ok(!newsEntry({ ...news, written: ' ' }).ok);
  });

  it('leaves files alone that are no entries', () => {
    const files = [added('Misc/NEWS.d/next/readme.rst'), added('Doc/x.rst'), added('Misc/NEWS.d/next/Library/notes.rst')];
    assert.deepEqual(entryOf({ files }).change.remove, []);
    const both = [
      added(`${FOLDER}/2026-01-01.gh-issue-1.abc.rst`),
      added('Misc/NEWS.d/next/C API/2026-01-01-01-01-01.gh-issue-1.abc.rst'),
    ];
    const { change } = entryOf({ files: both, blobs: new Map(both.map(({ path }) => [path, Buffer.from(path)])) });
    assert.equal(new Set(change.add.map(({ path }) => path)).size, 2, 'two entries stay two');
  });

  it('is none where the product has none', () => {
    assert.deepEqual(entryOf({ process: github }), { change: { remove: [], add: [] }, notes: [] });
  });
});

describe('the list of what is left to do', () => {
  const branches: readonly BranchFacts[] = [
    {
      name: 'main',
      publicBranch: 'gh-1-main',
      pullRequest: { number: 7, merged: true, labels: ['Type-Security', 'needs backport to 3.13'] },
    },
    { name: '3.13', pullRequest: { number: 8, merged: false, labels: ['type-security'] } },
    { name: '3.12', pullRequest: 'none' },
  ];

  it('has the labels that the bot does not copy, for each branch', () => {
    const items = checklist(psrt, { issue: 1, branches, mail: 'list@example.org', announced: true });
    const told = items.map(({ branch, words, state }) => `${branch ?? '-'} ${state} ${words}`);
    assert.deepEqual(told, [
      'main done Push gh-1-main yourself and open the pull request for gh-1.',
      'main open Put the labels on the pull request: type-security, needs backport to 3.13, needs backport to 3.12.',
      'main done Have it reviewed and merged to main. That is the disclosure.',
      '- done Send the advisory mail to list@example.org.',
      '- unknown See that the CNA has published the CVE record.',
      '3.13 done See that the backport pull request for 3.13 is there.',
      '3.13 open Put the labels on it: type-security, release-blocker. The bot does not copy release-blocker.',
      '3.13 open Have it merged to 3.13; of a security branch its release manager does that.',
      '3.12 open See that the backport pull request for 3.12 is there.',
      '3.12 open Put the labels on it: type-security, release-blocker. The bot does not copy release-blocker.',
      '3.12 open Have it merged to 3.12; of a security branch its release manager does that.',
      "- unknown Put [COMPLETED] into the advisory's title, for the bot to close it.",
    ]);
  });

  it('is a plain one where the process says nothing', () => {
    const { handover: _handover, ...plain } = psrt;
    const items = checklist(plain, { branches: [{ name: 'main' }] });
    assert.deepEqual(
      items.map(({ state }) => state),
      ['unknown', 'unknown', 'unknown'],
    );
    assert.deepEqual(checklist(plain, { branches: [] }).length, 1);
  });
});
