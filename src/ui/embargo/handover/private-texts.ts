import { parseRepositoryName, type AdvisoryKey, type RepositoryName } from '../../../advisory/model.ts';
import { reportIn, reportOf } from '../../../embargo/handover/report.ts';
import type { HandoverReport } from '../../../embargo/handover/handover.ts';
import type { Manifest } from '../../../embargo/manifest.ts';
import type { Workspace } from '../../../embargo/workspace.ts';
import { parseRemoteUrl } from '../../../git/remote-url.ts';
import type { Gateway } from '../../../github/gateway.ts';
import { pullText } from '../../../github/pull.ts';
import type { Inbox } from '../../../inbox/inbox.ts';
import { apiBase, DEFAULT_API_BASE, webHosts } from '../../settings.ts';
import { count } from '../matrix/words.ts';

/** What only those on the advisory have read, and what of it could not be had. */
export interface PrivateTexts {
  readonly report: HandoverReport;
  readonly compared: readonly string[];
  readonly missing: readonly string[];
}

/** One source of private texts: what it has, and its name; or why it is not there. */
type Source = { readonly name: string; readonly report: HandoverReport } | { readonly missing: string };

/**
 * Gathers what a public text is compared with: the document in the workspace and, for whoever is signed in, the advisory
 * as GitHub has it, its comments, and the pull requests of the private fork.
 */
export async function privateTexts({ folder, manifest }: Workspace, inbox: Inbox, signal?: AbortSignal): Promise<PrivateTexts> {
  const own = await reportIn(folder);
  const document: Source = own
    ? { name: 'the workspace’s document', report: own }
    : { missing: 'the document: the workspace has none' };
  await inbox.look();
  const gateway = inbox.state.session?.gateway;
  const repository = parseRepositoryName(manifest.repository ?? '');
  const held = !gateway
    ? [{ missing: 'the advisory, its comments and private pull requests: nobody is signed in' }]
    : !repository
      ? [
          { missing: 'the advisory and its comments: the workspace does not say whose it is' },
          await pulls(manifest, gateway, signal),
        ]
      : await Promise.all([
          advisory(manifest, repository, gateway, inbox, signal),
          comments(manifest, repository, gateway, signal),
          pulls(manifest, gateway, signal),
        ]);
  return together([document, ...held]);
}

async function advisory(
  { advisory: id }: Manifest,
  repository: RepositoryName,
  gateway: Gateway,
  inbox: Inbox,
  signal: AbortSignal | undefined,
): Promise<Source> {
  const read = await gateway.advisory(repository, id, signal);
  if (read.ok) return { name: 'the advisory', report: reportOf(read.value) };
  const key: AdvisoryKey = `${repository}#${id}`;
  const known = inbox.store.get(key);
  if (known) return { name: 'the advisory as it was read last', report: reportOf(known) };
  return { missing: 'the advisory: GitHub did not give it out' };
}

async function comments(
  { advisory: id }: Manifest,
  repository: RepositoryName,
  gateway: Gateway,
  signal: AbortSignal | undefined,
): Promise<Source> {
  const read = await gateway.listComments(repository, id, undefined, signal);
  if (!read.ok) return { missing: 'comments: GitHub did not give them out' };
  const all = read.value.pages.flatMap(({ items }) => items);
  const people = all.flatMap(({ author }) => (author === null ? [] : [author]));
  // Confidential ones are never given out.
  return {
    name: `${count(all.length, 'comment')} (no confidential ones)`,
    report: { texts: all.map(({ body }) => body), people },
  };
}

async function pulls({ fork }: Manifest, gateway: Gateway, signal: AbortSignal | undefined): Promise<Source> {
  const name = forkName(fork);
  if (!name) return { missing: 'private pull requests: the fork is not on GitHub' };
  const read = await gateway.pullsOf(name, undefined, signal);
  if (!read.ok) return { missing: 'private pull requests: GitHub did not give them out' };
  const all = read.value.pages.flatMap(({ items }) => items);
  const people = all.flatMap(({ author }) => (author === null ? [] : [author]));
  return { name: count(all.length, 'private pull request'), report: { texts: [], pulls: all.map(pullText), people } };
}

/** The fork's name on GitHub; undefined for one that lies elsewhere, about which GitHub is not asked. */
export function forkName(address: string): RepositoryName | undefined {
  const place = parseRemoteUrl(address);
  const isThere = place !== undefined && webHosts(apiBase() ?? DEFAULT_API_BASE).includes(place.host);
  return isThere ? place.repository : undefined;
}

/** What a person has beside the code comes first: a NEWS entry is made of it. */
function together(sources: readonly Source[]): PrivateTexts {
  const had = sources.flatMap((source) => ('report' in source ? [source] : []));
  const reports = had.map(({ report }) => report);
  const cve = reports.find((one) => one.cve !== undefined)?.cve;
  const about = reports.find((one) => one.advisory)?.advisory;
  const reporters = reports.some((one) => one.reporters) ? unique(reports.flatMap((one) => one.reporters ?? [])) : undefined;
  return {
    report: {
      texts: reports.flatMap(({ texts }) => texts),
      pulls: reports.flatMap(({ pulls: own = [] }) => own),
      people: unique(reports.flatMap(({ people }) => people)),
      ...(reporters ? { reporters } : {}),
      ...(cve === undefined ? {} : { cve }),
      ...(about ? { advisory: about } : {}),
    },
    compared: had.map(({ name }) => name),
    missing: sources.flatMap((source) => ('missing' in source ? [source.missing] : [])),
  };
}

function unique(words: readonly string[]): readonly string[] {
  return [...new Set(words)];
}
