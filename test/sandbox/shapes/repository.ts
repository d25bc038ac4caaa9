/** Repositories as the API shows them. */

import type { Access } from '../authority.ts';
import type { JsonObject } from '../json.ts';
import { isoTime } from '../state.ts';
import type { Repository, State } from '../state.ts';
import { nodeId, ownerShape } from './user.ts';

/** Property → path below the repository, in the forms of GitHub's own URL templates. */
const LINKS: Readonly<Record<string, string>> = {
  archive_url: '{archive_format}{/ref}',
  assignees_url: 'assignees{/user}',
  blobs_url: 'git/blobs{/sha}',
  branches_url: 'branches{/branch}',
  collaborators_url: 'collaborators{/collaborator}',
  comments_url: 'comments{/number}',
  commits_url: 'commits{/sha}',
  compare_url: 'compare/{base}...{head}',
  contents_url: 'contents/{+path}',
  contributors_url: 'contributors',
  deployments_url: 'deployments',
  downloads_url: 'downloads',
  events_url: 'events',
  forks_url: 'forks',
  git_commits_url: 'git/commits{/sha}',
  git_refs_url: 'git/refs{/sha}',
  git_tags_url: 'git/tags{/sha}',
  hooks_url: 'hooks',
  issue_comment_url: 'issues/comments{/number}',
  issue_events_url: 'issues/events{/number}',
  issues_url: 'issues{/number}',
  keys_url: 'keys{/key_id}',
  labels_url: 'labels{/name}',
  languages_url: 'languages',
  merges_url: 'merges',
  milestones_url: 'milestones{/number}',
  notifications_url: 'notifications{?since,all,participating}',
  pulls_url: 'pulls{/number}',
  releases_url: 'releases{/id}',
  stargazers_url: 'stargazers',
  statuses_url: 'statuses/{sha}',
  subscribers_url: 'subscribers',
  subscription_url: 'subscription',
  tags_url: 'tags',
  teams_url: 'teams',
  trees_url: 'git/trees{/sha}',
};

/** `simple-repository`; it has neither `clone_url` nor `default_branch`. */
export function simpleRepository(url: string, state: State, one: Repository): JsonObject {
  const fullName = `${one.owner}/${one.name}`;
  const api = `${url}/repos/${fullName}`;
  return {
    id: one.id,
    node_id: nodeId('Repository', one.id),
    name: one.name,
    full_name: fullName,
    owner: ownerShape(url, state, one.owner),
    private: one.fork !== null,
    html_url: `${url}/${fullName}`,
    description: one.description,
    fork: one.fork !== null,
    url: api,
    ...Object.fromEntries(Object.entries(LINKS).map(([name, path]) => [name, `${api}/${path}`])),
  };
}

/** `repository` as it stands inside other answers. */
export function wholeRepository(url: string, state: State, one: Repository, access: Access, version: string): JsonObject {
  const git = `${url}/${one.owner}/${one.name}.git`;
  const since = isoTime(Date.UTC(2017, 1, 10));
  return {
    ...simpleRepository(url, state, one),
    git_url: git,
    ssh_url: `git@${new URL(url).hostname}:${one.owner}/${one.name}.git`,
    clone_url: git,
    svn_url: `${url}/${one.owner}/${one.name}`,
    mirror_url: null,
    homepage: null,
    language: null,
    default_branch: one.defaultBranch,
    forks: 0,
    forks_count: 0,
    stargazers_count: 0,
    watchers: 0,
    watchers_count: 0,
    size: 1,
    open_issues: one.issues.length,
    open_issues_count: one.issues.length,
    has_issues: one.fork === null,
    has_projects: false,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    ...(version >= '2026-03-10' ? {} : { has_downloads: false }),
    archived: false,
    disabled: false,
    license: null,
    visibility: one.fork === null ? 'public' : 'private',
    pushed_at: since,
    created_at: since,
    updated_at: since,
    permissions: { admin: access.admin, maintain: access.admin, push: access.push, triage: access.push, pull: access.read },
  };
}

/** `full-repository`. */
export function fullRepository(url: string, state: State, one: Repository, access: Access, version: string): JsonObject {
  const parent = one.fork === null ? null : state.repositoryById(one.fork.parentId);
  const shown = parent ? wholeRepository(url, state, parent, { read: true, push: false, admin: false }, version) : null;
  return {
    ...wholeRepository(url, state, one, access, version),
    network_count: 0,
    subscribers_count: 0,
    ...(shown ? { parent: shown, source: shown } : {}),
  };
}
