import { parseRepositoryName } from '../../../advisory/model.ts';
import { tagsIn } from '../../../advisory/title.ts';
import type { BranchFacts } from '../../../embargo/handover/checklist.ts';
import { publicPullFor } from '../../../embargo/handover/public-pull.ts';
import type { Manifest, WorkBranch } from '../../../embargo/manifest.ts';
import type { Gateway } from '../../../github/gateway.ts';
import type { RepositoryName } from '../../../advisory/model.ts';
import type { Process } from '../../../process/process.ts';
import type { EmbargoParts } from '../parts.ts';
import { knownIssue } from './ask-facts.ts';

/** What GitHub says of a hand-over. What is absent it did not say. */
export interface PublicSide {
  /** Milliseconds since the epoch. */
  readonly askedAt: number;
  /** By branch. */
  readonly pulls: ReadonlyMap<string, NonNullable<BranchFacts['pullRequest']>>;
  /** The advisory is closed or published, or its title asks the bot for that. */
  readonly finished?: boolean;
  /** What was asked and not answered, in words. */
  readonly missing: readonly string[];
}

/** Why GitHub was not asked. */
export interface NotAsked {
  readonly why: string;
}

/**
 * Asks GitHub how far a hand-over has come: the public pull requests of each branch, and the advisory. Branches are asked
 * about one after the other; only a list of public pull requests by branch is asked for, so nothing tells what is looked for.
 */
export async function askGithub(
  manifest: Manifest,
  process: Process,
  { inbox, clock }: EmbargoParts,
  { signal, say }: { readonly signal?: AbortSignal; readonly say: (words: string) => void },
): Promise<PublicSide | NotAsked> {
  await inbox.look();
  const gateway = inbox.state.session?.gateway;
  const repository = parseRepositoryName(manifest.repository ?? '');
  if (!gateway) return { why: 'nobody is signed in' };
  if (!repository) return { why: 'the workspace does not say whose advisory it is' };
  const missing: string[] = [];
  const finished = await isFinished(repository, manifest, process, gateway, signal);
  if (finished === undefined) missing.push('the advisory');
  const made = manifest.branches.flatMap((branch) => (branch.public ? [Date.parse(branch.public.at)] : []));
  const pulls = new Map<string, NonNullable<BranchFacts['pullRequest']>>();
  // Before the first branch was made there was nothing to open a pull request from.
  for (const branch of made.length === 0 ? [] : manifest.branches) {
    if (signal?.aborted) break;
    say(branch.name);
    const pull = await pullOf(branch, Math.min(...made), { manifest, process, repository, gateway }, signal);
    if (pull === undefined) missing.push(branch.name);
    else pulls.set(branch.name, pull);
  }
  return { askedAt: clock(), pulls, ...(finished === undefined ? {} : { finished }), missing };
}

async function isFinished(
  repository: RepositoryName,
  { advisory: id }: Manifest,
  process: Process,
  gateway: Gateway,
  signal: AbortSignal | undefined,
): Promise<boolean | undefined> {
  const read = await gateway.advisory(repository, id, signal);
  if (!read.ok) return undefined;
  const { state, title } = read.value;
  return process.states.finished.includes(state) || tagsIn(title, process).some(({ act }) => act === 'close');
}

interface Asked {
  readonly manifest: Manifest;
  readonly process: Process;
  readonly repository: RepositoryName;
  readonly gateway: Gateway;
}

async function pullOf(
  { name, public: made }: WorkBranch,
  since: number,
  { manifest, process, repository, gateway }: Asked,
  signal: AbortSignal | undefined,
): Promise<BranchFacts['pullRequest']> {
  const read = await gateway.publicPulls(repository, { base: name, since }, signal);
  if (!read.ok) return undefined;
  const { pulls, isWhole } = read.value;
  const found = publicPullFor(pulls, { publicBranch: made?.branch, issue: knownIssue(manifest, process), process });
  if (found) return { number: found.number, merged: found.isMerged, labels: found.labels };
  return isWhole ? 'none' : undefined;
}
