/** Private forks as the gateway reads them and has them made. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Failure } from '../../src/github/failure.ts';
import type { Result } from '../../src/common/result.ts';
import { DRAFT, REPOSITORY, TRIAGE, withSandbox, world } from '../sandbox/fixtures.ts';
import type { Fault } from '../sandbox/faults.ts';
import { ADVISORY, FORK, REPO } from './embargo/fork-bench.ts';
import { clientFor } from './client.ts';
import { valueOf } from './sending-bench.ts';

const kind = (result: Result<unknown, Failure>) =>
  result.ok ? 'ok' : `${result.failure.kind}${result.failure.kind === 'malformed' ? ` ${result.failure.what}` : ''}`;

describe('a private fork', () => {
  it('is none, then being made, then there with its addresses', () =>
    withSandbox({ forkDelayMs: 60_000 }, async (bench) => {
      const state = async () => valueOf(await clientFor(bench, 'tess').gateway.privateFork(REPOSITORY, DRAFT));
      assert.deepEqual(await state(), { state: 'none' });
      const made = valueOf(await clientFor(bench, 'ada').gateway.createFork(REPOSITORY, DRAFT));
      assert.equal(made.fullName, FORK);
      assert.deepEqual(await state(), { state: 'not-ready', fullName: FORK });
      bench.now += 60_000;
      assert.deepEqual(await state(), {
        state: 'ready',
        fullName: FORK,
        cloneUrl: `${bench.sandbox.url}/${FORK}.git`,
        sshUrl: `git@127.0.0.1:${FORK}.git`,
      });
    }));

  it('is asked for without a body, once, and by those who may only', () =>
    withSandbox({}, async (bench) => {
      const cole = clientFor(bench, 'cole');
      const refused = await cole.gateway.createFork(REPOSITORY, TRIAGE);
      assert.deepEqual(!refused.ok && refused.failure.kind === 'forbidden' && refused.failure.needs, []);
      assert.deepEqual(cole.log, [`forbidden 403 ${ADVISORY}/forks 5A4D:B0C5:000001`]);
      assert.equal(kind(await clientFor(bench, 'sam').gateway.createFork(REPOSITORY, TRIAGE)), 'not-found');
      assert.equal(kind(await clientFor(bench, 'ada').gateway.createFork(REPOSITORY, TRIAGE)), 'ok');
      assert.equal(kind(await clientFor(bench, 'ada').gateway.createFork(REPOSITORY, TRIAGE)), 'refused');
      assert.deepEqual(
        bench.sandbox.requests.map(({ method, bodyBytes }) => [method, bodyBytes]),
        Array.from({ length: 4 }, () => ['POST', 0]),
      );
    }));

  const lying: readonly (readonly [string, Fault, string])[] = [
    ['a public repository', { kind: 'extra-field', field: 'private', value: false }, 'malformed not-private'],
    ['no fork', { kind: 'extra-field', field: 'fork', value: false }, 'malformed not-private'],
    ['a repository that does not say', { kind: 'missing-field', field: 'private' }, 'malformed not-private'],
    [
      'an address at another host',
      { kind: 'extra-field', field: 'clone_url', value: `https://elsewhere.invalid/${FORK}.git` },
      'malformed bad-link',
    ],
    [
      'an address with a password',
      { kind: 'extra-field', field: 'clone_url', value: `http://a:b@127.0.0.1/${FORK}.git` },
      'malformed bad-link',
    ],
    ['no address', { kind: 'missing-field', field: 'clone_url' }, 'malformed bad-link'],
    ['an odd name', { kind: 'extra-field', field: 'full_name', value: 'example/../other' }, 'malformed unreadable-entry'],
    ['a web page', { kind: 'html' }, 'malformed not-json'],
    ['nothing at all', { kind: 'drop-after-commit' }, 'offline'],
    ['a bad gateway', { kind: 'status', status: 502 }, 'server-error'],
  ];
  for (const [what, fault, expected] of lying) {
    it(`is not believed to be ${what}`, () =>
      withSandbox({}, async (bench) => {
        valueOf(await clientFor(bench, 'ada').gateway.createFork(REPOSITORY, DRAFT));
        bench.sandbox.faults.add({ ...fault, route: `GET ${REPO}` });
        assert.equal(kind(await clientFor(bench, 'tess').gateway.privateFork(REPOSITORY, DRAFT)), expected);
      }));
  }

  it('is never the public repository itself, whatever the advisory says', () =>
    withSandbox({}, async (bench) => {
      const { gateway } = clientFor(bench, 'tess');
      for (const [name, expected] of [
        ['Example/widget', 'malformed not-private'],
        ['example/gadget', 'malformed not-private'],
        ['example', 'malformed unreadable-entry'],
      ] as const) {
        bench.sandbox.faults.add({
          kind: 'extra-field',
          field: 'private_fork',
          value: { full_name: name },
          route: `GET ${ADVISORY}`,
        });
        assert.equal(kind(await gateway.privateFork(REPOSITORY, DRAFT)), expected, name);
      }
      const own = {
        kind: 'extra-field',
        field: 'private_fork',
        value: { full_name: 'Example/widget' },
        route: `GET ${ADVISORY}`,
      };
      for (const fault of [own, ...['private', 'fork'].map((field) => ({ ...own, field, value: true, route: `GET ${REPO}` }))])
        bench.sandbox.faults.add({ ...fault, kind: 'extra-field' });
      assert.equal(kind(await gateway.privateFork(REPOSITORY, DRAFT)), 'malformed not-private');
    }));

  it('has no ssh address where the one that is told leads elsewhere', () =>
    withSandbox({}, async (bench) => {
      valueOf(await clientFor(bench, 'ada').gateway.createFork(REPOSITORY, DRAFT));
      const { gateway } = clientFor(bench, 'tess');
      for (const value of [
        `git@elsewhere.invalid:${FORK}.git`,
        'git@127.0.0.1:example/widget.git',
        `-oProxyCommand=x@127.0.0.1:${FORK}.git`,
        `https://127.0.0.1/${FORK}.git`,
        `${FORK}.git`,
        null,
      ]) {
        bench.sandbox.faults.add({ kind: 'extra-field', field: 'ssh_url', value, route: `GET ${REPO}` });
        const state = valueOf(await gateway.privateFork(REPOSITORY, DRAFT));
        assert.deepEqual([state.state, state.state === 'ready' && state.sshUrl], ['ready', undefined], String(value));
      }
      for (const value of [`org-1234@127.0.0.1:${FORK}.git`, `ssh://git@127.0.0.1:2222/${FORK}.git`]) {
        bench.sandbox.faults.add({ kind: 'extra-field', field: 'ssh_url', value, route: `GET ${REPO}` });
        const state = valueOf(await gateway.privateFork(REPOSITORY, DRAFT));
        assert.equal(state.state === 'ready' && state.sshUrl, value);
      }
    }));

  it('tells a token that may not see private repositories from a fork that is not ready', () => {
    const people = world.people.map((one) => (one.login === 'tess' ? { ...one, scopes: ['repository_advisories:read'] } : one));
    return withSandbox({ world: { ...world, people } }, async (bench) => {
      valueOf(await clientFor(bench, 'ada').gateway.createFork(REPOSITORY, DRAFT));
      const asked = await clientFor(bench, 'tess').gateway.privateFork(REPOSITORY, DRAFT);
      assert.deepEqual(!asked.ok && asked.failure.kind === 'forbidden' && asked.failure.needs, ['repo']);
    });
  });

  it('may have been made where the answer is lost or cannot be read', () =>
    withSandbox({}, async (bench) => {
      const { gateway } = clientFor(bench, 'ada');
      for (const fault of [
        { kind: 'drop-after-commit' },
        { kind: 'status', status: 502, committed: true },
        { kind: 'html', status: 202 },
      ] as const) {
        bench.sandbox.faults.add({ ...fault, route: 'POST' });
        const made = await gateway.createFork(REPOSITORY, fault.kind === 'html' ? TRIAGE : DRAFT);
        assert.equal(!made.ok && made.failure.mayBeDone, true, fault.kind);
        const fork = bench.sandbox.state.repository(FORK);
        if (fork) bench.sandbox.state.deleteRepository(FORK);
      }
      bench.sandbox.faults.add({ kind: 'primary-limit', route: 'POST' });
      const limited = await gateway.createFork(REPOSITORY, DRAFT);
      assert.deepEqual(!limited.ok && [limited.failure.kind, limited.failure.mayBeDone], ['rate-limited', undefined]);
    }));
});
