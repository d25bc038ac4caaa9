import { realpathSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';

const PORTS: Readonly<Record<string, string>> = { https: '443', http: '80', ssh: '22', git: '9418' };
/** Other names of GitHub's own host: ssh over the port of https, and the web's. */
const GITHUB = new Set(['github.com', 'www.github.com', 'ssh.github.com']);

/** Where an address leads: a host with the path on it, or a folder. */
interface Where {
  readonly host: string;
  readonly path: string;
}

/**
 * Whether two addresses lead to one repository, as far as their texts and this machine's links tell. Which scheme and which
 * user they name does not matter.
 * @param from the folder that relative addresses start from
 */
export function sameAddress(one: string, other: string, from = '/'): boolean {
  const [a, b] = [whereTo(one, from), whereTo(other, from)];
  return a.host === b.host && a.path === b.path;
}

/** Whether an address can be that of an advisory's private fork: GitHub names those `<repository>-ghsa-xxxx-xxxx-xxxx`. */
export function mayBeForkOf(url: string, id: string): boolean {
  const { host, path } = whereTo(url, '/');
  return host !== 'github.com' || path.endsWith(`-${id.toLowerCase()}`);
}

/** Whether an address names a repository on some host as GitHub names this advisory's private fork, and nothing else. */
export function isNamedAsForkOf(url: string, id: string): boolean {
  const { host, path } = whereTo(url, '/');
  return host !== '' && path.endsWith(`-${id.toLowerCase()}`);
}

function whereTo(url: string, from: string): Where {
  const named = /^([a-z][a-z0-9+.-]*):\/\/(?:[^@/]*@)?([^/]*)(\/.*)?$/i.exec(url);
  const scheme = named?.[1]?.toLowerCase() ?? '';
  if (named && scheme !== 'file') return onHost(scheme.replace(/^git\+|\+git$/g, ''), named[2] ?? '', named[3] ?? '');
  const short = named ? null : /^(?:[^@/:]+@)?([^/:]{2,}):(.*)$/.exec(url);
  if (short) return onHost('ssh', short[1] ?? '', short[2] ?? '');
  const folder = named ? decoded(named[3] ?? '') : url;
  return { host: '', path: plainPath(real(isAbsolute(folder) ? folder : resolve(from, folder))) };
}

function onHost(scheme: string, authority: string, path: string): Where {
  const [name = '', port] = authority.toLowerCase().split(/:(?=\d*$)/);
  const host = GITHUB.has(name) ? 'github.com' : port === undefined || port === PORTS[scheme] ? name : `${name}:${port}`;
  return { host, path: plainPath(`/${decoded(path)}`).toLowerCase() };
}

function plainPath(path: string): string {
  return path
    .replace(/\/{2,}/g, '/')
    .replace(/\/+$/, '')
    .replace(/\.git$/i, '');
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** A folder by its own name; one that is not there keeps the name that it was given. */
function real(folder: string): string {
  for (const one of [folder, `${folder}.git`])
    try {
      return realpathSync(one);
    } catch {
      // The other one, then.
    }
  return folder;
}
