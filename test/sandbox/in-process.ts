/** The sandbox without a socket: the same pipeline, rules and faults behind a function of the shape of `fetch`. */

import { Faults } from './faults.ts';
import type { FaultSwitches } from './faults.ts';
import { GitHost } from './git-host.ts';
import { Limits } from './http/limits.ts';
import { answer } from './http/pipeline.ts';
import type { Room } from './room.ts';
import type { SandboxOptions } from './sandbox.ts';
import { State } from './state.ts';

/** What went over the wire, as far as tests ask for it. */
export interface Passed {
  /** `METHOD /template`. */
  readonly route: string;
  readonly who: string | null;
  readonly status: number;
  readonly body: string;
}

export interface InProcess {
  readonly url: string;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly state: State;
  readonly faults: FaultSwitches;
  readonly passed: Passed[];
  /** Answers that broke the official description; empty unless the sandbox itself is wrong. */
  readonly violations: string[];
  close(): Promise<void>;
}

/** Rejects when the signal is aborted, as `fetch` does; what was sent is carried out all the same. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | null | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise<T>((resolve, reject) => {
    const stop = (): void => {
      reject(new DOMException('This operation was aborted', 'AbortError'));
    };
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work
      .then(resolve, reject)
      .finally(() => {
        signal.removeEventListener('abort', stop);
      })
      .catch(() => undefined);
  });
}

/**
 * Opens a sandbox in this process. It has no git and no switches over HTTP; everything else is the served one's.
 * @param options as for the served one; folder, port and bot do not count
 */
export async function openInProcess(options: SandboxOptions): Promise<InProcess> {
  const clock = options.clock ?? Date.now;
  const state = new State(options.world, clock);
  const room: Room = {
    url: 'http://sandbox.invalid',
    state,
    git: await GitHost.open(state, undefined),
    limits: new Limits(clock, options.rateLimit),
    faults: new Faults(),
    forkDelayMs: options.forkDelayMs ?? 0,
    cveDelayMs: options.cveDelayMs ?? 0,
    pageSizeLimit: options.pageSizeLimit ?? 100,
    scoreOf: options.scoreOf ?? (() => null),
    comments: options.comments ?? true,
    tomorrow: options.tomorrow ?? false,
  };
  const passed: Passed[] = [];
  const violations: string[] = [];

  async function serve(address: string, init: RequestInit): Promise<Response> {
    const url = new URL(address);
    const text = typeof init.body === 'string' ? init.body : '';
    const asked = {
      method: init.method ?? 'GET',
      path: url.pathname,
      query: url.search.slice(1),
      headers: Object.fromEntries(new Headers(init.headers)),
      body: Buffer.from(text),
    };
    const { reply, route, who, violations: found } = await answer(room, asked, options.selfCheck ?? true);
    violations.push(...found);
    const wire = room.faults.after(route, reply, address);
    passed.push({ route, who, status: wire.drop === true ? 0 : wire.reply.status, body: text });
    if (wire.drop === true || wire.short === true) throw new TypeError('fetch failed', { cause: { code: 'UND_ERR_SOCKET' } });
    const { status, headers, body } = wire.reply;
    return new Response(wire.text ?? (body === undefined ? null : JSON.stringify(body)), {
      status,
      headers: {
        ...headers,
        date: new Date(state.now() + (wire.skewMs ?? 0)).toUTCString(),
        'x-github-request-id': `0000:${passed.length}`,
        'content-type': wire.contentType ?? 'application/json; charset=utf-8',
      },
    });
  }

  return {
    url: room.url,
    fetch: (url, init) => unlessAborted(serve(url, init), init.signal),
    state,
    faults: room.faults,
    passed,
    violations,
    close: async () => {
      room.faults.clear();
      await room.git.close();
    },
  };
}
