import { parseRepositoryName, type RepositoryName } from '../advisory/model.ts';

export interface RemotePlace {
  readonly host: string;
  readonly repository: RepositoryName;
}

/**
 * The host and repository that a remote's address names: https, ssh, git and the short form `user@host:path`.
 * `ssh.github.com` (ssh over port 443) is github.com. A host carries its port only for http and https.
 * @returns undefined for a path, a bundle, or an address with another number of parts
 */
export function parseRemoteUrl(url: string): RemotePlace | undefined {
  const short = /^(?:[^@/\s]+@)?([^:/\s@]+):(?!\/\/)(.+)$/.exec(url);
  if (short && !/^[A-Za-z]$/.test(short[1] ?? '')) return place(short[1] ?? '', short[2] ?? '');
  if (!URL.canParse(url)) return undefined;
  const parsed = new URL(url);
  if (!['http:', 'https:', 'ssh:', 'git:', 'git+ssh:'].includes(parsed.protocol)) return undefined;
  const web = parsed.protocol === 'http:' || parsed.protocol === 'https:';
  return place(web ? parsed.host : parsed.hostname, parsed.pathname);
}

function place(host: string, path: string): RemotePlace | undefined {
  const parts = path
    .replace(/^\/+/, '')
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .split('/');
  const repository = parts.length === 2 ? parseRepositoryName(parts.join('/')) : undefined;
  const lower = host.toLowerCase();
  return repository ? { host: lower === 'ssh.github.com' ? 'github.com' : lower, repository } : undefined;
}
