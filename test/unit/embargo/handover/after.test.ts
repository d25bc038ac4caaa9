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

  const told = (...others: readonly BranchFacts[]) =>
    checklist(psrt, { issue: 1, branches: [{ name: 'main' }, ...others] })
      .filter(({ branch }) => branch !== undefined)
      .map(({ branch, words, state, found }) => [branch, state, words, ...(found === undefined ? [] : [found])].join(' '));
  const labels = (...others: readonly BranchFacts[]) => told(...others).find((one) => one.includes('Put the labels on the pull'));
  const OWN = '3.14 has a fix of its own: hand it over from here; the bot would pick main’s.';

  it('lets no bot pick the fix for a branch that has one of its own', () => {
    const own = { name: '3.14', own: true };
    assert.equal(
      labels({ name: '3.15' }, own),
      'main unknown Put the labels on the pull request: type-security, needs backport to 3.15.',
    );
    const lines = (branch: BranchFacts) => told(branch).filter((one) => one.startsWith('3.14'));
    assert.deepEqual(lines(own).slice(0, 2), [
      `3.14 open ${OWN}`,
      '3.14 unknown Push the public branch yourself and open its pull request for 3.14.',
    ]);
    assert.match(lines(own)[2] ?? '', /^3\.14 unknown Put the labels on it/);
    assert.equal(lines(own).length, 4);
    assert.deepEqual(lines({ ...own, publicBranch: 'gh-1-3.14' }).slice(0, 2), [
      `3.14 done ${OWN}`,
      '3.14 unknown Push gh-1-3.14 yourself and open its pull request for 3.14.',
    ]);
  });

  it('takes no pull request for that of a fix that was not handed over yet', () => {
    const pullRequest = { number: 8, merged: false, labels: [] };
    const lines = told({ name: '3.14', own: true, pullRequest }).filter((one) => one.startsWith('3.14'));
    assert.deepEqual(lines.slice(0, 2), [
      `3.14 open ${OWN} #8 is there: see whose fix it has`,
      '3.14 open Push the public branch yourself and open its pull request for 3.14.',
    ]);
  });

  it('has a branch that was made here pushed, without a label for the bot', () => {
    const made = { name: '3.13', publicBranch: 'gh-1-3.13' };
    assert.equal(labels(made), 'main unknown Put the labels on the pull request: type-security.');
    const lines = told(made).filter((one) => one.startsWith('3.13'));
    assert.equal(lines[0], '3.13 unknown Push gh-1-3.13 yourself and open its pull request for 3.13.');
    assert.equal(lines.length, 3);
    const plain = checklist(github, { issue: 1, branches: [{ name: 'main' }, { ...made, own: true }] });
    assert.equal(plain.find(({ branch }) => branch === '3.13')?.words, 'Push gh-1-3.13 and open its pull request.', 'no bot');
  });

  it('says it once, however the steps of the process are parted', () => {
    const { handover } = psrt;
    const steps = [...(handover?.steps ?? []), { for: 'other' as const, words: 'Look at {branch} again.' }];
    const items = checklist(
      { ...psrt, handover: { ...handover, steps } },
      { branches: [{ name: 'main' }, { name: '3.14', own: true }] },
    );
    const words = items.filter(({ branch }) => branch === '3.14').map((one) => one.words);
    assert.equal(words.filter((one) => one === OWN).length, 1);
    assert.equal(words.at(-1), 'Look at 3.14 again.');
  });

  it('says nothing of a branch that wants no fix, unless something was made for it', () => {
    assert.equal(labels({ name: '3.13', wanted: false }), 'main unknown Put the labels on the pull request: type-security.');
    const said = (branch: BranchFacts) => told(branch).some((one) => one.startsWith('3.13'));
    assert.ok(!said({ name: '3.13', wanted: false }));
    assert.ok(!said({ name: '3.13', wanted: false, pullRequest: 'none' }));
    assert.ok(said({ name: '3.13', wanted: false, publicBranch: 'x' }));
    assert.ok(said({ name: '3.13', wanted: false, pullRequest: { number: 1, merged: true, labels: [] } }));
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
