/** One window's inbox against the sandbox; several of them may share a machine (files and secrets). */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AdvisoryKey, RepositoryName } from '../../src/advisory/model.ts';
import type { Secrets } from '../../src/common/ports.ts';
import { Cache, type Files } from '../../src/inbox/cache.ts';
import { Inbox, type Session } from '../../src/inbox/inbox.ts';
import { Lease } from '../../src/inbox/lease.ts';
import { filesIn } from '../../src/ui/storage.ts';
import { REPOSITORY, type Bench } from '../sandbox/fixtures.ts';
import { clientFor } from './client.ts';
import { HandTimers } from './hand-timers.ts';

export interface Machine {
  readonly folder: string;
  readonly files: Files;
  readonly secrets: Secrets & { readonly kept: Map<string, string> };
}

/** A machine's storage in a temp folder that is removed when the test is over. */
export async function withMachine(test: (machine: Machine) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'at-machine-'));
  const kept = new Map<string, string>();
  const secrets = {
    kept,
    get: (key: string) => Promise.resolve(kept.get(key)),
    store: (key: string, value: string) => {
      kept.set(key, value);
      return Promise.resolve();
    },
    delete: (key: string) => {
      kept.delete(key);
      return Promise.resolve();
    },
  };
  try {
    await test({ folder, files: filesIn(join(folder, 'storage')), secrets });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export interface Opened {
  readonly inbox: Inbox;
  readonly timers: HandTimers;
  readonly arrived: AdvisoryKey[][];
  readonly log: string[];
  repositories: RepositoryName[];
  keepOnDisk: boolean;
}

/** Opens a window in which `login` is signed in. */
export function openInbox(bench: Bench, machine: Machine, login: string | undefined, focused = true): Opened {
  const timers = new HandTimers();
  const log: string[] = [];
  const opened: { repositories: RepositoryName[]; keepOnDisk: boolean } = { repositories: [REPOSITORY], keepOnDisk: true };
  const session: Session | undefined =
    login === undefined ? undefined : { login, host: 'sandbox', gateway: clientFor(bench, login).gateway };
  const inbox = new Inbox({
    clock: () => bench.now,
    timers,
    log: (line) => log.push(line),
    focused,
    cache: new Cache(machine.files, machine.secrets),
    lease: new Lease(machine.files, () => bench.now),
    repositories: () => opened.repositories,
    intervalMs: () => 300_000,
    keepOnDisk: () => opened.keepOnDisk,
    prepare: () => Promise.resolve(),
    restoreSession: () => Promise.resolve(session),
  });
  const arrived: AdvisoryKey[][] = [];
  inbox.onDidArrive((keys) => arrived.push([...keys]));
  return Object.assign(opened, { inbox, timers, arrived, log });
}
