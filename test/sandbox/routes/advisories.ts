/** The advisory operations: read, write, create, report, fork, CVE request. */

import { blankReport } from '../blank.ts';
import { accessTo, hasScope, isOwner, isPublic, maySee, roleOn } from '../authority.ts';
import { pageByCursor } from '../http/pages.ts';
import { notFound, refuse, unprocessable } from '../http/reply.ts';
import type { Reply } from '../http/reply.ts';
import type { JsonObject } from '../json.ts';
import { textOrNull } from '../json.ts';
import { lookFor } from '../room.ts';
import type { Call, Handler, Room } from '../room.ts';
import { applyBody, refuseBeyondRole } from '../rules/write.ts';
import { advisoryShape } from '../shapes/advisory.ts';
import { fullRepository } from '../shapes/repository.ts';
import { isoTime, same } from '../state.ts';
import type { Advisory, Repository } from '../state.ts';
import type { Person } from '../world.ts';
import { advisoryOf, bodyOf, personOf, refuseUnauthorisedSso, repositoryOf, requireAdmin, writableAdvisory } from './guard.ts';

/** One page of advisories, sorted and filtered as the query says. */
export function advisoryPage(
  call: Call,
  room: Room,
  all: readonly Advisory[],
  address: string,
  shape: (one: Advisory) => JsonObject,
): Reply {
  const { state, sort, direction, per_page: perPage } = call.query;
  const kept = all.filter((one) => state === undefined || one.state === state);
  const keyFor = (one: Advisory): readonly [string, number] => {
    const time = sort === 'updated' ? one.updatedAt : sort === 'published' ? one.publishedAt : one.createdAt;
    return [time ?? '', one.number];
  };
  const page = pageByCursor(
    kept,
    keyFor,
    {
      after: textOrNull(call.query.after),
      before: textOrNull(call.query.before),
      descending: direction !== 'asc',
      perPage: typeof perPage === 'number' ? perPage : 30,
      limit: room.pageSizeLimit,
    },
    address,
    call.sentQuery,
  );
  return {
    status: 200,
    body: page.items.map(shape),
    page: page.number,
    ...(page.link === null ? {} : { headers: { link: page.link } }),
  };
}

function shapeFor(call: Call, room: Room, advisory: Advisory): JsonObject {
  const role = hasScope(call.viewer, 'read') ? roleOn(room.state, advisory, call.viewer) : 'stranger';
  return advisoryShape(lookFor(call, room), advisory, role);
}

const list: Handler = (call, room) => {
  const { repository } = repositoryOf(call, room);
  const seen = room.state.advisories.filter((one) => one.repositoryId === repository.id && maySee(room.state, one, call.viewer));
  return advisoryPage(call, room, seen, `${room.url}/repositories/${repository.id}/security-advisories`, (one) =>
    shapeFor(call, room, one),
  );
};

/** Owners and security managers only (REST documentation); everybody else gets the declared 404. */
const listOrganisation: Handler = (call, room) => {
  const { organisation } = room.state.world;
  personOf(call);
  if (!same(call.params.org ?? '', organisation.login)) throw notFound();
  refuseUnauthorisedSso(call, room, organisation.login);
  if (!isOwner(room.state, call.viewer) || !hasScope(call.viewer, 'write')) throw notFound();
  const ids = new Set(room.state.repositories.filter((one) => same(one.owner, organisation.login)).map((one) => one.id));
  const seen = room.state.advisories.filter((one) => ids.has(one.repositoryId));
  return advisoryPage(call, room, seen, `${room.url}/organizations/${organisation.id}/security-advisories`, (one) =>
    shapeFor(call, room, one),
  );
};

const get: Handler = (call, room) => ({ status: 200, body: shapeFor(call, room, advisoryOf(call, room).advisory) });

const update: Handler = (call, room) => {
  const { advisory, role, person } = writableAdvisory(call, room);
  if (advisory.locked && role !== 'admin') throw refuse(403, 'This advisory is locked. Only comments are allowed.');
  const body = bodyOf(call);
  refuseBeyondRole(role, body);
  applyBody(advisory, body, { person, state: room.state, scoreOf: room.scoreOf });
  return { status: 200, body: shapeFor(call, room, advisory) };
};

function blank(room: Room, repository: Repository, author: Person, reported: boolean): Advisory {
  return room.state.addAdvisory(
    blankReport({
      repository: `${repository.owner}/${repository.name}`,
      ghsaId: room.state.freshGhsaId(),
      createdAt: isoTime(room.state.now()),
      author: author.login,
      ...(reported ? {} : { state: 'draft', submissionAccepted: null }),
    }),
  );
}

async function create(call: Call, room: Room, repository: Repository, person: Person, reported: boolean): Promise<Reply> {
  const body = bodyOf(call);
  const advisory = blank(room, repository, person, reported);
  try {
    applyBody(advisory, body, { person, state: room.state, scoreOf: room.scoreOf });
  } catch (refusal) {
    room.state.advisories.splice(room.state.advisories.indexOf(advisory), 1);
    throw refusal;
  }
  if (body.start_private_fork === true) await startFork(room, advisory);
  return { status: 201, body: shapeFor(call, room, advisory) };
}

const createDraft: Handler = (call, room) => {
  personOf(call);
  const { repository } = repositoryOf(call, room);
  const person = requireAdmin(
    call,
    repository,
    'You must have administrative/security management rights to create a repository advisory.',
  );
  return create(call, room, repository, person, false);
};

const report: Handler = (call, room) => {
  const person = personOf(call);
  const { repository } = repositoryOf(call, room);
  if (!repository.privateReporting) throw refuse(403, 'Private vulnerability reporting is not enabled for this repository.');
  return create(call, room, repository, person, true);
};

/** Makes the private fork of an advisory; it answers 404 until the fork delay has passed on the clock. */
export async function startFork(room: Room, advisory: Advisory): Promise<Repository> {
  const fork = room.state.addFork(advisory, room.state.now() + room.forkDelayMs);
  await room.git.ensure(fork);
  return fork;
}

const fork: Handler = async (call, room) => {
  const { advisory, repository } = writableAdvisory(call, room);
  requireAdmin(call, repository, 'You must have administrative/security management rights to create a temporary private fork.');
  if (advisory.state !== 'triage' && advisory.state !== 'draft')
    throw unprocessable('A temporary private fork needs an open advisory.');
  if (advisory.forkId !== null) throw unprocessable('A temporary private fork already exists for this advisory.');
  const made = await startFork(room, advisory);
  advisory.updatedAt = isoTime(room.state.now());
  const access = accessTo(room.state, made, call.viewer);
  return {
    status: 202,
    body: fullRepository(room.url, room.state, made, { ...access, read: true, push: true, admin: true }, call.version),
  };
};

const requestCve: Handler = (call, room) => {
  const { advisory, repository } = writableAdvisory(call, room);
  requireAdmin(call, repository, 'You must have administrative/security management rights to request a CVE.');
  if (advisory.cveId !== null || advisory.cveArrivesAt !== null)
    throw unprocessable('A CVE has already been requested or assigned.');
  if (advisory.state !== 'draft' && !isPublic(advisory))
    throw unprocessable('A CVE can be requested for a draft or published advisory only.');
  advisory.cveArrivesAt = room.state.now() + room.cveDelayMs;
  return { status: 202, body: {} };
};

const reporting: Handler = (call, room) => ({
  status: 200,
  body: { enabled: repositoryOf(call, room).repository.privateReporting },
});

const switchReporting =
  (enabled: boolean): Handler =>
  (call, room) => {
    personOf(call);
    const { repository } = repositoryOf(call, room);
    requireAdmin(call, repository, 'Must have admin rights to Repository.');
    repository.privateReporting = enabled;
    return { status: 204 };
  };

export const advisoryHandlers: Readonly<Record<string, Handler>> = {
  'security-advisories/list-repository-advisories': list,
  'security-advisories/list-org-repository-advisories': listOrganisation,
  'security-advisories/get-repository-advisory': get,
  'security-advisories/update-repository-advisory': update,
  'security-advisories/create-repository-advisory': createDraft,
  'security-advisories/create-private-vulnerability-report': report,
  'security-advisories/create-fork': fork,
  'security-advisories/create-repository-advisory-cve-request': requestCve,
  'repos/check-private-vulnerability-reporting': reporting,
  'repos/enable-private-vulnerability-reporting': switchReporting(true),
  'repos/disable-private-vulnerability-reporting': switchReporting(false),
};
