/** The questions every handler asks first: what is this about, and may this person do that. */

import { accessTo, hasScope, isAdmin, isPublic, maySee, roleOn } from '../authority.ts';
import type { Access, Role } from '../authority.ts';
import { invalidBody, needsLogin, notFound, refuse } from '../http/reply.ts';
import { checkBody } from '../checks.ts';
import { objectAt } from '../json.ts';
import type { JsonObject } from '../json.ts';
import type { Call, Room } from '../room.ts';
import { same } from '../state.ts';
import type { Advisory, Repository } from '../state.ts';
import type { Person } from '../world.ts';

/** The repository of a request; refuses one that the viewer may not know of. */
export function repositoryOf(call: Call, room: Room): { readonly repository: Repository; readonly access: Access } {
  const repository = room.state.repository(`${call.params.owner ?? ''}/${call.params.repo ?? ''}`);
  if (!repository) throw notFound();
  const access = accessTo(room.state, repository, call.viewer);
  if (!access.read) throw notFound();
  refuseUnauthorisedSso(call, room, repository.owner);
  return { repository, access };
}

/** Organisations with SAML refuse tokens that were not authorised for them (GitHub documentation, SAML single sign-on). */
export function refuseUnauthorisedSso(call: Call, room: Room, owner: string): void {
  if (call.viewer.tokenState !== 'sso-blocked' || !same(owner, room.state.world.organisation.login)) return;
  const address = `${room.url}/orgs/${room.state.world.organisation.login}/sso?authorization_request=sandbox`;
  throw refuse(
    403,
    'Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.',
    { 'x-github-sso': `required; url=${address}` },
  );
}

/** The person who asks; refuses those who did not sign in. */
export function personOf(call: Call): Person {
  if (call.viewer.person === null) throw needsLogin();
  return call.viewer.person;
}

/** Refuses an administrator's act to everybody else; `message` says what would have been needed. */
export function requireAdmin(call: Call, repository: Repository, message: string): Person {
  const person = personOf(call);
  if (!hasScope(call.viewer, 'write')) throw refuse(403, 'Resource not accessible by personal access token');
  if (!isAdmin(repository, call.viewer)) throw refuse(403, message);
  return person;
}

/** The advisory of a request, as far as the viewer may know of it. */
export function advisoryOf(
  call: Call,
  room: Room,
): { readonly advisory: Advisory; readonly repository: Repository; readonly role: Role } {
  const { repository } = repositoryOf(call, room);
  const id = call.params.ghsa_id ?? '';
  const advisory = room.state.advisories.find((one) => one.repositoryId === repository.id && same(one.ghsaId, id));
  if (!advisory || !maySee(room.state, advisory, call.viewer)) throw notFound();
  return { advisory, repository, role: hasScope(call.viewer, 'read') ? roleOn(room.state, advisory, call.viewer) : 'stranger' };
}

/** Like advisoryOf, for a request that writes: signed in, with a scope that writes, and not a stranger. */
export function writableAdvisory(call: Call, room: Room): ReturnType<typeof advisoryOf> & { readonly person: Person } {
  const person = personOf(call);
  const found = advisoryOf(call, room);
  if (!hasScope(call.viewer, 'write'))
    throw isPublic(found.advisory) ? refuse(403, 'Resource not accessible by personal access token') : notFound();
  if (found.role === 'stranger') throw refuse(403, 'You do not have permission to edit this advisory.');
  return { ...found, person };
}

/** The body of a request, held against the described schema. */
export function bodyOf(call: Call): JsonObject {
  const problems = checkBody(call.operation, call.body, call.tomorrow);
  if (problems.length > 0) throw invalidBody(problems);
  return objectAt(call.body);
}
