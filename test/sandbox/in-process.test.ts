/** The sandbox without a socket, public issues, and a GitHub of tomorrow. */

import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { DRAFT, START, at, withSandbox, world } from './fixtures.ts';
import { openInProcess } from './in-process.ts';
import type { InProcess } from './in-process.ts';
import { listOf, objectAt, parse } from './json.ts';
import type { Json } from './json.ts';

const PATCH = `PATCH ${at(DRAFT)}`;

async function ask(sandbox: InProcess, what: string, as: string, body?: Json, signal?: AbortSignal) {
  const [method = '', path = ''] = what.split(' ');
  const response = await sandbox.fetch(sandbox.url + path, {
    method,
    headers: { authorization: `Bearer ghp_${as}`, 'user-agent': 'test' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : parse(text), headers: response.headers };
}

async function inProcess(test: (sandbox: InProcess) => Promise<void>): Promise<void> {
  const sandbox = await openInProcess({ world, clock: () => START });
  try {
    await test(sandbox);
    assert.deepEqual(sandbox.violations, []);
  } finally {
    await sandbox.close();
  }
}

describe('the sandbox in this process', () => {
  it('answers as the served one does', () =>
    inProcess((sandbox) =>
      withSandbox({}, async (bench) => {
        const asked: readonly (readonly [string, string, Json?])[] = [
          [`GET ${at(DRAFT)}`, 'tess'],
          [`GET ${at(DRAFT)}`, 'sam'],
          [PATCH, 'tess', { summary: 'New', credits: [{ login: 'cole', type: 'finder' }] }],
          [PATCH, 'tess', { collaborating_users: ['sam'] }],
          [PATCH, 'tess', { surprise: 1 }],
          [PATCH, 'ada', { state: 'triage' }],
          ['GET /repos/example/widget/security-advisories?per_page=2', 'ada'],
          ['GET /nowhere', 'ada'],
        ];
        for (const [what, as, body] of asked) {
          const here = await ask(sandbox, what, as, body);
          const there = await bench.ask(what, { as, ...(body === undefined ? {} : { body }), headers: { 'user-agent': 'test' } });
          const plain = (json: Json) => JSON.stringify(json).replaceAll(sandbox.url, '').replaceAll(bench.sandbox.url, '');
          assert.deepEqual([here.status, plain(here.body)], [there.status, plain(there.body)], what);
          assert.equal(here.headers.get('x-ratelimit-remaining'), there.headers.get('x-ratelimit-remaining'));
        }
        assert.deepEqual(
          sandbox.passed.map(({ route, status, who }) => [route, status, who]),
          bench.sandbox.requests.map(({ route, status, who }) => [route, status, who]),
        );
      }),
    ));

  it('breaks a connection after a write, and carries out what was given up', () =>
    inProcess(async (sandbox) => {
      sandbox.faults.add({ kind: 'drop-after-commit', route: 'PATCH' });
      await assert.rejects(ask(sandbox, PATCH, 'tess', { summary: 'One' }), TypeError);
      assert.equal(sandbox.state.advisory(DRAFT).summary, 'One');
      const stop = new AbortController();
      sandbox.faults.add({ kind: 'hold', route: 'PATCH' });
      const held = ask(sandbox, PATCH, 'tess', { summary: 'Two' }, stop.signal);
      await sandbox.faults.whenHeld(1);
      stop.abort();
      await assert.rejects(held, { name: 'AbortError' });
      assert.equal(sandbox.state.advisory(DRAFT).summary, 'One');
      sandbox.faults.release();
      await ask(sandbox, `GET ${at(DRAFT)}`, 'tess');
      assert.equal(sandbox.state.advisory(DRAFT).summary, 'Two');
    }));
});

describe('sandbox issues', () => {
  it('can be read by everybody; a number that is none is not there', () =>
    withSandbox({}, async ({ ask: say }) => {
      await say('POST /repos/example/widget/issues', { as: 'sam', body: { title: 'It leaks' } });
      const found = await say('GET /repos/example/widget/issues/1', {});
      assert.deepEqual([found.status, objectAt(found.body).title, objectAt(found.body).body], [200, 'It leaks', null]);
      assert.equal((await say('GET /repos/example/widget/issues/2', { as: 'sam' })).status, 404);
      assert.equal((await say('GET /repos/example/nothing/issues/1', { as: 'sam' })).status, 404);
    }));
});

describe('a sandbox of tomorrow', () => {
  const item = { package: { ecosystem: 'pip', name: 'widget' }, vulnerable_version_range: '< 2', weight: 3 };

  it('keeps fields of affected packages that today’s refuses', async () => {
    await withSandbox({}, async ({ ask: say }) => {
      assert.equal((await say(PATCH, { as: 'tess', body: { vulnerabilities: [item] } })).status, 422);
    });
    await withSandbox({ tomorrow: true }, async ({ ask: say }) => {
      const made = await say(PATCH, { as: 'tess', body: { vulnerabilities: [item] } });
      assert.equal(made.status, 200, made.text);
      assert.equal(objectAt(listOf(objectAt(made.body).vulnerabilities)[0]).weight, 3);
      assert.equal((await say(PATCH, { as: 'tess', body: { surprise: 1 } })).status, 422);
      assert.equal((await say(PATCH, { as: 'tess', body: { vulnerabilities: [{ weight: 3 }] } })).status, 422);
      const without = await say(PATCH, { as: 'tess', body: { vulnerabilities: [{ package: item.package }] } });
      assert.equal(objectAt(listOf(objectAt(without.body).vulnerabilities)[0]).weight, undefined);
    });
  });
});
