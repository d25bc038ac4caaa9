/** People and teams as the API shows them. */

import type { JsonObject } from '../json.ts';
import { same } from '../state.ts';
import type { State } from '../state.ts';
import type { Organisation, Person, Team } from '../world.ts';

export const nodeId = (kind: string, id: number | string): string => Buffer.from(`${kind}:${id}`).toString('base64');

function account(url: string, login: string, id: number, type: 'User' | 'Organization'): JsonObject {
  const api = `${url}/users/${login}`;
  return {
    login,
    id,
    node_id: nodeId(type, id),
    avatar_url: `${url}/avatars/${id}`,
    gravatar_id: '',
    url: api,
    html_url: `${url}/${login}`,
    followers_url: `${api}/followers`,
    following_url: `${api}/following{/other_user}`,
    gists_url: `${api}/gists{/gist_id}`,
    starred_url: `${api}/starred{/owner}{/repo}`,
    subscriptions_url: `${api}/subscriptions`,
    organizations_url: `${api}/orgs`,
    repos_url: `${api}/repos`,
    events_url: `${api}/events{/privacy}`,
    received_events_url: `${api}/received_events`,
    type,
    site_admin: false,
    user_view_type: 'public',
  };
}

/** `simple-user` of a person. */
export const personShape = (url: string, person: Person): JsonObject => account(url, person.login, person.id, 'User');
/** `simple-user` of an organisation. */
export const organisationShape = (url: string, one: Organisation): JsonObject => account(url, one.login, one.id, 'Organization');

/** `simple-user` of a login, or null for nobody or somebody whose account is gone. */
export function loginShape(url: string, state: State, login: string | null): JsonObject | null {
  const person = login === null ? null : state.person(login);
  return person ? personShape(url, person) : null;
}

/** The owner of a repository: the organisation, or a person. */
export function ownerShape(url: string, state: State, owner: string): JsonObject {
  if (same(state.world.organisation.login, owner)) return organisationShape(url, state.world.organisation);
  return loginShape(url, state, owner) ?? account(url, owner, 0, 'User');
}

/** `public-user`. */
export function publicUser(url: string, person: Person, since: string): JsonObject {
  return {
    ...personShape(url, person),
    name: person.name,
    company: null,
    blog: null,
    location: null,
    email: null,
    hireable: null,
    bio: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: since,
    updated_at: since,
  };
}

/** `private-user`: what people see of themselves. */
export function privateUser(url: string, person: Person, since: string): JsonObject {
  return {
    ...publicUser(url, person, since),
    private_gists: 0,
    total_private_repos: 0,
    owned_private_repos: 0,
    disk_usage: 0,
    collaborators: 0,
    two_factor_authentication: true,
  };
}

/** `team`. */
export function teamShape(url: string, organisation: Organisation, team: Team): JsonObject {
  const api = `${url}/organizations/${organisation.id}/team/${team.id}`;
  return {
    id: team.id,
    node_id: nodeId('Team', team.id),
    name: team.name,
    slug: team.slug,
    description: null,
    privacy: 'closed',
    notification_setting: 'notifications_enabled',
    permission: 'pull',
    url: api,
    html_url: `${url}/orgs/${organisation.login}/teams/${team.slug}`,
    members_url: `${api}/members{/member}`,
    repositories_url: `${api}/repos`,
    type: 'organization',
    organization_id: organisation.id,
    parent: null,
  };
}
