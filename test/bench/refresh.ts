/** A refresh of 40 repositories × 50 advisories with nothing changed, beside the same requests sent by bare fetch. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { RepositoryName } from '../../src/advisory/model.ts';
import { systemTimers } from '../../src/common/ports.ts';
import { ambientFetch } from '../../src/github/ambient.ts';
import { Gateway } from '../../src/github/gateway.ts';
import { AT_ONCE, Refresher } from '../../src/inbox/refresh.ts';
import { Store } from '../../src/inbox/store.ts';
import { compare, type Comparison } from './figures.ts';
import { OWNER } from './crowd.ts';

const REPOSITORIES = 40;
const EACH = 50;

export interface RefreshFigures extends Comparison {
  readonly repositories: number;
  readonly advisories: number;
  /** Requests of one refresh, those of them that were conditional, and bytes of body that came back. */
  readonly requests: number;
  readonly conditional: number;
  readonly bodyBytes: number;
}

interface Sent {
  readonly url: string;
  readonly headers: Headers;
}

/** Measures it on a sandbox in a process of its own. */
export async function refreshFigures(): Promise<RefreshFigures> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'server.ts'), String(REPOSITORIES), String(EACH)],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  try {
    const url = await new Promise<string>((resolve, reject) => {
      child.stdout.once('data', (data: Buffer) => {
        resolve(data.toString().trim());
      });
      child.once('exit', () => {
        reject(new Error('the sandbox did not start'));
      });
    });
    return await measure(url);
  } finally {
    child.stdin.end();
  }
}

async function measure(url: string): Promise<RefreshFigures> {
  const sent: Sent[] = [];
  let bodyBytes = 0;
  const gateway = new Gateway({
    baseUrl: url,
    token: () => Promise.resolve('practice_ada'),
    clock: Date.now,
    timers: systemTimers,
    log: (line) => {
      throw new Error(line);
    },
    fetch: async (address, init) => {
      sent.push({ url: address, headers: new Headers(init.headers) });
      const response = await ambientFetch(address, init);
      if (response.status === 304) bodyBytes += Number(response.headers.get('content-length') ?? 0);
      return response;
    },
  });
  const store = new Store();
  const names = Array.from(
    { length: REPOSITORIES },
    (_, index): RepositoryName => `${OWNER}/part-${String(index).padStart(2, '0')}`,
  );
  store.setRepositories(names);
  const refresher = new Refresher(store, Date.now);
  await refresher.refresh(gateway, names);
  sent.length = 0;
  bodyBytes = 0;
  await refresher.refresh(gateway, names);
  const once = [...sent];
  const counted = {
    requests: once.length,
    conditional: once.filter(({ headers }) => headers.has('if-none-match')).length,
    bodyBytes,
  };
  const bare = async () => {
    const queue = [...once];
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let one = queue.shift(); one; one = queue.shift())
          await (await fetch(one.url, { headers: one.headers })).arrayBuffer();
      }),
    );
  };
  const figures = await compare(
    15,
    async () => {
      await refresher.refresh(gateway, names);
    },
    bare,
  );
  return { ...figures, repositories: REPOSITORIES, advisories: store.all().length, ...counted };
}
