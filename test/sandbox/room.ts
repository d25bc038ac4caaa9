/** What every handler works with. */

import type { Viewer } from './authority.ts';
import type { Overlay } from './checks.ts';
import type { Faults } from './faults.ts';
import type { GitHost } from './git-host.ts';
import type { Limits } from './http/limits.ts';
import type { Reply } from './http/reply.ts';
import type { Json, JsonObject } from './json.ts';
import type { Look } from './shapes/advisory.ts';
import type { ApiVersion, Operation } from './spec.ts';
import type { State } from './state.ts';

export interface Room {
  /** Address of the API, without a trailing slash; known once the server listens. */
  url: string;
  readonly state: State;
  readonly git: GitHost;
  readonly limits: Limits;
  readonly faults: Faults;
  readonly forkDelayMs: number;
  readonly cveDelayMs: number;
  readonly pageSizeLimit: number;
  readonly scoreOf: (vector: string) => number | null;
  /** Whether the comments preview is switched on. */
  comments: boolean;
  /** Whether affected packages may have fields that the description does not know. */
  readonly tomorrow: boolean;
}

/** One request of a known operation, checked and with its sender known. */
export interface Call {
  readonly operation: Operation;
  readonly params: Readonly<Record<string, string>>;
  /** Query parameters, typed and with the described defaults. */
  readonly query: JsonObject;
  /** The query as it was sent, for links. */
  readonly sentQuery: URLSearchParams;
  readonly body: Json | undefined;
  readonly viewer: Viewer;
  readonly version: ApiVersion;
  readonly tomorrow: boolean;
}

export type Handler = (call: Call, room: Room) => Reply | Promise<Reply>;

/** How bodies look for one call. */
export function lookFor(call: Call, room: Room): Look {
  return { url: room.url, state: room.state, scoreOf: room.scoreOf, version: call.version, comments: room.comments };
}

/** The named differences from the base description that hold for one call. */
export function overlaysFor(call: Pick<Call, 'version'>, room: Room): readonly Overlay[] {
  return [
    ...(call.version >= '2026-03-10' ? ['api2026' as const] : []),
    ...(room.comments ? ['preview' as const] : []),
    ...(room.tomorrow ? ['tomorrow' as const] : []),
  ];
}
