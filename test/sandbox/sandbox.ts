/** The sandbox: a stateful stand-in for GitHub on loopback. One port serves the API, git, and its own switches. */

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { botDefaults, pressBot } from './bot.ts';
import { CALENDAR_PATH, ReleaseCalendar } from './release-calendar.ts';
import type { BotOptions, BotReport } from './bot.ts';
import { control } from './control.ts';
import { Faults } from './faults.ts';
import type { FaultSwitches } from './faults.ts';
import { GitHost } from './git-host.ts';
import { GIT_ROUTE, gitTarget, serveGit } from './git-http.ts';
import { Limits } from './http/limits.ts';
import { answer } from './http/pipeline.ts';
import { send } from './http/wire.ts';
import type { Room } from './room.ts';
import { State, isoTime } from './state.ts';
import type { World } from './world.ts';

export type { Fault, FaultSwitches } from './faults.ts';
export type { BotOptions, BotReport } from './bot.ts';
export { checkResponse } from './checks.ts';

export interface SandboxOptions {
  readonly world: World;
  /** Milliseconds since the epoch; the machine's clock unless given. */
  readonly clock?: () => number;
  /** How long a private fork answers 404 after its creation, by the clock. */
  readonly forkDelayMs?: number;
  /** How long a requested CVE id takes to arrive, by the clock. */
  readonly cveDelayMs?: number;
  /** Folder for bare repositories, which stays; a temporary one unless given. */
  readonly gitRoot?: string;
  /** Port on 127.0.0.1; any free one unless given. */
  readonly port?: number;
  /** Largest page of a cursor list, whatever `per_page` asks for. */
  readonly pageSizeLimit?: number;
  /** Requests an hour for a signed-in person. */
  readonly rateLimit?: number;
  /** Score of a CVSS vector; without it scores are null. */
  readonly scoreOf?: (vector: string) => number | null;
  /** Whether the comments preview exists; true unless told. */
  readonly comments?: boolean;
  /** Whether affected packages may have fields that the description does not know; they are kept and given back. */
  readonly tomorrow?: boolean;
  readonly bot?: Partial<BotOptions>;
  /** Hold every answer against the official description; true unless told. */
  readonly selfCheck?: boolean;
}

export interface RequestRecord {
  readonly method: string;
  /** `GET /repos/{owner}/{repo}`, or `GET (unknown)`. */
  readonly route: string;
  /** Path with query, as it was sent. */
  readonly path: string;
  readonly status: number;
  /** Login of the sender; null for nobody or a bad token. */
  readonly who: string | null;
  readonly apiVersion: string | null;
  readonly ifNoneMatch: string | null;
  /** Body as sent; empty for git. */
  readonly body: string;
  readonly bodyBytes: number;
  /** ISO 8601 by the sandbox's clock. */
  readonly time: string;
}

export interface Sandbox {
  /** Address of the API, `http://127.0.0.1:PORT`. */
  readonly url: string;
  gitUrl(owner: string, name: string): string;
  readonly requests: readonly RequestRecord[];
  clearRequests(): void;
  readonly faults: FaultSwitches;
  /** The memory itself: find, edit as another person, add, lock, rename, delete. */
  readonly state: State;
  readonly limits: Limits;
  /** What the release calendar on this port answers, and with which headers it was asked. */
  readonly calendar: ReleaseCalendar;
  /** Answers that broke the official description; empty unless the sandbox itself is wrong. */
  readonly violations: readonly string[];
  /** Switches the comments preview on or off. */
  setComments(on: boolean): void;
  pressBot(options?: Partial<BotOptions>): Promise<BotReport>;
  close(): Promise<void>;
}

const BODY_LIMIT = 16 * 1024 * 1024;

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > BODY_LIMIT) throw new Error('body too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

class Host {
  readonly room: Room;
  readonly records: RequestRecord[] = [];
  readonly violations: string[] = [];
  readonly bot: BotOptions;
  readonly selfCheck: boolean;
  readonly calendar = new ReleaseCalendar();
  #count = 0;

  constructor(room: Room, bot: BotOptions, selfCheck: boolean) {
    this.room = room;
    this.bot = bot;
    this.selfCheck = selfCheck;
  }

  #record(request: IncomingMessage, route: string, status: number, who: string | null, body: Buffer): void {
    const header = (name: string): string | null => {
      const value = request.headers[name];
      return typeof value === 'string' ? value : null;
    };
    this.records.push({
      method: request.method ?? '',
      route,
      path: request.url ?? '',
      status,
      who,
      apiVersion: header('x-github-api-version'),
      ifNoneMatch: header('if-none-match'),
      body: body.toString('utf8'),
      bodyBytes: body.length,
      time: isoTime(this.room.state.now()),
    });
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s);
    const target = gitTarget(path);
    if (target) {
      await this.#git(target, query, request, response);
      return;
    }
    if (path === CALENDAR_PATH && request.method === 'GET') {
      request.resume();
      this.calendar.serve(request.headers, query, response);
      return;
    }
    const body = await readAll(request);
    if (path.startsWith('/_sandbox/')) {
      await this.#control(path, request, response, body);
      return;
    }
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
    );
    const method = request.method ?? 'GET';
    const { reply, route, who, violations } = await answer(this.room, { method, path, query, headers, body }, this.selfCheck);
    this.violations.push(...violations);
    const wire = this.room.faults.after(route, reply, `${this.room.url}${request.url ?? '/'}`);
    this.#record(request, route, wire.drop === true ? 0 : wire.reply.status, who, body);
    this.#count += 1;
    send(response, wire, this.room.state.now(), `5A4D:B0C5:${this.#count.toString(16).toUpperCase().padStart(6, '0')}`);
  }

  async #git(
    target: NonNullable<ReturnType<typeof gitTarget>>,
    query: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const route = `${request.method ?? 'GET'} ${GIT_ROUTE}`;
    const instead = await this.room.faults.before(route, 0);
    if (instead) {
      request.resume();
      response.writeHead(instead.status, { 'content-type': 'text/plain' }).end();
      this.#record(request, route, instead.status, null, Buffer.alloc(0));
      return;
    }
    const { status, who } = await serveGit(this.room, target, query, request, response);
    this.#record(request, route, status, who, Buffer.alloc(0));
  }

  async #control(path: string, request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> {
    const marked = request.headers['x-sandbox'] === '1';
    const reply = await control(this, request.method ?? 'GET', path, marked, body.toString('utf8'));
    const plain = typeof reply.body === 'string';
    response.writeHead(reply.status, { 'content-type': plain ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8' });
    response.end(plain ? reply.body : JSON.stringify(reply.body));
  }
}

async function listen(server: Server, port: number): Promise<string> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the sandbox has no port');
  return `http://127.0.0.1:${address.port}`;
}

/**
 * Starts a sandbox on loopback.
 * @param options the world it starts with, and its clock, delays and limits
 * @returns a handle; close() ends the server and removes what it made
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const clock = options.clock ?? Date.now;
  const state = new State(options.world, clock);
  const room: Room = {
    url: '',
    state,
    git: await GitHost.open(state, options.gitRoot),
    limits: new Limits(clock, options.rateLimit),
    faults: new Faults(),
    forkDelayMs: options.forkDelayMs ?? 0,
    cveDelayMs: options.cveDelayMs ?? 0,
    pageSizeLimit: options.pageSizeLimit ?? 100,
    scoreOf: options.scoreOf ?? (() => null),
    comments: options.comments ?? true,
    tomorrow: options.tomorrow ?? false,
  };
  const bot: BotOptions = { ...botDefaults, ...options.bot };
  const host = new Host(room, bot, options.selfCheck ?? true);
  const server = createServer((request, response) => {
    host.serve(request, response).catch(() => {
      response.destroy();
    });
  });
  try {
    room.url = await listen(server, options.port ?? 0);
  } catch (error) {
    await room.git.close();
    throw error;
  }
  return {
    url: room.url,
    state,
    faults: room.faults,
    limits: room.limits,
    calendar: host.calendar,
    violations: host.violations,
    requests: host.records,
    gitUrl: (owner, name) => `${room.url}/${owner}/${name}.git`,
    clearRequests: () => {
      host.records.length = 0;
    },
    setComments: (on) => {
      room.comments = on;
    },
    pressBot: (changes) => pressBot(room, { ...bot, ...changes }),
    close: async () => {
      room.faults.clear();
      host.calendar.release();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      await room.git.close();
    },
  };
}
