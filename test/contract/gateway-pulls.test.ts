/** Public pull requests, as far back as a fix is. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isoTime, type Pull } from '../sandbox/state.ts';
import { withSandbox, REPOSITORY, type Bench } from '../sandbox/fixtures.ts';
import { clientFor } from './client.ts';
import { valueOf } from './sending-bench.ts';

const HOUR = 3600_000;

/** Opened so many hours ago, oldest first. */
function open(bench: Bench, hours: number, more: Partial<Pull> = {}): void {
  const pulls = bench.sandbox.state.repository(REPOSITORY)?.pulls ?? assert.fail('no repository');
  pulls.push({
    number: pulls.length + 1,
    title: `Change ${hours}`,
    body: null,
    author: 'cole',
    head: `change-${hours}`,
    base: 'main',
    draft: false,
    createdAt: isoTime(bench.now - hours * HOUR),
    state: 'open',
    ...more,
  });
}

const lists = ({ sandbox }: Bench) => sandbox.requests.filter(({ route }) => route.endsWith('/pulls')).length;

describe('pull requests of a public repository', () => {
  it('are read for one branch, newest first, with their labels and whether they are merged', () =>
    withSandbox({}, async (bench) => {
      open(bench, 3, { labels: ['type-security', 'needs backport to 3.13'] });
      open(bench, 2, { base: '1.x' });
      open(bench, 1, { state: 'closed', mergedAt: isoTime(bench.now) });
      const { gateway } = clientFor(bench, 'cole');
      const { pulls, isWhole } = valueOf(await gateway.publicPulls(REPOSITORY, { base: 'main', since: bench.now - 5 * HOUR }));
      assert.equal(isWhole, true);
      assert.deepEqual(
        pulls.map(({ head, isOpen, isMerged, labels }) => [head, isOpen, isMerged, labels]),
        [
          ['change-1', false, true, []],
          ['change-3', true, false, ['type-security', 'needs backport to 3.13']],
        ],
      );
    }));

  it('are not read further back than was asked, but for a day', () =>
    withSandbox({}, async (bench) => {
      for (let hours = 250; hours > 0; hours--) open(bench, hours);
      const { gateway } = clientFor(bench, 'cole');
      const since = bench.now - 110 * HOUR;
      const { pulls, isWhole } = valueOf(await gateway.publicPulls(REPOSITORY, { base: 'main', since }));
      assert.deepEqual([pulls.length, pulls.at(0)?.head, pulls.at(-1)?.head], [134, 'change-1', 'change-134']);
      assert.equal(isWhole, true);
      assert.equal(lists(bench), 2);
    }));

  it('are said not to be all where there are too many', () =>
    withSandbox({}, async (bench) => {
      for (let hours = 510; hours > 0; hours--) open(bench, hours);
      const { gateway } = clientFor(bench, 'cole');
      const { pulls, isWhole } = valueOf(await gateway.publicPulls(REPOSITORY, { base: 'main', since: 0 }));
      assert.deepEqual([pulls.length, isWhole, lists(bench)], [500, false, 5]);
    }));

  it('are nothing where GitHub has trouble', () =>
    withSandbox({}, async (bench) => {
      bench.sandbox.faults.add({ kind: 'status', status: 500, route: 'GET /repos/{owner}/{repo}/pulls' });
      const { gateway } = clientFor(bench, 'cole');
      const read = await gateway.publicPulls(REPOSITORY, { base: 'main', since: bench.now });
      assert.equal(read.ok, false);
    }));
});
