/** Pull requests and issues: what follows when a fix becomes public, and what is discussed in a private fork. */

import { accessTo } from '../authority.ts';
import { notFound, refuse, unprocessable } from '../http/reply.ts';
import { text, textOrNull, texts } from '../json.ts';
import type { JsonObject } from '../json.ts';
import type { Call, Handler, Room } from '../room.ts';
import { issueShape, pullDetails, pullShape } from '../shapes/work.ts';
import { isoTime, same } from '../state.ts';
import type { Pull, Repository } from '../state.ts';
import { bodyOf, personOf, repositoryOf } from './guard.ts';
import { numbered } from './reads.ts';

const nextNumber = (repository: Repository): number => repository.pulls.length + repository.issues.length + 1;

type Branches = ReadonlyMap<string, string>;

function shapeOf(call: Call, room: Room, repository: Repository, pull: Pull, branches: Branches): JsonObject {
  const access = accessTo(room.state, repository, call.viewer);
  return pullShape(room.url, room.state, repository, access, pull, branches, call.version);
}

const listPulls: Handler = async (call, room) => {
  const { repository } = repositoryOf(call, room);
  const { state, head, base } = call.query;
  const kept = repository.pulls.filter(
    (one) =>
      (state === 'all' || one.state === (state ?? 'open')) &&
      (typeof head !== 'string' || same(head, `${repository.owner}:${one.head}`)) &&
      (typeof base !== 'string' || base === one.base),
  );
  const ordered = call.query.direction === 'asc' ? kept : kept.reverse();
  const branches = await room.git.branches(repository);
  const shapes = ordered.map((one) => shapeOf(call, room, repository, one, branches));
  return numbered(call, shapes, `${room.url}/repositories/${repository.id}/pulls`);
};

async function wholePull(call: Call, room: Room, repository: Repository, pull: Pull): Promise<JsonObject> {
  const branches = await room.git.branches(repository);
  const changes = await room.git.changes(repository, branches.get(pull.base) ?? pull.base, branches.get(pull.head) ?? pull.head);
  return { ...shapeOf(call, room, repository, pull, branches), ...pullDetails(changes, pull.mergedAt !== undefined) };
}

const getPull: Handler = async (call, room) => {
  const { repository } = repositoryOf(call, room);
  const pull = repository.pulls.find((one) => String(one.number) === call.params.pull_number);
  if (!pull) throw notFound();
  return { status: 200, body: await wholePull(call, room, repository, pull) };
};

/** Branches must exist and differ; one open pull request for a head and base (GitHub's validation messages). */
const createPull: Handler = async (call, room) => {
  const person = personOf(call);
  const { repository } = repositoryOf(call, room);
  if (!call.viewer.person?.scopes.some((one) => one === 'repo' || (one === 'public_repo' && repository.fork === null)))
    throw notFound();
  const body = bodyOf(call);
  const title = textOrNull(body.title);
  if (title === null || title === '') throw unprocessable('Validation Failed', 'PullRequest', 'title');
  const [owner = '', named] = text(body.head).split(/:(.*)/s);
  const head = named ?? owner;
  const base = text(body.base);
  const branches = await room.git.branches(repository);
  // Only the repository itself can be a head here: the sandbox has no forks but the private ones.
  if ((named !== undefined && !same(owner, repository.owner)) || !branches.has(head))
    throw unprocessable('Validation Failed', 'PullRequest', 'head');
  const baseCommit = branches.get(base);
  if (baseCommit === undefined) throw unprocessable('Validation Failed', 'PullRequest', 'base');
  const { commits } = await room.git.changes(repository, baseCommit, branches.get(head) ?? head);
  if (commits === 0) throw unprocessable(`Validation Failed: No commits between ${base} and ${head}`, 'PullRequest', 'head');
  if (repository.pulls.some((one) => one.state === 'open' && one.head === head && one.base === base)) {
    throw unprocessable(
      `Validation Failed: A pull request already exists for ${repository.owner}:${head}.`,
      'PullRequest',
      'head',
    );
  }
  const pull: Pull = {
    number: nextNumber(repository),
    title,
    body: textOrNull(body.body),
    author: person.login,
    head,
    base,
    draft: body.draft === true,
    createdAt: isoTime(room.state.now()),
    state: 'open',
  };
  repository.pulls.push(pull);
  return { status: 201, body: await wholePull(call, room, repository, pull) };
};

/** Labels and assignees of people without push access are dropped silently (REST documentation). */
const createIssue: Handler = (call, room) => {
  const person = personOf(call);
  const { repository, access } = repositoryOf(call, room);
  if (repository.fork !== null) throw refuse(410, 'Issues are disabled for this repo');
  if (!call.viewer.person?.scopes.some((one) => one === 'repo' || one === 'public_repo')) throw notFound();
  const body = bodyOf(call);
  const title = text(body.title);
  if (title === '') throw unprocessable('Validation Failed', 'Issue', 'title');
  const issue = {
    number: nextNumber(repository),
    title,
    body: textOrNull(body.body),
    author: person.login,
    labels: access.push ? texts(body.labels) : [],
    assignees: access.push ? texts(body.assignees).filter((one) => room.state.person(one)) : [],
    createdAt: isoTime(room.state.now()),
  };
  repository.issues.push(issue);
  return { status: 201, body: issueShape(room.url, room.state, repository, issue, call.version) };
};

/** A pull request is an issue, too, and says so (REST documentation, issues). */
const getIssue: Handler = (call, room) => {
  const { repository } = repositoryOf(call, room);
  const number = call.params.issue_number;
  const issue = repository.issues.find((one) => String(one.number) === number);
  const pull = repository.pulls.find((one) => String(one.number) === number);
  if (issue) return { status: 200, body: issueShape(room.url, room.state, repository, issue, call.version) };
  if (!pull) throw notFound();
  const { title, body, author, createdAt } = pull;
  const shape = { number: pull.number, title, body, author, createdAt, labels: [], assignees: [] };
  const page = `${room.url}/${repository.owner}/${repository.name}/pull/${pull.number}`;
  const links = { url: `${room.url}/repos/${repository.owner}/${repository.name}/pulls/${pull.number}`, html_url: page };
  return {
    status: 200,
    body: {
      ...issueShape(room.url, room.state, repository, shape, call.version),
      state: pull.state,
      pull_request: { ...links, diff_url: `${page}.diff`, patch_url: `${page}.patch` },
    },
  };
};

export const workHandlers: Readonly<Record<string, Handler>> = {
  'pulls/list': listPulls,
  'pulls/get': getPull,
  'pulls/create': createPull,
  'issues/create': createIssue,
  'issues/get': getIssue,
};
