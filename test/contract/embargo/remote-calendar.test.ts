/** The release calendar over the wire. */
import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { describe, it } from 'mocha';
import { ambientFetch } from '../../../src/github/ambient.ts';
import { readReleaseCalendar } from '../../../src/github/release-calendar.ts';
import type { Fetch } from '../../../src/github/send.ts';
import { supportedBranches } from '../../../src/process/process.ts';
import { withCalendar } from '../../../src/process/calendar.ts';
import { withSandbox, type Bench } from '../../sandbox/fixtures.ts';
import { CALENDAR_PATH, RELEASE_CYCLE, type CalendarAnswer } from '../../sandbox/release-calendar.ts';
import { psrt } from '../../unit/advisory/sample.ts';
import { HandTimers } from '../hand-timers.ts';

const addressOf = (bench: Bench) => bench.sandbox.url + CALENDAR_PATH;

async function reading(bench: Bench, how: CalendarAnswer = {}, url = addressOf(bench)) {
  const timers = new HandTimers();
  bench.sandbox.calendar.answer(how);
  const calendar = await readReleaseCalendar(ambientFetch, url, { timers, clock: () => bench.now });
  assert.equal(timers.next, undefined);
  return calendar;
}

describe('the release calendar', () => {
  it('is read with nothing of anybody in the request', () =>
    withSandbox({}, async (bench) => {
      const calendar = await reading(bench);
      assert.ok(calendar.ok);
      assert.deepEqual(
        supportedBranches(withCalendar(psrt, calendar.value), bench.now).map(({ name, status }) => `${name} ${status}`),
        ['main feature', '3.15 bugfix', '3.14 bugfix', '3.13 security', '3.12 security', '3.11 security'],
      );
      const [headers = {}] = bench.sandbox.calendar.asked;
      const about = Object.keys(headers).filter((name) => !['host', 'connection', 'sec-fetch-mode'].includes(name));
      assert.deepEqual(about.sort(), ['accept', 'accept-encoding', 'accept-language', 'cache-control', 'pragma', 'user-agent']);
      assert.equal(headers['user-agent'], 'node');
      assert.deepEqual(bench.sandbox.requests, []);
    }));

  it('follows what moves within the origin, and nothing else', () =>
    withSandbox({}, async (bench) => {
      assert.equal((await reading(bench, { location: `${CALENDAR_PATH}?new` })).ok, true);
      for (const location of [
        'https://elsewhere.invalid/release-cycle.json',
        `//127.0.0.2${CALENDAR_PATH}?new`,
        'file:///etc/passwd',
        'http://[',
        CALENDAR_PATH,
        addressOf(bench).replace('http://', 'http://a:b@') + '?new',
      ]) {
        const asked = await reading(bench, { location });
        assert.equal(!asked.ok && asked.failure.kind, 'foreign-link', location);
      }
    }));

  it('is asked for over https, or on this machine, and else not at all', () =>
    withSandbox({}, async (bench) => {
      const fetch: Fetch = () => assert.fail('it was asked');
      for (const url of [
        '',
        'release-cycle.json',
        'http://peps.python.org/api/release-cycle.json',
        'https://user:secret@peps.python.org/',
        'http://127.0.0.1.elsewhere.invalid/',
        'ftp://127.0.0.1/',
        'file:///etc/passwd',
        'data:application/json,{}',
      ]) {
        const asked = await readReleaseCalendar(fetch, url, { timers: new HandTimers(), clock: () => bench.now });
        assert.deepEqual(asked, { ok: false, failure: { kind: 'bad-address' } }, url);
      }
    }));

  const large = JSON.stringify({ ...RELEASE_CYCLE, more: 'x'.repeat(256 * 1024) });
  const faults: readonly (readonly [string, CalendarAnswer, object])[] = [
    ['another status', { status: 404 }, { kind: 'refused', status: 404 }],
    ['an empty answer', { text: '' }, { kind: 'not-json' }],
    ['a web page', { text: '<!DOCTYPE html><title>Sign in</title>' }, { kind: 'not-json' }],
    ['half of it', { text: JSON.stringify(RELEASE_CYCLE).slice(0, 300) }, { kind: 'not-json' }],
    ['too much of it', { text: large }, { kind: 'too-large' }],
    ['a connection that breaks', { end: 'short' }, { kind: 'offline' }],
    ['another thing', { text: '[]' }, { kind: 'bad-calendar', why: 'not-an-object' }],
    ['nothing in it', { text: '{}' }, { kind: 'bad-calendar', why: 'empty' }],
  ];
  for (const [what, how, failure] of faults) {
    it(`says what is wrong with ${what}`, () =>
      withSandbox({}, async (bench) => {
        assert.deepEqual(await reading(bench, how), { ok: false, failure });
      }));
  }

  it('is too large by what it unpacks to', async () => {
    const fetch: Fetch = () =>
      Promise.resolve(new Response(new Blob([gzipSync(large)]).stream().pipeThrough(new DecompressionStream('gzip'))));
    const asked = await readReleaseCalendar(fetch, 'https://peps.example/', { timers: new HandTimers(), clock: () => 0 });
    assert.equal(!asked.ok && asked.failure.kind, 'too-large');
  });

  it('leaves nothing on the way when it has ended', async () => {
    const signals: (AbortSignal | null | undefined)[] = [];
    for (const status of [200, 404]) {
      const fetch: Fetch = (_, { signal }) => {
        signals.push(signal);
        return Promise.resolve(new Response(status === 200 ? large : 'rest', { status }));
      };
      await readReleaseCalendar(fetch, 'https://peps.example/', { timers: new HandTimers(), clock: () => 0 });
    }
    assert.deepEqual(
      signals.map((signal) => signal?.aborted),
      [true, true],
    );
  });

  it('is no calendar where its bytes are no text', async () => {
    const fetch: Fetch = () => Promise.resolve(new Response(Buffer.from('{"\xff":1}', 'latin1')));
    const asked = await readReleaseCalendar(fetch, 'https://peps.example/', { timers: new HandTimers(), clock: () => 0 });
    assert.equal(!asked.ok && asked.failure.kind, 'not-json');
  });

  for (const end of ['never', 'stalled'] as const) {
    it(`is given up in time, and on request, when its answer is ${end === 'never' ? 'not coming' : 'stalled'}`, () =>
      withSandbox({}, async (bench) => {
        bench.sandbox.calendar.answer({ end });
        const clock = () => bench.now;
        const begun = (count: number) => bench.sandbox.calendar.whenAsked(count);
        const timers = new HandTimers();
        const late = readReleaseCalendar(ambientFetch, addressOf(bench), { timers, clock, timeoutMs: 1000 });
        await begun(1);
        timers.pass(1000);
        assert.deepEqual(await late, { ok: false, failure: { kind: 'timed-out' } });
        const stop = new AbortController();
        const asking = readReleaseCalendar(ambientFetch, addressOf(bench), { timers, clock, signal: stop.signal });
        await begun(2);
        stop.abort();
        assert.deepEqual(await asking, { ok: false, failure: { kind: 'cancelled' } });
        assert.equal(timers.next, undefined);
        const gone = await readReleaseCalendar(ambientFetch, addressOf(bench), { timers, clock, signal: stop.signal });
        assert.equal(!gone.ok && gone.failure.kind, 'cancelled');
        assert.equal(bench.sandbox.calendar.asked.length, 2);
      }));
  }

  it('cannot be had from a machine that does not answer', () =>
    withSandbox({}, async (bench) => {
      const asked = await reading(bench, {}, 'http://127.0.0.1:1/release-cycle.json');
      assert.deepEqual(asked, { ok: false, failure: { kind: 'offline' } });
    }));

  it('can be switched by hand in the sandbox', () =>
    withSandbox({}, async (bench) => {
      const set = (body: object) =>
        bench.ask(`POST ${CALENDAR_PATH}`, { raw: JSON.stringify(body), headers: { 'x-sandbox': '1' } });
      assert.equal((await set({ content: { '3.16': RELEASE_CYCLE['3.16'] } })).status, 200);
      const { value } = (await readReleaseCalendar(ambientFetch, addressOf(bench), {
        timers: new HandTimers(),
        clock: () => bench.now,
      })) as { readonly value: { readonly entries: readonly unknown[] } };
      assert.equal(value.entries.length, 1);
      assert.equal((await set({ status: 503 })).status, 200);
      assert.equal((await bench.ask(`GET ${CALENDAR_PATH}`)).status, 503);
      assert.equal((await set({})).status, 422);
      assert.equal((await set({ reset: true })).status, 200);
      assert.equal((await bench.ask(`GET ${CALENDAR_PATH}`)).text, JSON.stringify(RELEASE_CYCLE, null, 2));
      assert.equal((await bench.ask(`POST ${CALENDAR_PATH}`, { raw: '{}' })).status, 403);
    }));
});
