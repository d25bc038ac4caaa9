import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { classify } from '../../../src/github/classify.ts';
import { logLine, WRITTEN_FIELDS } from '../../../src/github/failure.ts';
import { Sender, type Fetch } from '../../../src/github/send.ts';
import { hurried } from './files.ts';

const refusal = (data: unknown, status = 422) =>
  classify({ status, headers: {}, data }, { route: '/x/{y}', now: 0, leastWaitMs: 1, tokenExpiry: undefined });
const fields = (data: unknown, status?: number) => {
  const it = refusal(data, status);
  return it?.kind === 'refused' ? it.fields : it?.kind;
};

describe('what a refusal names', () => {
  it('are fields of an advisory, by the errors or else by the message', () => {
    assert.deepEqual(fields({ errors: [{ field: 'credits.0.login' }, { field: 'summary' }, { field: 'summary' }] }), [
      'summary',
      'credits',
    ]);
    assert.deepEqual(fields({ message: "User 'ghost' not found, collaborating_users cannot be modified" }), [
      'collaborating_users',
    ]);
    assert.deepEqual(fields({ message: 'Cannot update severity value when CVSS is set.', errors: [] }), ['severity']);
    assert.deepEqual(fields({ message: 'Invalid state transition from `published` to `draft`.' }), ['state']);
    assert.deepEqual(fields({ errors: [{ field: 'cwe_ids' }], message: 'summary' }), ['cwe_ids']);
  });

  it('are none in any other answer', () => {
    for (const data of [
      undefined,
      null,
      '',
      'summary',
      [],
      {},
      { errors: 'summary' },
      { errors: [null, 'summary', { field: 7 }] },
      { message: 5 },
    ])
      assert.equal(fields(data), undefined, JSON.stringify(data));
    assert.equal(fields({ errors: [{ field: 'summary' }] }, 409), undefined);
    assert.equal(fields({ errors: [{ field: 'summary' }] }, 403), 'forbidden');
  });

  it('are names of the list and nothing else, whatever GitHub echoes', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom(...WRITTEN_FIELDS));
    fc.assert(
      fc.property(fc.array(fc.record({ field: text })), fc.array(text), (errors, words) => {
        const found = fields({ errors, message: words.join(' ') });
        assert.ok(
          found === undefined || (Array.isArray(found) && found.every((one) => WRITTEN_FIELDS.some((known) => known === one))),
        );
      }),
    );
    const secret = { errors: [{ field: 'Words that must stay here', message: 'Words' }], message: 'Words that must stay here' };
    assert.ok(!JSON.stringify(refusal(secret)).includes('Words'));
    assert.equal(fields({ message: `summary ${'x'.repeat(5000)}` }), undefined);
  });
});

describe('a request that writes', () => {
  const sender = (fetch: Fetch) =>
    new Sender({
      baseUrl: 'http://api.invalid',
      fetch,
      token: () => Promise.resolve('t'),
      clock: () => 0,
      timers: { after: () => () => undefined },
    });
  const write = async (fetch: Fetch) => {
    const result = await sender(fetch).write({
      method: 'PATCH',
      route: '/repos/{owner}/{repo}',
      parameters: { owner: 'a', repo: 'b' },
      body: { summary: 'x' },
    });
    return result.ok ? 'ok' : [result.failure.kind, result.failure.mayBeDone === true];
  };
  const failing = (cause: unknown) => () => Promise.reject(new TypeError('fetch failed', { cause }));

  it('may have been carried out unless there was no connection', async () => {
    for (const code of ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])
      assert.deepEqual(await write(failing({ code })), ['offline', false], code);
    for (const cause of [{ code: 'ECONNRESET' }, { code: 'UND_ERR_SOCKET' }, undefined, 'net::ERR_FAILED'])
      assert.deepEqual(await write(failing(cause)), ['offline', true]);
  });

  it('has its body and its method, and goes where a redirect within the API leads, nowhere else', async () => {
    const seen: (readonly [string, string | undefined, unknown])[] = [];
    const answers = (location: string): Fetch => {
      let first = true;
      return (url, init) => {
        seen.push([url, init.method, init.body]);
        const moved = first;
        first = false;
        return Promise.resolve(
          moved
            ? new Response(null, { status: 307, headers: { location } })
            : new Response('{}', { headers: { 'content-type': 'application/json' } }),
        );
      };
    };
    assert.equal(await write(answers('http://api.invalid/repositories/7')), 'ok');
    assert.deepEqual(seen, [
      ['http://api.invalid/repos/a/b', 'PATCH', '{"summary":"x"}'],
      ['http://api.invalid/repositories/7', 'PATCH', '{"summary":"x"}'],
    ]);
    for (const away of ['http://elsewhere.invalid/repos/a/b', 'http://api.invalid/user']) {
      seen.length = 0;
      assert.deepEqual(await write(answers(away)), ['foreign-link', false]);
      assert.equal(seen.length, 1);
    }
  });

  it('is never sent twice, whatever comes back', async () => {
    for (const status of [400, 401, 403, 404, 409, 410, 422, 429, 500, 502, 503, 504]) {
      let count = 0;
      const outcome = await write(() => {
        count++;
        return Promise.resolve(new Response('{}', { status, headers: { 'content-type': 'application/json' } }));
      });
      assert.deepEqual([count, Array.isArray(outcome) && outcome[1]], [1, status >= 500], String(status));
    }
  });

  it('holds the next one back when GitHub says so, and logs none of its body', async () => {
    let count = 0;
    const one = new Sender({
      baseUrl: 'http://api.invalid',
      fetch: () => {
        count++;
        return Promise.resolve(
          new Response('{}', { status: 403, headers: { 'retry-after': '60', 'content-type': 'application/json' } }),
        );
      },
      token: () => Promise.resolve('t'),
      clock: () => 0,
      timers: hurried,
      timeoutMs: 60_000,
    });
    const writing = { method: 'POST', route: '/x', body: { summary: 'Words' } } as const;
    const [first, second] = [await one.write(writing), await one.write(writing)];
    assert.ok(!first.ok && !second.ok && first.failure.kind === 'rate-limited' && second.failure.kind === 'rate-limited');
    assert.deepEqual([count, second.failure.mayBeDone], [1, undefined]);
    assert.equal(logLine(first.failure), 'rate-limited 403 /x');
  });
});
