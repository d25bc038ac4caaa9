/** Things that go wrong on purpose. Every fault has a scope: which route, and how many times. */

import { DOCUMENTATION } from './http/reply.ts';
import type { Reply } from './http/reply.ts';
import type { Json } from './json.ts';
import { mangle } from './faults-body.ts';
import type { BodyFault } from './faults-body.ts';

export interface Scope {
  /** `GET /repos/{owner}/{repo}`, a template alone, a method alone, or a pattern for `METHOD template`; absent: any. */
  readonly route?: string | RegExp;
  /** How many requests it meets; 1 unless told. */
  readonly count?: number;
}

export type FaultKind =
  | BodyFault
  /** 502, 500, 503, …; `committed`: the request was carried out all the same. */
  | { readonly kind: 'status'; readonly status: number; readonly committed?: boolean }
  /** The request is carried out, then the connection breaks. */
  | { readonly kind: 'drop-after-commit' }
  /** One page of a list fails: 409 in GitHub's way unless told. */
  | { readonly kind: 'page'; readonly page: number; readonly status?: number }
  /** The `next` link points to another host. */
  | { readonly kind: 'foreign-next'; readonly origin?: string }
  /** The `next` link of every page points to that page again. */
  | { readonly kind: 'repeated-cursor' }
  /** A web page where JSON should be. */
  | { readonly kind: 'html'; readonly status?: number }
  /** The connection ends before the announced length. */
  | { readonly kind: 'short-body' }
  /** A complete answer whose JSON stops in the middle. */
  | { readonly kind: 'cut-json' }
  /** The server's clock differs. */
  | { readonly kind: 'clock-skew'; readonly ms: number }
  | { readonly kind: 'primary-limit'; readonly status?: 403 | 429; readonly retryAfter?: number }
  | { readonly kind: 'secondary-limit'; readonly status?: 403 | 429; readonly retryAfter?: number }
  /** The request waits until release() is called, and is carried out then. */
  | { readonly kind: 'hold' }
  /** Somebody else writes just before this request is carried out. */
  | { readonly kind: 'second-writer'; readonly write: () => void }
  /** The repository is gone for this request. */
  | { readonly kind: 'not-found' };

export type Fault = FaultKind & Scope;

/** How an answer goes over the wire. */
export interface Wire {
  readonly reply: Reply;
  /** Replaces the body's JSON text. */
  readonly text?: string;
  readonly contentType?: string;
  readonly drop?: boolean;
  readonly short?: boolean;
  readonly skewMs?: number;
}

export interface FaultSwitches {
  /** Switches a fault on. @returns what switches it off again */
  add(fault: Fault): () => void;
  /** Switches all faults off and releases what is held. */
  clear(): void;
  readonly active: readonly Fault[];
  /** Lets every held request go on. */
  release(): void;
  /** How many requests are held now. */
  readonly held: number;
  /** Resolves when at least this many requests are held. */
  whenHeld(count: number): Promise<void>;
}

interface Entry {
  readonly fault: Fault;
  left: number;
}

const PAGE =
  '<!DOCTYPE html><html><head><title>Unicorn!</title></head><body><p>We had issues producing the response to your request.</p></body></html>';
const error = (status: number, message: string, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  headers,
  body: { message, documentation_url: DOCUMENTATION, status: String(status) },
});

function fits(fault: Fault, route: string): boolean {
  if (fault.route === undefined) return true;
  if (fault.route instanceof RegExp) return fault.route.test(route);
  const [method, template] = route.split(' ');
  return fault.route === route || fault.route === method || fault.route === template;
}

export class Faults implements FaultSwitches {
  #entries: Entry[] = [];
  readonly #waiting = new Set<() => void>();
  readonly #watchers = new Set<() => void>();

  get active(): readonly Fault[] {
    return this.#entries.map((one) => one.fault);
  }
  get held(): number {
    return this.#waiting.size;
  }

  add(fault: Fault): () => void {
    const entry: Entry = { fault, left: fault.count ?? 1 };
    this.#entries.push(entry);
    return () => {
      this.#entries = this.#entries.filter((one) => one !== entry);
    };
  }

  clear(): void {
    this.#entries = [];
    this.release();
  }

  release(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const go of waiting) go();
  }

  async whenHeld(count: number): Promise<void> {
    while (this.held < count) await new Promise<void>((resolve) => this.#watchers.add(resolve));
  }

  #use(entry: Entry): void {
    entry.left -= 1;
    if (entry.left <= 0) this.#entries = this.#entries.filter((one) => one !== entry);
  }

  #hold(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.add(resolve);
      for (const tell of this.#watchers) tell();
      this.#watchers.clear();
    });
  }

  /**
   * Before a request is carried out.
   * @param reset when the rate limit's hour ends, in seconds since the epoch
   * @returns the answer that stands instead of carrying it out, or null
   */
  async before(route: string, reset: number): Promise<Reply | null> {
    for (const entry of [...this.#entries]) {
      const { fault } = entry;
      if (!fits(fault, route)) continue;
      const instead = early(fault, reset);
      if (instead === null && fault.kind !== 'hold' && fault.kind !== 'second-writer') continue;
      this.#use(entry);
      if (fault.kind === 'hold') await this.#hold();
      if (fault.kind === 'second-writer') fault.write();
      if (instead !== null) return instead;
    }
    return null;
  }

  /**
   * After a request was carried out: what happens to its answer.
   * @param address the request's whole address
   */
  after(route: string, reply: Reply, address: string): Wire {
    let wire: Wire = { reply };
    for (const entry of [...this.#entries]) {
      if (!fits(entry.fault, route)) continue;
      const changed = late(entry.fault, wire, address);
      if (changed === null) continue;
      this.#use(entry);
      wire = changed;
    }
    return wire;
  }
}

function early(fault: Fault, reset: number): Reply | null {
  switch (fault.kind) {
    case 'status':
      return fault.committed === true ? null : error(fault.status, 'Server Error');
    case 'not-found':
      return error(404, 'Not Found');
    case 'primary-limit':
      return error(fault.status ?? 403, 'API rate limit exceeded for user ID 1.', {
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(reset),
        ...(fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) }),
      });
    case 'secondary-limit':
      return error(
        fault.status ?? 403,
        'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
        { 'retry-after': String(fault.retryAfter ?? 60) },
      );
    default:
      return null;
  }
}

function nextLink(wire: Wire, change: (link: string | undefined) => string | undefined): Wire | null {
  const link = change(wire.reply.headers?.link);
  return link === undefined ? null : { ...wire, reply: { ...wire.reply, headers: { ...wire.reply.headers, link } } };
}

function late(fault: Fault, wire: Wire, address: string): Wire | null {
  const { reply } = wire;
  switch (fault.kind) {
    case 'status':
      return fault.committed === true ? { ...wire, reply: error(fault.status, 'Server Error') } : null;
    case 'drop-after-commit':
      return { ...wire, drop: true };
    case 'page':
      return reply.page === fault.page ? { ...wire, reply: error(fault.status ?? 409, 'Conflict') } : null;
    case 'foreign-next':
      return nextLink(wire, (link = '') =>
        link.includes('rel="next"')
          ? link.replace(/<https?:\/\/[^/>]+([^>]*)>(?=; rel="next")/, `<${fault.origin ?? 'http://elsewhere.invalid'}$1>`)
          : undefined,
      );
    case 'repeated-cursor':
      return reply.page === undefined ? null : nextLink(wire, () => `<${address}>; rel="next"`);
    case 'html':
      return { ...wire, reply: { ...reply, status: fault.status ?? 200 }, text: PAGE, contentType: 'text/html; charset=utf-8' };
    case 'short-body':
      return { ...wire, short: true };
    case 'cut-json':
      return reply.body === undefined ? null : { ...wire, text: cut(reply.body) };
    case 'clock-skew':
      return { ...wire, skewMs: fault.ms };
    default: {
      const body = mangle(fault, reply);
      return body === null ? null : { ...wire, reply: { ...reply, body } };
    }
  }
}

function cut(body: Json): string {
  const text = JSON.stringify(body);
  return text.slice(0, Math.floor(text.length / 2));
}
