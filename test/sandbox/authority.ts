/** Who asks, and what they may do. */

import { same } from './state.ts';
import type { Advisory, Repository, State } from './state.ts';
import type { Person, TokenState } from './world.ts';

export interface Viewer {
  readonly person: Person | null;
  readonly tokenState: TokenState | null;
}

export const anonymous: Viewer = { person: null, tokenState: null };

/** What a person is on one advisory (GitHub documentation, permission levels for repository security advisories). */
export type Role = 'admin' | 'collaborator' | 'reporter' | 'stranger';

/**
 * The token in an Authorization header.
 * @returns the token, or null where there is no header; an empty text for a scheme that GitHub does not take
 */
export function tokenOf(header: string | undefined): string | null {
  if (header === undefined) return null;
  const [, scheme, value] = /^(\w+)\s+(\S+)$/.exec(header) ?? [];
  if (scheme === undefined || value === undefined) return '';
  if (/^(bearer|token)$/i.test(scheme)) return value;
  if (!/^basic$/i.test(scheme)) return '';
  const [user = '', password = ''] = Buffer.from(value, 'base64').toString('utf8').split(/:(.*)/s);
  // Git and curl may carry the token in either half.
  return password === '' || password === 'x-oauth-basic' ? user : password;
}

/** Who a token belongs to; null for a token that GitHub answers with 401. */
export function viewerOf(state: State, token: string | null): Viewer | null {
  if (token === null) return anonymous;
  const person = state.world.people.find((one) => one.token === token && token !== '');
  if (!person) return null;
  const tokenState = state.tokenStates.get(person.login) ?? 'good';
  return tokenState === 'expired' || tokenState === 'revoked' ? null : { person, tokenState };
}

/** Fine-grained tokens have permissions, not scopes, and are told apart by their prefix. */
export const isClassic = (person: Person): boolean => !person.token.startsWith('github_pat_');

/** Whether a token's scopes reach advisories: `repo`, or `repository_advisories:read|write` (REST documentation). */
export function hasScope(viewer: Viewer, need: 'read' | 'write'): boolean {
  const scopes = viewer.person?.scopes ?? [];
  return (
    scopes.includes('repo') ||
    scopes.includes('repository_advisories:write') ||
    (need === 'read' && scopes.includes('repository_advisories:read'))
  );
}

export function isAdmin(repository: Repository, viewer: Viewer): boolean {
  const login = viewer.person?.login;
  return login !== undefined && repository.admins.some((one) => same(one, login));
}

/**
 * The viewer's role on one advisory. The reporter of a private report is a collaborator on it by GitHub's
 * documentation; the sandbox keeps the two apart only in name.
 */
export function roleOn(state: State, advisory: Advisory, viewer: Viewer): Role {
  const login = viewer.person?.login;
  const repository = state.repositoryById(advisory.repositoryId);
  if (login === undefined || !repository) return 'stranger';
  if (isAdmin(repository, viewer)) return 'admin';
  const member = advisory.collaboratingTeams.some((slug) => state.team(slug)?.members.some((one) => same(one, login)));
  if (member || advisory.collaboratingUsers.some((one) => same(one, login))) return 'collaborator';
  const reported = advisory.submissionAccepted !== null && advisory.author !== null && same(advisory.author, login);
  return reported ? 'reporter' : 'stranger';
}

/** Whether everybody may read an advisory. */
export const isPublic = (advisory: Advisory): boolean => advisory.state === 'published' || advisory.state === 'withdrawn';

/** Whether the viewer may know that an advisory exists; a token without the scope sees what everybody sees. */
export function maySee(state: State, advisory: Advisory, viewer: Viewer): boolean {
  return isPublic(advisory) || (hasScope(viewer, 'read') && roleOn(state, advisory, viewer) !== 'stranger');
}

export interface Access {
  readonly read: boolean;
  readonly push: boolean;
  readonly admin: boolean;
}

/** What a viewer may do in a repository. A private fork exists only for those who work on its advisory, and once it is ready. */
export function accessTo(state: State, repository: Repository, viewer: Viewer): Access {
  const { fork } = repository;
  const repo = viewer.person?.scopes.includes('repo') === true;
  if (fork === null) return { read: true, push: repo && isAdmin(repository, viewer), admin: repo && isAdmin(repository, viewer) };
  const advisory = state.advisories.find((one) => one.ghsaId === fork.ghsaId);
  const role = advisory && repo && fork.readyAt <= state.now() ? roleOn(state, advisory, viewer) : 'stranger';
  return { read: role !== 'stranger', push: role !== 'stranger', admin: role === 'admin' };
}

/**
 * Whether the viewer owns the organisation. The world names no owners; those who administer every one of the
 * organisation's repositories stand for them.
 */
export function isOwner(state: State, viewer: Viewer): boolean {
  const owned = state.repositories.filter((one) => one.fork === null && same(one.owner, state.world.organisation.login));
  return owned.length > 0 && owned.every((one) => isAdmin(one, viewer));
}
