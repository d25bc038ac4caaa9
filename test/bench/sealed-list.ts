/** The first list from the sealed cache with 2,000 advisories, beside JSON.parse of the same data in clear. */
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Advisory, RepositoryName } from '../../src/advisory/model.ts';
import { readAdvisory } from '../../src/advisory/read.ts';
import { systemTimers, type Secrets } from '../../src/common/ports.ts';
import { ambientFetch } from '../../src/github/ambient.ts';
import { Gateway } from '../../src/github/gateway.ts';
import { Cache, type Kept } from '../../src/inbox/cache.ts';
import { Inbox } from '../../src/inbox/inbox.ts';
import { Lease } from '../../src/inbox/lease.ts';
import { arrange } from '../../src/inbox/sections.ts';
import { ProcessBook } from '../../src/process/book.ts';
import { filesIn } from '../../src/ui/storage.ts';
import { crowd } from './crowd.ts';
import { compare, type Comparison } from './figures.ts';

export interface SealedFigures extends Comparison {
  readonly advisories: number;
  readonly sealedBytes: number;
}

/** From looking at the view to the sections in order. */
export async function sealedFigures(): Promise<SealedFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'at-bench-'));
  try {
    const secrets = secretsInMemory();
    const lists = kept();
    const cache = new Cache(filesIn(folder), secrets);
    await cache.enter();
    for (const [repository, list] of lists) await cache.save('bench ada', repository, list);
    const clear = JSON.stringify([...lists]);
    let advisories = 0;
    const figures = await compare(
      15,
      async () => {
        advisories = await open(folder, secrets, [...lists.keys()]);
      },
      () => {
        JSON.parse(clear);
        return Promise.resolve();
      },
    );
    const sizes = await Promise.all((await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size));
    return { ...figures, advisories, sealedBytes: sizes.reduce((a, b) => a + b, 0) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function open(folder: string, secrets: Secrets, repositories: readonly RepositoryName[]): Promise<number> {
  const files = filesIn(folder);
  const gateway = new Gateway({
    baseUrl: 'http://127.0.0.1:9',
    token: () => Promise.resolve(undefined),
    clock: Date.now,
    timers: systemTimers,
    fetch: ambientFetch,
    log: () => undefined,
  });
  const inbox = new Inbox({
    clock: Date.now,
    timers: systemTimers,
    log: () => undefined,
    cache: new Cache(files, secrets),
    lease: new Lease(files, Date.now),
    focused: false,
    repositories: () => repositories,
    intervalMs: () => 300_000,
    keepOnDisk: () => true,
    prepare: () => Promise.resolve(),
    restoreSession: () => Promise.resolve({ login: 'ada', host: 'bench', gateway }),
  });
  await inbox.look();
  const at = { me: 'ada', clock: Date.now, book: new ProcessBook([]), isNew: () => false };
  const sections = arrange(inbox.store.all(), { sort: 'deadline', filter: '', groupByRepository: false, queries: [] }, at);
  inbox.dispose();
  return sections.reduce((sum, { keys }) => sum + keys.length, 0);
}

function kept(): Map<RepositoryName, Kept> {
  const lists = new Map<RepositoryName, Advisory[]>();
  for (const one of crowd(40, 50).advisories) {
    const repository = one.repository as RepositoryName;
    const advisory = readAdvisory(
      {
        ghsa_id: one.ghsaId,
        cve_id: one.cveId,
        summary: one.summary,
        description: one.description,
        state: one.state,
        author: { login: one.author },
        created_at: one.createdAt,
        updated_at: one.updatedAt,
        closed_at: one.closedAt,
        cwe_ids: one.cweIds,
        collaborating_teams: [{ slug: 'response' }],
        credits_detailed: one.credits.map(({ login, type, state }) => ({ user: { login }, type, state })),
        html_url: `https://github.com/${repository}/security/advisories/${one.ghsaId}`,
        vulnerabilities: [
          {
            package: { ecosystem: 'other', name: 'product' },
            vulnerable_version_range: '< 3.14',
            patched_versions: null,
            vulnerable_functions: [],
          },
        ],
      },
      repository,
    );
    if (advisory) lists.set(repository, [...(lists.get(repository) ?? []), advisory]);
  }
  return new Map(
    [...lists].map(([repository, items]) => [
      repository,
      { readAt: 0, unseen: [], pages: [{ url: undefined, etag: 'W/"x"', next: undefined, items }] },
    ]),
  );
}

function secretsInMemory(): Secrets {
  const map = new Map<string, string>();
  return {
    get: (key) => Promise.resolve(map.get(key)),
    store: (key, value) => {
      map.set(key, value);
      return Promise.resolve();
    },
    delete: (key) => {
      map.delete(key);
      return Promise.resolve();
    },
  };
}

if (import.meta.main) console.log(JSON.stringify(await sealedFigures()));
