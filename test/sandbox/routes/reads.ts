/** Reads beside advisories: people, teams, repositories, limits, versions, the public database. */

import { accessTo, isPublic } from '../authority.ts';
import { pageByNumber } from '../http/pages.ts';
import { limitShape } from '../http/limits.ts';
import { notFound, refuse } from '../http/reply.ts';
import type { Reply } from '../http/reply.ts';
import type { Json } from '../json.ts';
import { lookFor } from '../room.ts';
import type { Call, Handler, Room } from '../room.ts';
import { globalShape } from '../shapes/advisory.ts';
import { fullRepository } from '../shapes/repository.ts';
import { personShape, privateUser, publicUser } from '../shapes/user.ts';
import { API_VERSIONS } from '../spec.ts';
import { same } from '../state.ts';
import type { Advisory } from '../state.ts';
import { advisoryPage } from './advisories.ts';
import { personOf, refuseUnauthorisedSso, repositoryOf } from './guard.ts';

/** When every account of the sandbox was opened. */
const SINCE = '2015-01-01T00:00:00Z';

/** A list by page numbers as an answer. */
export function numbered(call: Call, all: readonly Json[], address: string): Reply {
  const { page, per_page: perPage } = call.query;
  const found = pageByNumber(
    all,
    typeof page === 'number' ? page : 1,
    typeof perPage === 'number' ? perPage : 30,
    address,
    call.sentQuery,
  );
  return {
    status: 200,
    body: found.items,
    page: found.number,
    ...(found.link === null ? {} : { headers: { link: found.link } }),
  };
}

const user: Handler = (call, room) => ({ status: 200, body: privateUser(room.url, personOf(call), SINCE) });

const userByName: Handler = (call, room) => {
  const person = room.state.person(call.params.username ?? '');
  if (!person) throw notFound();
  return { status: 200, body: publicUser(room.url, person, SINCE) };
};

const repository: Handler = (call, room) => {
  const { repository: one, access } = repositoryOf(call, room);
  return { status: 200, body: fullRepository(room.url, room.state, one, access, call.version) };
};

const branches: Handler = async (call, room) => {
  const { repository: one } = repositoryOf(call, room);
  const api = `${room.url}/repos/${one.owner}/${one.name}`;
  const found = [...(await room.git.branches(one))].map(([name, sha]) => ({
    name,
    commit: { sha, url: `${api}/commits/${sha}` },
    protected: false,
  }));
  const kept = call.query.protected === true ? [] : found;
  return numbered(call, kept, `${room.url}/repositories/${one.id}/branches`);
};

const permission: Handler = (call, room) => {
  personOf(call);
  const { repository: one, access } = repositoryOf(call, room);
  if (!access.push) throw refuse(403, 'Must have push access to view collaborator permission.');
  const person = room.state.person(call.params.username ?? '');
  if (!person) throw notFound();
  const theirs = accessTo(room.state, one, { person, tokenState: 'good' });
  const name = theirs.admin ? 'admin' : theirs.push ? 'write' : theirs.read ? 'read' : 'none';
  return {
    status: 200,
    body: { permission: name, role_name: name, user: { ...personShape(room.url, person), role_name: name } },
  };
};

/** Teams are seen by the organisation's members; here those are the members of its teams and its admins. */
const teamMembers: Handler = (call, room) => {
  const { organisation } = room.state.world;
  const { login } = personOf(call);
  const team = room.state.team(call.params.team_slug ?? '');
  const insiders = [...organisation.teams.flatMap((one) => one.members), ...room.state.repositories.flatMap((one) => one.admins)];
  if (!team || !same(call.params.org ?? '', organisation.login) || !insiders.some((one) => same(one, login))) throw notFound();
  refuseUnauthorisedSso(call, room, organisation.login);
  const people = team.members.flatMap((one) => room.state.person(one) ?? []).map((one) => personShape(room.url, one));
  return numbered(call, people, `${room.url}/organizations/${organisation.id}/team/${team.id}/members`);
};

const rateLimit: Handler = (call, room) => {
  const account = limitShape(room.limits.of(call.viewer.person?.login ?? null));
  const search = { limit: 30, used: 0, remaining: 30, reset: account.reset ?? 0 };
  return {
    status: 200,
    body: { resources: { core: account, search }, ...(call.version >= '2026-03-10' ? {} : { rate: account }) },
  };
};

const NOT_OFFERED = ['published', 'updated', 'modified', 'epss_percentage', 'epss_percentile', 'affects'];

/** Everything published is taken as reviewed; date, EPSS and package filters are not offered. */
const globalList: Handler = (call, room) => {
  const missing = NOT_OFFERED.find((name) => call.query[name] !== undefined);
  if (missing !== undefined) throw refuse(501, `The sandbox does not offer the filter ${missing} on GET /advisories.`);
  const query = call.query;
  const cwes = typeof query.cwes === 'string' ? query.cwes.split(',').map((one) => `CWE-${one.replace(/^CWE-/i, '')}`) : null;
  const fits = (one: Advisory): boolean =>
    isPublic(one) &&
    (query.type === undefined || query.type === 'reviewed') &&
    (typeof query.ghsa_id !== 'string' || same(query.ghsa_id, one.ghsaId)) &&
    (typeof query.cve_id !== 'string' || same(query.cve_id, one.cveId ?? '')) &&
    (query.severity === undefined || query.severity === (one.severity ?? 'unknown')) &&
    (query.ecosystem === undefined || one.vulnerabilities.some((each) => each.ecosystem === query.ecosystem)) &&
    (query.is_withdrawn === undefined || query.is_withdrawn === (one.withdrawnAt !== null)) &&
    (cwes === null || one.cweIds.some((id) => cwes.includes(id)));
  return advisoryPage(call, room, room.state.advisories.filter(fits), `${room.url}/advisories`, (one) =>
    globalShape(lookFor(call, room), one),
  );
};

const globalOne: Handler = (call, room: Room) => {
  const found = room.state.advisories.find((one) => isPublic(one) && same(one.ghsaId, call.params.ghsa_id ?? ''));
  if (!found) throw notFound();
  return { status: 200, body: globalShape(lookFor(call, room), found) };
};

export const readHandlers: Readonly<Record<string, Handler>> = {
  'users/get-authenticated': user,
  'users/get-by-username': userByName,
  'repos/get': repository,
  'repos/list-branches': branches,
  'repos/get-collaborator-permission-level': permission,
  'teams/list-members-in-org': teamMembers,
  'rate-limit/get': rateLimit,
  'meta/get-all-versions': () => ({ status: 200, body: [...API_VERSIONS] }),
  'security-advisories/list-global-advisories': globalList,
  'security-advisories/get-global-advisory': globalOne,
};
