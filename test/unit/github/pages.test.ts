import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { nextOf, readPages, type ListRequest, type Page } from '../../../src/github/pages.ts';
import { isOwn, Sender, type Fetch } from '../../../src/github/send.ts';
import { HandTimers } from '../../contract/hand-timers.ts';

const BASE = 'https://api.example';
const LIST = `${BASE}/repositories/7/things`;
const text = (json: unknown): string | undefined => (typeof json === 'string' ? json : undefined);

describe('the Link header', () => {
  const next = '<https://api.github.com/repositories/1/x?after=a%3D%3D&per_page=100>';
  for (const [header, expected] of [
    [`${next}; rel="next"`, next.slice(1, -1)],
    [`${next}; rel=next`, next.slice(1, -1)],
    [`${next}; rel="NEXT"`, next.slice(1, -1)],
    [`${next};rel="next"`, next.slice(1, -1)],
    [`${next}; title="x"; rel="next"`, next.slice(1, -1)],
    [`${next}; rel="next"; title="x"`, next.slice(1, -1)],
    [`<https://a/first>; rel="first", ${next}; rel="next", <https://a/last>; rel="last"`, next.slice(1, -1)],
    [`<https://a/?x=1,2>; rel="prev",${next}; rel="next"`, next.slice(1, -1)],
    ['<https://a/?x=1,2>; rel="next"', 'https://a/?x=1,2'],
    ['', undefined],
    ['<https://a>; rel="prev"', undefined],
    ['<https://a>; rel="next-archive"', undefined],
    ['<https://a>', undefined],
    ['nonsense', undefined],
    ['; rel="next"', false],
    ['<>; rel="next"', false],
    ['<a b>; rel="next"', false],
  ] as const) {
    it(`reads ${JSON.stringify(header).slice(0, 90)}`, () => assert.equal(nextOf(header), expected));
  }

  it('sees a next among several relations and with blanks around the sign (RFC 8288)', () => {
    for (const header of ['<https://a/2>; rel="next last"', '<https://a/2>; rel="last next"', '<https://a/2>; rel = "next"'])
      assert.equal(nextOf(header), 'https://a/2', header);
  });

  it('never throws and is quick', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        nextOf(header);
      }),
    );
    const started = performance.now();
    for (const piece of ['<', ',', ', <', '; rel=', ';', ' ', '; rel="next', '<a>;', '>'])
      nextOf(piece.repeat(65_536 / piece.length));
    assert.ok(performance.now() - started < 2000);
  });
});

describe('whose address it is', () => {
  it("is the API's own only where everything fits", () => {
    for (const url of [`${BASE}/repos/a/b`, `${BASE}/repositories/1/x`, `${BASE}:443/repos/a`, 'HTTPS://API.EXAMPLE/repos/a'])
      assert.ok(isOwn(url, BASE), url);
    for (const url of [
      '',
      'x',
      `${BASE}/`,
      `${BASE}/user`,
      `${BASE}/reposx/a`,
      'http://api.example/repos/a',
      'https://api.example.evil/repos/a',
      'https://api.example@evil/repos/a',
      'https://u@api.example/repos/a',
      'https://u:p@api.example/repos/a',
      'https://api.example:444/repos/a',
      `${BASE}/repos/../user`,
      '//api.example/repos/a',
      '/repos/a',
    ])
      assert.ok(!isOwn(url, BASE), url);
    assert.ok(isOwn('https://ghe/api/v3/repos/a', 'https://ghe/api/v3') && !isOwn('https://ghe/repos/a', 'https://ghe/api/v3'));
  });
});

interface Scripted {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A sender that is answered from a list, and what was asked. */
function scripted(...answers: readonly Scripted[]) {
  const asked: { url: string; headers: Headers }[] = [];
  const left = [...answers];
  const fetch: Fetch = (url, init) => {
    asked.push({ url, headers: new Headers(init.headers) });
    const { status = 200, body = [], headers = {} } = left.shift() ?? { status: 500 };
    const withBody = status !== 304 && status !== 204;
    return Promise.resolve(
      new Response(withBody ? (typeof body === 'string' ? body : JSON.stringify(body)) : null, {
        status,
        headers: { 'content-type': 'application/json', ...headers },
      }),
    );
  };
  const sender = new Sender({
    baseUrl: BASE,
    fetch,
    token: () => Promise.resolve('secret'),
    clock: () => 1000,
    timers: new HandTimers(),
  });
  const read = (previous?: readonly Page<string>[], reader: ListRequest<string>['read'] = text) =>
    readPages(sender, {
      route: '/repos/{owner}/{repo}/things',
      parameters: { owner: 'a', repo: 'b' },
      baseUrl: BASE,
      read: reader,
      previous,
    });
  return { asked, read, sender };
}
const linked = (cursor: string) => ({ link: `<${LIST}?after=${cursor}>; rel="next"` });

describe('lists', () => {
  it('are read to their end, with one ETag a page', async () => {
    const { asked, read } = scripted(
      { body: ['a'], headers: { ...linked('1%3D'), etag: '"one"' } },
      { body: ['b', 'c'], headers: { etag: 'W/"two"' } },
    );
    const result = await read();
    assert.ok(result.ok);
    assert.deepEqual(result.value, {
      unchanged: false,
      pages: [
        { url: undefined, etag: '"one"', next: `${LIST}?after=1%3D`, items: ['a'] },
        { url: `${LIST}?after=1%3D`, etag: 'W/"two"', next: undefined, items: ['b', 'c'] },
      ],
    });
    assert.deepEqual(
      asked.map(({ url }) => url),
      [`${BASE}/repos/a/b/things`, `${LIST}?after=1%3D`],
    );
    assert.ok(
      asked.every(({ headers }) => headers.get('authorization') === 'Bearer secret' && headers.get('if-none-match') === null),
    );
    const again = scripted({ status: 304 }, { status: 304 });
    const second = await again.read(result.value.pages);
    assert.ok(second.ok && second.value.unchanged);
    assert.deepEqual(second.value.pages, result.value.pages);
    assert.deepEqual(
      again.asked.map(({ headers }) => headers.get('if-none-match')),
      ['"one"', 'W/"two"'],
    );
  });

  it('have changed when any page has, or when there are fewer', async () => {
    const pages: Page<string>[] = [
      { url: undefined, etag: '"1"', next: `${LIST}?after=1`, items: ['a'] },
      { url: `${LIST}?after=1`, etag: '"2"', next: undefined, items: ['b'] },
    ];
    const changed = await scripted({ status: 304 }, { body: ['x'] }).read(pages);
    assert.ok(changed.ok && !changed.value.unchanged);
    assert.deepEqual(
      changed.value.pages.map(({ items }) => items),
      [['a'], ['x']],
    );
    const fewer = await scripted({ body: ['a'] }).read(pages);
    assert.ok(fewer.ok && !fewer.value.unchanged && fewer.value.pages.length === 1);
  });

  it('fail as a whole, by kind', async () => {
    const kinds: readonly (readonly [string, readonly Scripted[]])[] = [
      ['malformed', [{ body: '<html>' }]],
      ['malformed', [{ body: {} }]],
      ['malformed', [{ body: 'null' }]],
      ['malformed', [{ body: ['a', 7] }]],
      ['malformed', [{ status: 304 }]],
      ['malformed', [{ headers: { link: '<>; rel="next"' } }]],
      ['malformed', [{ status: 204 }]],
      ['server-error', [{ body: ['a'], headers: linked('1') }, { status: 502 }]],
      ['foreign-link', [{ headers: { link: '<https://evil.example/repos/a>; rel="next"' } }]],
      ['foreign-link', [{ headers: { link: `<${BASE}/user>; rel="next"` } }]],
      ['foreign-link', [{ headers: { link: '</repos/a>; rel="next"' } }]],
      ['endless-list', [{ headers: linked('1') }, { headers: linked('2') }, { headers: linked('1') }]],
      ['endless-list', Array.from({ length: 300 }, (_, page) => ({ headers: linked(String(page)) }))],
    ];
    for (const [kind, answers] of kinds) {
      const { asked, read } = scripted(...answers);
      const result = await read();
      assert.equal(result.ok ? 'ok' : result.failure.kind, kind, JSON.stringify(answers).slice(0, 80));
      assert.ok(asked.length <= 201 && asked.every(({ url }) => url.startsWith(BASE)));
      if (!result.ok) assert.equal(result.failure.route, '/repos/{owner}/{repo}/things');
    }
  });
});

describe('the sender', () => {
  const ask = (sender: Sender) => sender.read({ route: '/user' });

  it('follows a redirect within the API only, and never in a circle', async () => {
    const inside = scripted({ status: 301, headers: { location: '/repositories/9/things' } }, { body: ['a'] });
    assert.ok((await inside.read()).ok);
    assert.equal(inside.asked[1]?.url, `${BASE}/repositories/9/things`);
    for (const location of [
      'https://evil.example/repos/a',
      'http://api.example/repos/a',
      'https://x@api.example/repos/a',
      '/user',
      'https://[',
    ]) {
      const { asked, sender } = scripted({ status: 302, headers: { location } });
      const result = await ask(sender);
      assert.equal(result.ok ? 'ok' : result.failure.kind, 'foreign-link', location);
      assert.equal(asked.length, 1);
    }
    const circle = scripted(...Array.from({ length: 9 }, () => ({ status: 307, headers: { location: '/repos/a' } })));
    const result = await ask(circle.sender);
    assert.deepEqual([result.ok ? 'ok' : result.failure.kind, circle.asked.length], ['foreign-link', 4]);
  });

  it('sends nothing while GitHub wants to be left alone, nor when signed out', async () => {
    const { asked, sender } = scripted({ status: 429, headers: { 'retry-after': '5' } });
    assert.equal((await ask(sender)).ok, false);
    assert.equal(sender.pausedUntil, 6000);
    const second = await ask(sender);
    assert.deepEqual([second.ok, asked.length], [false, 1]);
    const nobody = new Sender({
      baseUrl: BASE,
      fetch: () => Promise.reject(new Error('sent')),
      token: () => Promise.resolve(undefined),
      clock: () => 0,
      timers: new HandTimers(),
    });
    const result = await ask(nobody);
    assert.ok(!result.ok && result.failure.kind === 'signed-out');
  });

  it('has a failure, not an exception, for a token that cannot be had', async () => {
    const sender = new Sender({
      baseUrl: BASE,
      fetch: () => Promise.reject(new Error('sent')),
      token: () => Promise.reject(new Error('the key ring is locked')),
      clock: () => 0,
      timers: new HandTimers(),
    });
    const outcome = await ask(sender).then(
      (result) => (result.ok ? 'ok' : 'failure'),
      () => 'exception',
    );
    assert.equal(outcome, 'failure');
  });
});
