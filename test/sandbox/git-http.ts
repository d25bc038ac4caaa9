/** Git over smart HTTP: `git http-backend` behind the sandbox's own authority. */

import { spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { accessTo, tokenOf, viewerOf } from './authority.ts';
import type { Viewer } from './authority.ts';
import type { Room } from './room.ts';
import { same } from './state.ts';
import type { Repository } from './state.ts';

export interface GitTarget {
  readonly owner: string;
  readonly name: string;
  readonly rest: string;
}

/** The route under which git requests are recorded and matched by faults. */
export const GIT_ROUTE = '/{owner}/{repo}.git';

/** Whether a path is one of git's, and of which repository. */
export function gitTarget(path: string): GitTarget | null {
  const [, owner, name, rest] =
    /^\/([^/]+)\/([^/]+)\.git(\/(?:info\/refs|git-upload-pack|git-receive-pack|HEAD))$/.exec(path) ?? [];
  return owner === undefined || name === undefined || rest === undefined ? null : { owner, name, rest };
}

interface Judgement {
  readonly status: number;
  readonly message: string;
  readonly repository: Repository | null;
  readonly viewer: Viewer | null;
}

/** Who may fetch and push: everybody may read what is public; what one may not see does not exist. */
function judge(room: Room, target: GitTarget, pushes: boolean, authorization: string | undefined): Judgement {
  const viewer = viewerOf(room.state, tokenOf(authorization));
  const no = (status: number, message: string): Judgement => ({ status, message, repository: null, viewer });
  if (viewer === null) return no(401, 'Invalid username or token.');
  const repository =
    room.state.repository(`${target.owner}/${target.name}`) ??
    room.state.repositoryById(room.state.renamed.get(`${target.owner}/${target.name}`.toLowerCase()) ?? -1);
  const access = repository === null ? null : accessTo(room.state, repository, viewer);
  if (repository === null || access?.read !== true)
    return viewer.person === null ? no(401, 'Authentication required.') : no(404, 'Repository not found.');
  const owned = same(repository.owner, room.state.world.organisation.login);
  if (viewer.tokenState === 'sso-blocked' && owned) return no(403, 'The organization has enabled or enforced SAML SSO.');
  if (pushes && viewer.person === null) return no(401, 'Authentication required.');
  if (pushes && !access.push)
    return no(403, `Permission to ${repository.owner}/${repository.name}.git denied to ${viewer.person?.login ?? ''}.`);
  return { status: 200, message: '', repository, viewer };
}

const header = (request: IncomingMessage, name: string): string => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
};

/**
 * Serves one git request.
 * @returns the status that was sent, and who asked
 */
export async function serveGit(
  room: Room,
  target: GitTarget,
  query: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<{ readonly status: number; readonly who: string | null }> {
  const pushes = target.rest === '/git-receive-pack' || new URLSearchParams(query).get('service') === 'git-receive-pack';
  const { status, message, repository, viewer } = judge(room, target, pushes, request.headers.authorization);
  const who = viewer?.person?.login ?? null;
  if (repository === null) {
    request.resume();
    response.writeHead(status, {
      'content-type': 'text/plain',
      ...(status === 401 ? { 'www-authenticate': 'Basic realm="GitHub"' } : {}),
    });
    response.end(`${message}\n`);
    return { status, who };
  }
  if (pushes) await room.git.settleForks(repository);
  await room.git.ensure(repository);
  const env = {
    ...room.git.environment,
    GIT_PROJECT_ROOT: room.git.root,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: `/${repository.id}.git${target.rest}`,
    REQUEST_METHOD: request.method ?? 'GET',
    QUERY_STRING: query,
    CONTENT_TYPE: header(request, 'content-type'),
    HTTP_CONTENT_ENCODING: header(request, 'content-encoding'),
    GIT_PROTOCOL: header(request, 'git-protocol'),
    REMOTE_ADDR: '127.0.0.1',
    ...(who === null ? {} : { REMOTE_USER: who }),
    ...(request.headers['content-length'] === undefined ? {} : { CONTENT_LENGTH: request.headers['content-length'] }),
  };
  return { status: await pipe(env, request, response), who };
}

/** Runs the backend; its answer is CGI: header lines, an empty line, the body. */
function pipe(env: Readonly<Record<string, string>>, request: IncomingMessage, response: ServerResponse): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn('git', ['http-backend'], { env, stdio: ['pipe', 'pipe', 'ignore'] });
    let head: Buffer | null = Buffer.alloc(0);
    child.stdin.on('error', () => undefined);
    request.pipe(child.stdin);
    response.on('close', () => {
      if (child.exitCode === null) child.kill();
    });
    child.stdout.on('data', (chunk: Buffer) => {
      if (head === null) {
        response.write(chunk);
        return;
      }
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      writeHead(response, head.subarray(0, end).toString('latin1'));
      response.write(head.subarray(end + 4));
      head = null;
    });
    child.on('error', () => {
      response.destroy();
      resolve(500);
    });
    child.on('close', () => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
      resolve(response.statusCode);
    });
  });
}

function writeHead(response: ServerResponse, lines: string): void {
  let status = 200;
  for (const line of lines.split('\r\n')) {
    const [, name, value] = /^([^:]+):\s*(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) continue;
    if (name.toLowerCase() === 'status') status = Number.parseInt(value, 10);
    else response.setHeader(name, value);
  }
  response.writeHead(status);
}
