/** The very client, against the sandbox, with a clock and timers that the test moves. */
import { ambientFetch } from '../../src/github/ambient.ts';
import { Gateway } from '../../src/github/gateway.ts';
import type { Fetch } from '../../src/github/send.ts';
import type { Bench } from '../sandbox/fixtures.ts';
import { HandTimers } from './hand-timers.ts';

export interface Client {
  readonly gateway: Gateway;
  readonly log: string[];
  readonly timers: HandTimers;
  readonly asked: string[];
}

/** A gateway that signs in as `login`; `token` overrides what is sent, `undefined` stands for nobody. */
export function clientFor(
  bench: Bench,
  login: string,
  options: { readonly token?: string | undefined; readonly timeoutMs?: number } = {},
): Client {
  const log: string[] = [];
  const asked: string[] = [];
  const timers = new HandTimers();
  const fetch: Fetch = (url, init) => {
    asked.push(url);
    return ambientFetch(url, init);
  };
  const token = 'token' in options ? options.token : `ghp_${login}`;
  const gateway = new Gateway({
    baseUrl: bench.sandbox.url,
    fetch,
    token: () => Promise.resolve(token),
    clock: () => bench.now,
    timers,
    log: (line) => log.push(line),
    ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
  });
  return { gateway, log, timers, asked };
}
