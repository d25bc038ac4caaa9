/**
 * The team's bot at one press: what an hourly job with administrator's rights does to open advisories.
 * It acts on tags in the title and leaves the title as it is.
 */

import type { Room } from './room.ts';
import { startFork } from './routes/advisories.ts';
import { moveTo } from './rules/write.ts';
import { isoTime, same } from './state.ts';
import type { Advisory } from './state.ts';

export interface BotOptions {
  /** Held against the title in upper case; wins over `accept`. */
  readonly close: RegExp;
  readonly accept: RegExp;
  /** `owner/name` of the repositories that it visits; absent: all. */
  readonly repositories?: readonly string[];
  /** `owner/name` of the repositories for which it reserves CVE ids. */
  readonly cveRepositories: readonly string[];
  /** Slug of the team that belongs on every open advisory, or null. */
  readonly team: string | null;
}

export type BotAction = 'closed' | 'accepted' | 'fork started' | 'CVE reserved' | 'team added';
export interface BotReport {
  readonly actions: readonly { readonly ghsaId: string; readonly action: BotAction }[];
}

/** The tags that the team's published bot understands. */
export const botDefaults: BotOptions = {
  close: /\[(?:CLOSE|CLOSED|COMPLETE|COMPLETED|NOTPLANNED|INVALID|DUPLICATE)\]/,
  accept: /\[ACCEPT(?:ED)?\]/,
  cveRepositories: ['python/cpython'],
  team: 'psrt',
};

async function visit(
  room: Room,
  advisory: Advisory,
  name: string,
  options: BotOptions,
  bot: string,
): Promise<readonly BotAction[]> {
  const done: BotAction[] = [];
  const title = advisory.summary.toUpperCase();
  if (options.close.test(title)) {
    moveTo(advisory, 'closed', bot, room.state);
    return ['closed'];
  }
  if (advisory.state === 'triage' && options.accept.test(title)) {
    moveTo(advisory, 'draft', bot, room.state);
    done.push('accepted');
  }
  if (advisory.state === 'draft' && advisory.forkId === null) {
    await startFork(room, advisory);
    done.push('fork started');
  }
  if (advisory.state === 'draft' && advisory.cveId === null && options.cveRepositories.some((one) => same(one, name))) {
    advisory.cveId = room.state.freshCveId();
    done.push('CVE reserved');
  }
  const { team } = options;
  if (team !== null && room.state.team(team) && !advisory.collaboratingTeams.some((one) => same(one, team))) {
    advisory.collaboratingTeams = [...advisory.collaboratingTeams, team].sort();
    done.push('team added');
  }
  return done;
}

/** Lets the bot go once over all open advisories. @returns what it did, in order */
export async function pressBot(room: Room, options: BotOptions): Promise<BotReport> {
  const actions: { readonly ghsaId: string; readonly action: BotAction }[] = [];
  room.state.settle();
  for (const advisory of [...room.state.advisories]) {
    const repository = room.state.repositoryById(advisory.repositoryId);
    if (!repository || (advisory.state !== 'triage' && advisory.state !== 'draft')) continue;
    const name = `${repository.owner}/${repository.name}`;
    if (options.repositories && !options.repositories.some((one) => same(one, name))) continue;
    const done = await visit(room, advisory, name, options, repository.admins[0] ?? '');
    if (done.length > 0) advisory.updatedAt = isoTime(room.state.now());
    for (const action of done) actions.push({ ghsaId: advisory.ghsaId, action });
  }
  return { actions };
}
