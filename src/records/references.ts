import type { RepositoryName } from '../advisory/model.ts';
import { isWebAddress } from './address.ts';
import { counted, type Gaps } from './gaps.ts';
import type { ProductFacts } from './product.ts';
import { isShown, type RecordExtras, type RecordSource } from './source.ts';

/** A public page about the vulnerability. */
export interface Reference {
  readonly url: string;
  readonly kind: 'announcement' | 'advisory' | 'issue' | 'pull-request' | 'commit';
}

/** The ids of a private fork and of an advisory: nothing public leads there. */
const PRIVATE = /-ghsa(?:-[0-9a-z]{4}){3}/i;
const SHA = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** The public pages that the writer was told of, each once, the fix before what speaks about it. */
export function references(source: RecordSource, product: ProductFacts, gaps: Gaps): readonly Reference[] {
  const { advisory, more } = source;
  const found: Reference[] = (more.pullRequests ?? []).map((url) => ({ url, kind: 'pull-request' }));
  for (const sha of fixes(source, gaps)) found.push({ url: `${product.url}/commit/${sha}`, kind: 'commit' });
  const issue = issueNumber(source);
  if (issue !== undefined) found.push({ url: `${product.url}/issues/${issue}`, kind: 'issue' });
  if (more.announcement !== undefined) found.push({ url: more.announcement, kind: 'announcement' });
  if (advisory.htmlUrl !== null && isShown(source)) found.push({ url: advisory.htmlUrl, kind: 'advisory' });
  const sound = found.filter(
    ({ url }) => isWebAddress(url) && !PRIVATE.test(new URL(url).pathname.split('/').slice(0, 3).join('/')),
  );
  const dropped = found.length - sound.length;
  if (dropped > 0) gaps.note('references', `${counted(dropped, 'address', 'addresses')} that everybody can open: left out`);
  return sound.filter((one, at) => sound.findIndex(({ url }) => url === one.url) === at);
}

/** The ids of the commits that fix it, full and in small letters; shorter ones are left out. */
export function fixes({ more }: RecordSource, gaps: Gaps): readonly string[] {
  const ids = (more.commits ?? []).map(({ sha }) => sha.toLowerCase());
  const full = [...new Set(ids.filter((sha) => SHA.test(sha)))];
  if (ids.some((sha) => !SHA.test(sha))) gaps.note('commits', 'full commit ids: shorter ones are left out');
  return full;
}

/** The id of the commit with which the vulnerability came in, if it is a full one. */
export function introducedIn({ more }: RecordSource): string | undefined {
  const sha = more.introduced?.toLowerCase();
  return sha !== undefined && SHA.test(sha) ? sha : undefined;
}

/** The number of the public issue, if it can be one. */
export function issueNumber({ more }: RecordSource): number | undefined {
  return more.issue !== undefined && Number.isSafeInteger(more.issue) && more.issue > 0 ? more.issue : undefined;
}

const IN_REPOSITORY =
  /https:\/\/github\.com\/([\w.-]{1,100}\/[\w.-]{1,100})\/(issues|pull|commit)\/([0-9a-f]{1,64})(?![0-9a-z])/gi;

/**
 * What a text already tells of the references: issue, pull requests and commits of the product's repository, and the
 * first archived mail. The issue is the first one that is named.
 * @param archive what addresses of archived mails begin with, as the process has it
 */
export function extrasIn(description: string, repository: RepositoryName, archive?: string): RecordExtras {
  const pullRequests = new Set<string>();
  const commits = new Set<string>();
  let issue: number | undefined;
  for (const [, name = '', kind = '', id = ''] of description.matchAll(IN_REPOSITORY)) {
    if (name.toLowerCase() !== repository.toLowerCase()) continue;
    if (kind.toLowerCase() === 'commit' && id.length >= 40) commits.add(id.toLowerCase());
    if (!/^\d{1,15}$/.test(id)) continue;
    if (kind.toLowerCase() === 'issues') issue ??= Number(id);
    if (kind.toLowerCase() === 'pull') pullRequests.add(`https://github.com/${repository}/pull/${id}`);
  }
  const announcement = archive === undefined ? undefined : archivedIn(description, archive);
  return {
    ...(issue === undefined ? {} : { issue }),
    ...(pullRequests.size > 0 ? { pullRequests: [...pullRequests] } : {}),
    ...(commits.size > 0 ? { commits: [...commits].map((sha) => ({ branch: null, sha })) } : {}),
    ...(announcement === undefined ? {} : { announcement }),
  };
}

/** The list's own page is no announcement: something has to follow. */
function archivedIn(text: string, archive: string): string | undefined {
  const at = text.indexOf(archive);
  if (at < 0) return undefined;
  const rest = /^[\w./@%+-]{0,300}/.exec(text.slice(at + archive.length, at + archive.length + 300))?.[0] ?? '';
  const path = rest.replace(/[.]+$/, '');
  return /\w/.test(path) ? `${archive}${path}` : undefined;
}
