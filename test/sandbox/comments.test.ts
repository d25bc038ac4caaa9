/** The comments preview. */

import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { PUBLISHED, TRIAGE, at, withSandbox } from './fixtures.ts';
import { listOf, objectAt } from './json.ts';
import type { Json } from './json.ts';

const bodies = (body: Json): readonly unknown[] => listOf(body).map((one) => objectAt(one).body);

describe('sandbox comments', () => {
  it('adds, reads and edits, without moving the advisory', () =>
    withSandbox({}, async (bench) => {
      bench.now += 1000;
      const made = await bench.ask(`POST ${at(TRIAGE, '/comments')}`, { as: 'cole', body: { body: 'Looking.' } });
      assert.equal(made.status, 201, made.text);
      const id = JSON.stringify(objectAt(made.body).id);
      assert.deepEqual((await bench.ask(`GET ${at(TRIAGE, `/comments/${id}`)}`, { as: 'rita' })).body, made.body);
      assert.equal((await bench.ask(`PATCH ${at(TRIAGE, `/comments/${id}`)}`, { as: 'rita', body: { body: 'no' } })).status, 403);
      bench.now += 1000;
      const edited = await bench.ask(`PATCH ${at(TRIAGE, `/comments/${id}`)}`, { as: 'cole', body: { body: 'Found it.' } });
      assert.deepEqual([objectAt(edited.body).body, objectAt(edited.body).updated_at], ['Found it.', '2026-11-01T12:00:02Z']);
      assert.equal((await bench.ask(`DELETE ${at(TRIAGE, `/comments/${id}`)}`, { as: 'cole' })).status, 404);
      const advisory = objectAt((await bench.ask(`GET ${at(TRIAGE)}`, { as: 'cole' })).body);
      assert.deepEqual([advisory.comments, advisory.updated_at], [2, '2026-10-01T00:00:00Z']);
    }));

  it('never returns or counts a confidential one', () =>
    withSandbox({}, async ({ ask, sandbox }) => {
      assert.deepEqual(bodies((await ask(`GET ${at(TRIAGE, '/comments')}`, { as: 'ada' })).body), ['Any news?']);
      assert.equal(objectAt((await ask(`GET ${at(TRIAGE)}`, { as: 'ada' })).body).comments, 1);
      const hidden = sandbox.state.advisory(TRIAGE).comments.find((one) => one.confidential);
      assert.equal((await ask(`GET ${at(TRIAGE, `/comments/${hidden?.id ?? 0}`)}`, { as: 'ada' })).status, 404);
      assert.deepEqual((await ask(`GET ${at(PUBLISHED, '/comments')}`, { as: 'sam' })).body, []);
    }));

  it('pages, and filters by the time of the last edit', () =>
    withSandbox({}, async ({ ask, sandbox }) => {
      for (let day = 10; day < 15; day++)
        sandbox.state.addComment(TRIAGE, { author: 'rita', body: `day ${day}`, createdAt: `2026-10-${day}T00:00:00Z` });
      const first = await ask(`GET ${at(TRIAGE, '/comments')}?per_page=4&since=2026-10-05T00:00:00Z`, { as: 'rita' });
      const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
      assert.deepEqual(
        [...bodies(first.body), ...bodies((await ask(`GET ${next}`, { as: 'rita' })).body)],
        ['Any news?', 'day 10', 'day 11', 'day 12', 'day 13', 'day 14'],
      );
      assert.deepEqual(bodies((await ask(`GET ${at(TRIAGE, '/comments')}?since=2026-10-14T00:00:00Z`, { as: 'rita' })).body), [
        'day 14',
      ]);
      assert.equal((await ask(`GET ${at(TRIAGE, '/comments')}?since=yesterday`, { as: 'rita' })).status, 422);
    }));

  it('refuses what is no comment, and those who are not part of it', () =>
    withSandbox({}, async ({ ask }) => {
      for (const body of [{}, { body: '' }, { body: 'x', confidential: true }, { body: 'x'.repeat(65536) }]) {
        assert.equal((await ask(`POST ${at(TRIAGE, '/comments')}`, { as: 'cole', body })).status, 422);
      }
      assert.equal((await ask(`GET ${at(TRIAGE, '/comments')}`, { as: 'sam' })).status, 404);
      assert.equal((await ask(`POST ${at(PUBLISHED, '/comments')}`, { as: 'sam', body: { body: 'x' } })).status, 403);
    }));

  it('can be absent', () =>
    withSandbox({ comments: false }, async ({ ask, sandbox }) => {
      assert.equal((await ask(`GET ${at(TRIAGE, '/comments')}`, { as: 'ada' })).status, 404);
      assert.equal((await ask(`POST ${at(TRIAGE, '/comments')}`, { as: 'ada', body: { body: 'x' } })).status, 404);
      assert.equal('comments' in objectAt((await ask(`GET ${at(TRIAGE)}`, { as: 'ada' })).body), false);
      sandbox.setComments(true);
      assert.equal((await ask(`GET ${at(TRIAGE, '/comments')}`, { as: 'ada' })).status, 200);
    }));
});
