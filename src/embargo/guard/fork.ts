import { fail, ok, type Result } from '../../common/result.ts';

/** The private fork: the one address that an embargo clone may push to. */
export interface Fork {
  /** As it was given; what is compared, byte by byte. */
  readonly url: string;
  readonly scheme: 'https' | 'http' | 'ssh' | 'file';
  /** Without a user and port; empty for a file. */
  readonly host: string;
  readonly user: string | undefined;
  readonly port: number | undefined;
  /** As the other side's git gets it: for ssh with its leading slash or without, for a file absolute. */
  readonly path: string;
}

export interface ForkAddressFailure {
  readonly kind: 'fork-address';
  readonly why: 'empty' | 'scheme' | 'credentials' | 'odd';
}

/** What an address may consist of. It stands in shell scripts, in names of settings and in git's options. */
const PLAIN = /^[A-Za-z0-9._~@:/+[\]-]+$/;
const HOST = /^(?:[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?|\[[0-9A-Fa-f:.]+\])$/;
const USER = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/;
// One that cannot be shown can hide what an address is.
const UNSEEN = /\p{C}/u;

/**
 * Reads the address of a private fork: https, http, ssh, git's short form `user@host:path`, `file:` or an absolute path.
 * @returns the fork, or why the address is refused: a password in it, `..`, control characters, a leading `-`, and for
 * everything but a path also whitespace, quotes and whatever else has a meaning to a shell
 */
export function readFork(url: string): Result<Fork, ForkAddressFailure> {
  if (url === '') return refuse('empty');
  if (url.startsWith('-') || UNSEEN.test(url) || url.split(/[/\\]/).some((part) => part === '..' || part === '.')) {
    return refuse('odd');
  }
  if (/^(?:\/|[A-Za-z]:[\\/])/.test(url)) return readPath(url, url);
  if (url.startsWith('file:///')) return PLAIN.test(url) ? readPath(url, url.slice('file://'.length)) : refuse('odd');
  if (/^[a-z+]+:\/\//i.test(url)) return readUrl(url);
  return readShort(url);
}

function readPath(url: string, path: string): Result<Fork, ForkAddressFailure> {
  if (path.startsWith('//') || path === '/') return refuse('odd');
  return ok({ url, scheme: 'file', host: '', user: undefined, port: undefined, path });
}

function readUrl(url: string): Result<Fork, ForkAddressFailure> {
  const parts = /^(https|http|ssh):\/\/(?:([^@/]*)@)?([^/@]*?)(?::(\d{1,5}))?(\/.*)$/.exec(url);
  if (!parts) return refuse(/^(?:https?|ssh):/.test(url) ? 'odd' : 'scheme');
  const [, scheme = '', user, host = '', port, path = ''] = parts;
  if (user?.includes(':')) return refuse('credentials');
  if (!PLAIN.test(url) || !HOST.test(host) || (user !== undefined && !USER.test(user)) || !isPath(path.slice(1))) {
    return refuse('odd');
  }
  const number = port === undefined ? undefined : Number(port);
  if (number !== undefined && (number < 1 || number > 65535)) return refuse('odd');
  // Git asks for a home folder without the slash before its tilde.
  const asked = scheme === 'ssh' && path.startsWith('/~') ? path.slice(1) : path;
  return ok({ url, scheme: scheme === 'https' || scheme === 'http' ? scheme : 'ssh', host, user, port: number, path: asked });
}

/** Git's short form for ssh. */
function readShort(url: string): Result<Fork, ForkAddressFailure> {
  const parts = /^(?:([^@/:]+)@)?([^/:@]{2,}):([^:].*)$/.exec(url);
  if (!parts) return refuse(/^[^/]*:[^/]*@/.test(url) ? 'credentials' : 'scheme');
  const [, user, host = '', path = ''] = parts;
  if (!PLAIN.test(url) || !HOST.test(host) || (user !== undefined && !USER.test(user)) || !isPath(path)) return refuse('odd');
  return ok({ url, scheme: 'ssh', host, user, port: undefined, path });
}

function isPath(path: string): boolean {
  return path.replace(/^\//, '') !== '' && !path.includes('//') && !path.includes('@') && !path.startsWith('-');
}

function refuse(why: ForkAddressFailure['why']): Result<Fork, ForkAddressFailure> {
  return fail({ kind: 'fork-address', why });
}
