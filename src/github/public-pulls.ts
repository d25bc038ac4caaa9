import type { RepositoryName } from '../advisory/model.ts';
import { ok, type Result } from '../common/result.ts';
import type { Failure } from './failure.ts';
import { split, type ForkRequests } from './fork.ts';
import { fields } from './json.ts';
import { readPages } from './pages.ts';

/** A pull request that everybody can see. */
export interface PublicPull {
  readonly number: number;
  readonly title: string;
  /** The branch with the change, without its owner. */
  readonly head: string;
  readonly isOpen: boolean;
  readonly isMerged: boolean;
  readonly labels: readonly string[];
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

export interface PublicPulls {
  /** Newest first. */
  readonly pulls: readonly PublicPull[];
  /** Whether they go back as far as was asked for. */
  readonly isWhole: boolean;
}

/** 500 pull requests: weeks of a large project's main branch. */
const MOST_PAGES = 5;

/**
 * The pull requests for one branch of a public repository, back to a time.
 * @param base the branch that they are for
 * @param since milliseconds since the epoch; a day is allowed for clocks that differ
 */
export async function publicPulls(
  { sender, baseUrl }: ForkRequests,
  repository: RepositoryName,
  { base, since }: { readonly base: string; readonly since: number },
  signal: AbortSignal | undefined,
): Promise<Result<PublicPulls, Failure>> {
  const from = since - 24 * 3600 * 1000;
  const isPast = (pulls: readonly PublicPull[]) => (pulls.at(-1)?.createdAt ?? from) <= from;
  const read = await readPages(sender, {
    route: '/repos/{owner}/{repo}/pulls',
    parameters: { ...split(repository), base, state: 'all', sort: 'created', direction: 'desc', per_page: 100 },
    baseUrl,
    read: readPull,
    signal,
    enough: (pages) => pages.length >= MOST_PAGES || isPast(pages.at(-1)?.items ?? []),
  });
  if (!read.ok) return read;
  const last = read.value.pages.at(-1);
  const pulls = read.value.pages.flatMap(({ items }) => items);
  return ok({ pulls: pulls.filter(({ createdAt }) => createdAt >= from), isWhole: last?.next === undefined || isPast(pulls) });
}

/** Reads `pull-request-simple`; undefined where a number, a title, a branch or a time is missing. */
function readPull(json: unknown): PublicPull | undefined {
  const it = fields(json);
  const { number, title, state } = it;
  const head = fields(it.head).ref;
  const createdAt = Date.parse(typeof it.created_at === 'string' ? it.created_at : '');
  if (typeof number !== 'number' || typeof title !== 'string' || typeof head !== 'string' || Number.isNaN(createdAt))
    return undefined;
  const labels = Array.isArray(it.labels) ? it.labels.map((label) => fields(label).name) : [];
  return {
    number,
    title,
    head,
    isOpen: state === 'open',
    isMerged: typeof it.merged_at === 'string',
    labels: labels.filter((label): label is string => typeof label === 'string'),
    createdAt,
  };
}
