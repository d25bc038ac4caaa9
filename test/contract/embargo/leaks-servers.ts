/** Public and private repositories over HTTP and HTTPS, as git's own program serves them; loopback only. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import {
  createServer as createHttp,
  Server as HttpServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttps } from 'node:https';
import { createServer as createNet, type AddressInfo, type Server as NetServer } from 'node:net';
import { join } from 'node:path';

export interface Servers {
  /** Addresses of the folder that is served, without a slash at their end. */
  readonly http: string;
  /** Absent without `openssl`. */
  readonly https: string | undefined;
  readonly git: string;
  /** A certificate to trust for https. */
  readonly certificate: string;
  readonly close: () => Promise<void>;
}

/**
 * Serves all repositories below a folder, for reading and writing, to everybody. A repository with a file `moved` in it
 * answers with a redirection to what the file says; one with a file `locked` wants the
 * header that it names.
 * @param environment the variables that git is started with
 */
export async function serve(folder: string, environment: NodeJS.ProcessEnv): Promise<Servers> {
  const answer: RequestListener = (request, response) => {
    backend(folder, environment, request, response);
  };
  const http = createHttp(answer);
  const certificate = join(folder, 'certificate.pem');
  const key = join(folder, 'key.pem');
  const hasKey = makeCertificate(certificate, key);
  const https = hasKey ? createHttps({ key: readFileSync(key), cert: readFileSync(certificate) }, answer) : undefined;
  const daemon = await startDaemon(folder, environment);
  return {
    http: `http://127.0.0.1:${await listen(http)}`,
    https: https && `https://127.0.0.1:${await listen(https)}`,
    git: `git://127.0.0.1:${daemon.port}`,
    certificate,
    close: async () => {
      daemon.child.kill();
      await close(http);
      if (https) await close(https);
    },
  };
}

function makeCertificate(certificate: string, key: string): boolean {
  try {
    const names = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const kind = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '3650'];
    execFileSync('openssl', [...kind, ...names, '-keyout', key, '-out', certificate], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** One CGI call of `git http-backend`. */
function backend(folder: string, environment: NodeJS.ProcessEnv, request: IncomingMessage, response: ServerResponse): void {
  const { pathname: encoded, search } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const pathname = decodeURIComponent(encoded);
  const [, repository = '', rest = ''] = /^(.*?\.git)(\/.*)?$/.exec(pathname) ?? [];
  const moved = join(folder, repository, 'moved');
  if (repository !== '' && existsSync(moved)) {
    response.writeHead(302, { location: readFileSync(moved, 'utf8').trim() + rest + search }).end();
    return;
  }
  const locked = join(folder, repository, 'locked');
  const header = repository !== '' && existsSync(locked) ? readFileSync(locked, 'utf8').trim() : undefined;
  if (header !== undefined && request.headers[header] === undefined) {
    response.writeHead(401, { 'www-authenticate': 'Basic realm="fork"' }).end();
    return;
  }
  const child = spawn('git', ['http-backend'], {
    env: {
      ...environment,
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      REMOTE_USER: 'somebody',
      REQUEST_METHOD: request.method ?? 'GET',
      PATH_INFO: pathname,
      QUERY_STRING: search.slice(1),
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.stdin.on('error', () => undefined);
  request.pipe(child.stdin);
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.on('close', () => {
    const output = Buffer.concat(chunks);
    const end = output.indexOf('\r\n\r\n');
    const headers = output.subarray(0, Math.max(end, 0)).toString('latin1').split('\r\n').filter(Boolean);
    const pairs = headers.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as const);
    const status = Number.parseInt(pairs.find(([name]) => name.toLowerCase() === 'status')?.[1] ?? '200', 10);
    response.writeHead(end < 0 ? 500 : status, Object.fromEntries(pairs.filter(([name]) => name.toLowerCase() !== 'status')));
    response.end(output.subarray(end + 4));
  });
}

/** `git daemon` that takes pushes. */
async function startDaemon(folder: string, environment: NodeJS.ProcessEnv): Promise<{ child: ChildProcess; port: number }> {
  const probe = createNet();
  const port = await listen(probe);
  await close(probe);
  const options = ['--reuseaddr', '--export-all', '--enable=receive-pack', '--listen=127.0.0.1', `--port=${port}`, '--verbose'];
  // Its own program, so that ending it ends what listens.
  const program = join(execFileSync('git', ['--exec-path'], { env: environment }).toString().trim(), 'git-daemon');
  const child = spawn(program, [...options, `--base-path=${folder}`, folder], {
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject).once('exit', () => {
      reject(new Error('git daemon did not start'));
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('Ready')) resolve();
    });
  });
  return { child, port };
}

function listen(server: NetServer): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function close(server: NetServer | HttpServer): Promise<void> {
  return new Promise((resolve) => {
    if (server instanceof HttpServer) server.closeAllConnections();
    server.close(() => {
      resolve();
    });
  });
}
