/** Pull requests in a private fork. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { openPull } from '../../../src/github/open-pull.ts';
import { pullText } from '../../../src/github/pull.ts';
import { isoTime } from '../../sandbox/state.ts';
import { clientFor } from '../client.ts';
import { valueOf } from '../sending-bench.ts';
import { FORK, PULLS, REPO, withFork, type ForkBench } from './fork-bench.ts';

const WORDS = { title: 'Words that must stay here', body: 'And here\r\nas well' };
const PULL = { head: 'fix-main', base: 'main', ...WORDS };

const posts = (bench: ForkBench) => bench.sandbox.requests.filter(({ method }) => method === 'POST').map(({ path }) => path);

/** What somebody else opened, past all rules. */
function add(bench: ForkBench, number: number, more: { readonly head?: string; readonly state?: 'open' | 'closed' } = {}): void {
  const pulls = bench.sandbox.state.repository(FORK)?.pulls;
  assert.ok(pulls);
  pulls.push({
    number,
    title: `Fix ${number}`,
    body: null,
    author: 'cole',
    head: 'fix-main',
    base: 'main',
    draft: false,
    createdAt: isoTime(bench.now),
    state: 'open',
    ...more,
  });
}

describe('pull requests of a private fork', () => {
  it('are opened by a collaborator, and seen by the people of the advisory only', () =>
    withFork(async (bench) => {
      await bench.push(FORK, 'fix-main');
      const { gateway, log } = clientFor(bench, 'tess');
      const made = valueOf(await gateway.createPull(FORK, PULL));
      assert.deepEqual(
        { ...made, commit: made.commit?.length },
        {
          number: 1,
          state: 'open',
          isDraft: false,
          ...WORDS,
          author: 'tess',
          head: 'fix-main',
          commit: 40,
          base: 'main',
          htmlUrl: `${bench.sandbox.url}/${FORK}/pull/1`,
        },
      );
      assert.equal(pullText(made), 'Words that must stay here\n\nAnd here\r\nas well');
      const list = valueOf(await gateway.pullsOf(FORK));
      assert.deepEqual(list.pages[0]?.items, [made]);
      assert.deepEqual(valueOf(await gateway.pull(FORK, 1)), made);
      for (const login of ['ada', 'rita'])
        assert.equal(valueOf(await clientFor(bench, login).gateway.pull(FORK, 1)).title, WORDS.title, login);
      for (const login of ['cole', 'sam', 'bare']) {
        const other = clientFor(bench, login).gateway;
        for (const asked of [await other.pullsOf(FORK), await other.pull(FORK, 1), await other.createPull(FORK, PULL)])
          assert.ok(!asked.ok && ['not-found', 'forbidden'].includes(asked.failure.kind), login);
      }
      assert.deepEqual([log, posts(bench)], [[], [`/repos/${FORK}/pulls`]]);
    }));

  it('are read to the last page, the closed ones too', () =>
    withFork(async (bench) => {
      for (let number = 1; number <= 130; number++) add(bench, number, number % 2 === 0 ? { state: 'closed' } : {});
      const { gateway } = clientFor(bench, 'tess');
      const list = valueOf(await gateway.pullsOf(FORK));
      const numbers = list.pages.flatMap(({ items }) => items.map(({ number }) => number));
      assert.deepEqual([list.pages.length, numbers], [2, Array.from({ length: 130 }, (_, index) => index + 1)]);
      assert.equal(list.pages[0]?.items[1]?.state, 'closed');
      assert.equal(valueOf(await gateway.pullsOf(FORK, list.pages)).unchanged, true);
      for (const [fault, expected] of [
        [{ kind: 'page', page: 2 }, 'refused'],
        [{ kind: 'foreign-next' }, 'foreign-link'],
        [{ kind: 'missing-field', field: 'title' }, 'malformed'],
      ] as const) {
        bench.sandbox.faults.add({ ...fault, route: `GET ${PULLS}` });
        const asked = await gateway.pullsOf(FORK);
        assert.equal(!asked.ok && asked.failure.kind, expected);
        bench.sandbox.faults.clear();
      }
    }));

  it('are never opened in a public repository', () =>
    withFork(async (bench) => {
      await bench.push('example/widget', 'fix-main');
      const { gateway, log } = clientFor(bench, 'ada');
      const asked = await gateway.createPull('example/widget', PULL);
      assert.deepEqual(!asked.ok && asked.failure.kind === 'malformed' && asked.failure.what, 'not-private');
      assert.deepEqual([posts(bench), log], [[], [`malformed 200 ${REPO} 5A4D:B0C5:000002`]]);
    }));

  it('are not opened twice for one head and base; the failure names the one that is there, and none of its words', () =>
    withFork(async (bench) => {
      await bench.push(FORK, 'fix-main');
      add(bench, 1, { state: 'closed' });
      add(bench, 2);
      const { gateway, log } = clientFor(bench, 'tess');
      const asked = await gateway.createPull(FORK, PULL);
      assert.ok(!asked.ok && asked.failure.kind === 'pull-exists');
      assert.deepEqual([asked.failure.number, asked.failure.htmlUrl], [2, `${bench.sandbox.url}/${FORK}/pull/2`]);
      assert.doesNotMatch(JSON.stringify(asked), /Fix/);
      assert.match(log.join('\n'), /^pull-exists 422 \/repos\/\{owner\}\/\{repo\}\/pulls \S+$/);
    }));

  it('may have been opened where the answer cannot be read', () =>
    withFork(async (bench) => {
      await bench.push(FORK, 'fix-main');
      bench.sandbox.faults.add({ kind: 'missing-field', field: 'head', route: 'POST' });
      const asked = await clientFor(bench, 'tess').gateway.createPull(FORK, PULL);
      assert.deepEqual(!asked.ok && asked.failure.kind !== 'pull-exists' && asked.failure.mayBeDone, true);
    }));

  it('are refused where a branch is missing or has nothing new', () =>
    withFork(async (bench) => {
      const { gateway } = clientFor(bench, 'tess');
      for (const pull of [{ ...PULL }, { ...PULL, head: '1.x' }, { ...PULL, head: '1.x', base: 'nowhere' }]) {
        const asked = await gateway.createPull(FORK, pull);
        assert.deepEqual(!asked.ok && [asked.failure.kind, asked.failure.status], ['refused', 422], pull.head);
      }
    }));
});

describe('opening a private pull request', () => {
  const opening = async (bench: ForkBench, login = 'tess', answer = true, signal?: AbortSignal) => {
    const { gateway, log } = clientFor(bench, login);
    let shown = 0;
    const decide = () => {
      shown++;
      return Promise.resolve(answer);
    };
    const outcome = await openPull(FORK, PULL, { gateway, decide, signal });
    assert.doesNotMatch(log.join('\n'), /Words|widget/);
    return { outcome, shown };
  };

  it('is shown first and sent once', () =>
    withFork(async (bench) => {
      await bench.push(FORK, 'fix-main');
      const { outcome, shown } = await opening(bench);
      assert.deepEqual([outcome.kind === 'made' && outcome.pull.number, shown, posts(bench).length], [1, 1, 1]);
      const again = await opening(bench, 'ada');
      assert.deepEqual([again.outcome.kind, again.shown, posts(bench).length], ['there', 0, 1]);
    }));

  it('is not sent after a no, or when the person has gone', () =>
    withFork(async (bench) => {
      assert.equal((await opening(bench, 'tess', false)).outcome.kind, 'declined');
      assert.equal((await opening(bench, 'tess', true, AbortSignal.abort())).outcome.kind, 'declined');
      assert.deepEqual(posts(bench), []);
    }));

  it('finds the one that somebody else opened in between', () =>
    withFork(async (bench) => {
      await bench.push(FORK, 'fix-main');
      const write = () => {
        add(bench, 7);
      };
      bench.sandbox.faults.add({ kind: 'second-writer', write, route: 'POST' });
      const { outcome } = await opening(bench);
      assert.equal(outcome.kind === 'there' && outcome.pull.number, 7);
    }));

  it('looks into the list when no answer comes, and sends nothing twice', () =>
    withFork(async (bench) => {
      await bench.push(FORK, 'fix-main');
      bench.sandbox.faults.add({ kind: 'status', status: 502, route: 'POST' });
      const undone = (await opening(bench)).outcome;
      assert.deepEqual(undone.kind === 'unknown' && [undone.failure.mayBeDone, undone.isRead], [true, true]);
      bench.sandbox.faults.add({ kind: 'drop-after-commit', route: 'POST' });
      const found = (await opening(bench)).outcome;
      assert.deepEqual([found.kind === 'there' && found.pull.number, posts(bench).length], [1, 2]);
    }));

  it('does not claim that it may be offered again where the list cannot be read', () =>
    withFork(async (bench) => {
      await bench.push(FORK, 'fix-main');
      const write = () => {
        bench.sandbox.faults.add({ kind: 'status', status: 502, route: `GET ${PULLS}` });
      };
      bench.sandbox.faults.add({ kind: 'second-writer', write, route: 'POST' });
      bench.sandbox.faults.add({ kind: 'cut-json', route: 'POST' });
      const { outcome } = await opening(bench);
      assert.equal(outcome.kind === 'unknown' && outcome.isRead, false);
    }));

  it('says what is refused for another reason', () =>
    withFork(async (bench) => {
      const { outcome } = await opening(bench);
      assert.equal(outcome.kind === 'refused' && outcome.failure.status, 422);
      const stranger = (await opening(bench, 'sam')).outcome;
      assert.equal(stranger.kind === 'refused' && stranger.failure.kind, 'not-found');
    }));
});
