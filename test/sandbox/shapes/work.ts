/** Pull requests and issues as the API shows them. */

import type { Access } from '../authority.ts';
import type { Changes } from '../git-host.ts';
import type { JsonObject } from '../json.ts';
import type { Issue, Pull, Repository, State } from '../state.ts';
import { wholeRepository } from './repository.ts';
import { loginShape, nodeId, ownerShape } from './user.ts';

/** A commit id for a branch that is gone since. */
const NO_COMMIT = '0'.repeat(40);

/** What API version 2026-03-10 no longer has. */
const retired = (version: string, fields: JsonObject): JsonObject => (version >= '2026-03-10' ? {} : fields);

/** `pull-request-simple`. */
export function pullShape(
  url: string,
  state: State,
  repository: Repository,
  access: Access,
  pull: Pull,
  branches: ReadonlyMap<string, string>,
  version: string,
): JsonObject {
  const name = `${repository.owner}/${repository.name}`;
  const api = `${url}/repos/${name}`;
  const self = `${api}/pulls/${pull.number}`;
  const issue = `${api}/issues/${pull.number}`;
  const page = `${url}/${name}/pull/${pull.number}`;
  const headCommit = branches.get(pull.head) ?? NO_COMMIT;
  const end = (branch: string, sha: string): JsonObject => ({
    label: `${repository.owner}:${branch}`,
    ref: branch,
    sha,
    user: ownerShape(url, state, repository.owner),
    repo: wholeRepository(url, state, repository, access, version),
  });
  const links = {
    self,
    html: page,
    issue,
    comments: `${issue}/comments`,
    review_comments: `${self}/comments`,
    review_comment: `${api}/pulls/comments{/number}`,
    commits: `${self}/commits`,
    statuses: `${api}/statuses/${headCommit}`,
  };
  return {
    url: self,
    id: repository.id * 1000 + pull.number,
    node_id: nodeId('PullRequest', `${repository.id}/${pull.number}`),
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: issue,
    commits_url: links.commits,
    review_comments_url: links.review_comments,
    review_comment_url: links.review_comment,
    comments_url: links.comments,
    statuses_url: links.statuses,
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: loginShape(url, state, pull.author),
    body: pull.body,
    labels: (pull.labels ?? []).map((name, at) => labelShape(api, repository.id * 1000 + at, name)),
    milestone: null,
    created_at: pull.createdAt,
    updated_at: pull.mergedAt ?? pull.createdAt,
    closed_at: pull.mergedAt ?? null,
    merged_at: pull.mergedAt ?? null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    draft: pull.draft,
    head: end(pull.head, headCommit),
    base: end(pull.base, branches.get(pull.base) ?? NO_COMMIT),
    _links: Object.fromEntries(Object.entries(links).map(([rel, href]) => [rel, { href }])),
    author_association: 'COLLABORATOR',
    auto_merge: null,
    ...retired(version, { assignee: null, merge_commit_sha: null }),
  };
}

function labelShape(api: string, id: number, name: string): JsonObject {
  const url = `${api}/labels/${encodeURIComponent(name)}`;
  return { id, node_id: nodeId('Label', String(id)), url, name, description: '', color: 'ededed', default: false };
}

/** What `pull-request` has beyond `pull-request-simple`. */
export function pullDetails(changes: Changes, merged: boolean): JsonObject {
  return {
    merged,
    mergeable: null,
    mergeable_state: 'unknown',
    merged_by: null,
    comments: 0,
    review_comments: 0,
    maintainer_can_modify: false,
    rebaseable: null,
    commits: changes.commits,
    additions: changes.additions,
    deletions: changes.deletions,
    changed_files: changes.files,
  };
}

/** `issue`. */
export function issueShape(url: string, state: State, repository: Repository, issue: Issue, version: string): JsonObject {
  const name = `${repository.owner}/${repository.name}`;
  const self = `${url}/repos/${name}/issues/${issue.number}`;
  const [assignee] = issue.assignees;
  return {
    id: repository.id * 1000 + issue.number,
    node_id: nodeId('Issue', `${repository.id}/${issue.number}`),
    url: self,
    repository_url: `${url}/repos/${name}`,
    labels_url: `${self}/labels{/name}`,
    comments_url: `${self}/comments`,
    events_url: `${self}/events`,
    html_url: `${url}/${name}/issues/${issue.number}`,
    number: issue.number,
    state: 'open',
    title: issue.title,
    body: issue.body,
    user: loginShape(url, state, issue.author),
    labels: [...issue.labels],
    milestone: null,
    locked: false,
    comments: 0,
    assignees: issue.assignees.map((one) => loginShape(url, state, one)),
    closed_at: null,
    created_at: issue.createdAt,
    updated_at: issue.createdAt,
    author_association: 'NONE',
    ...retired(version, { assignee: loginShape(url, state, assignee ?? null) }),
  };
}
