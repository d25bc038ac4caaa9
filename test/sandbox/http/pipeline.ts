/** From a request to its answer: version, sender, limits, route, rules, cache, self-check. */

import { createHash } from 'node:crypto';
import { accessTo, isClassic, tokenOf, viewerOf } from '../authority.ts';
import type { Viewer } from '../authority.ts';
import { checkResponse, readQuery } from '../checks.ts';
import type { Json } from '../json.ts';
import { parse } from '../json.ts';
import { overlaysFor } from '../room.ts';
import type { Call, Room } from '../room.ts';
import { handlers } from '../routes/table.ts';
import { API_VERSIONS, match } from '../spec.ts';
import type { ApiVersion, Match } from '../spec.ts';
import { limitHeaders } from './limits.ts';
import { DOCUMENTATION, Refusal, badCredentials, invalidQuery, notFound, refuse } from './reply.ts';
import type { Reply } from './reply.ts';

export interface Asked {
  readonly method: string;
  /** Path without query, percent-encoded. */
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface Answered {
  readonly reply: Reply;
  readonly route: string;
  readonly who: string | null;
  readonly violations: readonly string[];
}

function versionOf(asked: Asked): ApiVersion {
  const header = asked.headers['x-github-api-version'] ?? API_VERSIONS[0];
  const known = API_VERSIONS.find((one) => one === header);
  if (known === undefined) throw refuse(400, `"${header}" is not a supported API version.`);
  return known;
}

/** GitHub also serves repositories and organisations by id; its own links use that form. */
function canonicalPath(room: Room, path: string): string {
  const [, id, rest] = /^\/repositories\/(\d+)(\/.*)?$/.exec(path) ?? [];
  if (id !== undefined) {
    const repository = room.state.repositoryById(Number(id));
    if (!repository) throw notFound();
    return `/repos/${repository.owner}/${repository.name}${rest ?? ''}`;
  }
  const { organisation } = room.state.world;
  const [, org, below] = /^\/organizations\/(\d+)(\/.*)?$/.exec(path) ?? [];
  if (org === undefined) return path;
  if (Number(org) !== organisation.id) throw notFound();
  const team = organisation.teams.find((one) => below?.startsWith(`/team/${one.id}/`));
  return `/orgs/${organisation.login}${team ? (below?.replace(`/team/${team.id}/`, `/teams/${team.slug}/`) ?? '') : (below ?? '')}`;
}

/** A renamed repository answers at its old name with the way to its id; other methods than GET keep theirs by 307. */
function redirect(room: Room, found: Match, path: string, asked: Asked, viewer: Viewer): Reply | null {
  const old = `${found.params.owner ?? ''}/${found.params.repo ?? ''}`;
  const id = room.state.renamed.get(old.toLowerCase());
  const repository = id === undefined ? null : room.state.repositoryById(id);
  if (!repository || room.state.repository(old) || !accessTo(room.state, repository, viewer).read) return null;
  const rest = path
    .split('/')
    .slice(4)
    .map((part) => `/${part}`)
    .join('');
  const location = `${room.url}/repositories/${repository.id}${rest}${asked.query === '' ? '' : `?${asked.query}`}`;
  return {
    status: asked.method === 'GET' ? 301 : 307,
    headers: { location },
    body: { message: 'Moved Permanently', url: location, documentation_url: DOCUMENTATION },
  };
}

function readBody(asked: Asked): Json | undefined {
  if (asked.body.length === 0) return undefined;
  try {
    return parse(asked.body.toString('utf8'));
  } catch {
    throw refuse(400, 'Problems parsing JSON');
  }
}

async function carryOut(
  room: Room,
  found: Match,
  path: string,
  asked: Asked,
  viewer: Viewer,
  version: ApiVersion,
): Promise<Reply> {
  const moved = redirect(room, found, path, asked, viewer);
  if (moved) return moved;
  const { operation, params } = found;
  const handler = handlers.get(operation.id);
  if (!handler)
    return { status: 501, body: { message: `The sandbox does not offer ${operation.id}.`, documentation_url: DOCUMENTATION } };
  const sentQuery = new URLSearchParams(asked.query);
  const query = readQuery(operation, sentQuery);
  if (query.problems.length > 0) throw invalidQuery(query.problems, operation.answers);
  const call: Call = {
    operation,
    params,
    query: query.values,
    sentQuery,
    body: readBody(asked),
    viewer,
    version,
    tomorrow: room.tomorrow,
  };
  return await handler(call, room);
}

async function refusable(act: () => Promise<Reply>): Promise<Reply> {
  try {
    return await act();
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown.reply;
    return {
      status: 500,
      body: { message: `The sandbox failed: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}` },
    };
  }
}

/** 304 where the sender has this very answer already: per token, address and version (GitHub documentation, conditional requests). */
function conditional(reply: Reply, asked: Asked, version: string): Reply {
  if (asked.method !== 'GET' || reply.status !== 200) return reply;
  const parts = [
    asked.headers.authorization ?? '',
    asked.path,
    asked.query,
    version,
    JSON.stringify(reply.body),
    reply.headers?.link ?? '',
  ];
  const etag = `W/"${createHash('sha256').update(parts.join('\n')).digest('hex')}"`;
  const headers = { ...reply.headers, etag };
  const sent = (asked.headers['if-none-match'] ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  if (!sent.includes(etag.replace(/^W\//, ''))) return { ...reply, headers };
  return { status: 304, headers, ...(reply.page === undefined ? {} : { page: reply.page }) };
}

function commonHeaders(viewer: Viewer | null, version: string | null, path: string): Record<string, string> {
  const headers: Record<string, string> = {
    'x-github-media-type': 'github.v3; format=json',
    'cache-control': viewer?.person ? 'private, max-age=60, s-maxage=60' : 'public, max-age=60, s-maxage=60',
    vary: 'Accept, Authorization, Cookie, X-GitHub-OTP',
  };
  if (version !== null) headers['x-github-api-version-selected'] = version;
  if (!viewer?.person) return headers;
  if (isClassic(viewer.person)) {
    headers['x-oauth-scopes'] = viewer.person.scopes.join(', ');
    headers['x-accepted-oauth-scopes'] = path.includes('/security-advisories')
      ? 'repo, repository_advisories:read, repository_advisories:write'
      : '';
  } else
    headers['x-accepted-github-permissions'] = path.includes('/security-advisories')
      ? 'repository_advisories=read'
      : 'metadata=read';
  return headers;
}

/** The account is used up: GitHub answers 403 until the hour ends. */
function exhausted(room: Room, who: string | null, route: string): Reply | null {
  if (route === 'GET /rate_limit' || room.limits.of(who).remaining > 0) return null;
  const message = `API rate limit exceeded for ${who === null ? '127.0.0.1' : `user ID ${room.state.person(who)?.id ?? 0}`}.`;
  return refuse(403, message).reply;
}

/**
 * Answers one API request.
 * @param selfCheck hold the answer against the official description; a breach becomes a 500 and is reported
 */
export async function answer(room: Room, asked: Asked, selfCheck: boolean): Promise<Answered> {
  room.state.settle();
  const viewer = viewerOf(room.state, tokenOf(asked.headers.authorization));
  const who = viewer?.person?.login ?? null;
  const seen: { route: string; version: ApiVersion | null; counted: boolean } = {
    route: `${asked.method} (unknown)`,
    version: null,
    counted: viewer !== null,
  };
  let reply = await refusable(async () => {
    if ((asked.headers['user-agent'] ?? '') === '')
      throw refuse(403, 'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.');
    if (viewer === null) throw badCredentials();
    seen.version = versionOf(asked);
    const path = canonicalPath(room, asked.path);
    const found = match(asked.method, path);
    if (found) seen.route = `${asked.method} ${found.operation.template}`;
    const full = exhausted(room, who, seen.route);
    if (full) {
      seen.counted = false;
      return full;
    }
    const instead = await room.faults.before(seen.route, room.limits.of(who).reset);
    if (instead) return instead;
    if (!found) throw notFound();
    return await carryOut(room, found, path, asked, viewer, seen.version);
  });
  const { route, version, counted } = seen;
  const violations = selfCheck
    ? checkResponse(route, reply.status, reply.body, overlaysFor({ version: version ?? API_VERSIONS[0] }, room))
    : [];
  if (violations.length > 0)
    reply = { status: 500, body: { message: 'The sandbox broke the official description.', violations } };
  if (route !== 'GET /rate_limit') reply = conditional(reply, asked, version ?? '');
  if (counted && reply.status !== 304 && route !== 'GET /rate_limit') room.limits.count(who);
  const headers = { ...commonHeaders(viewer, version, asked.path), ...limitHeaders(room.limits.of(who)), ...reply.headers };
  return { reply: { ...reply, headers }, route, who, violations };
}
