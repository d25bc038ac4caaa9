import type { WritableState } from '../advisory/body.ts';
import { changesOf, labelOf, type Change } from '../advisory/changes.ts';
import { contentOf, type AdvisoryContent, type CreditLine } from '../advisory/content.ts';
import { merge, type Merge } from '../advisory/merge/merge.ts';
import { keyed } from '../advisory/merge/lists.ts';
import { changedFields, sameField, setKey } from '../advisory/merge/same.ts';
import { keyOf, sameLogin, type Advisory, type AdvisoryKey } from '../advisory/model.ts';
import { awaitedFromBot } from '../advisory/title.ts';
import type { Process } from '../process/process.ts';

/** Who sees an advisory once the change is made. Its repository's administrators and security managers always do. */
export interface Audience {
  /** null for an advisory that nobody reported, or by an account that is gone. */
  readonly reporter: string | null;
  readonly users: readonly string[];
  readonly teams: readonly string[];
  /** Everybody with a credit. GitHub tells them of it. */
  readonly credited: readonly string[];
  /** All of these people, each once. */
  readonly people: readonly string[];
  /** It is published: there is no secret. */
  readonly everybody: boolean;
  /** Credits change: they become public with the CVE record. */
  readonly becomesPublic: boolean;
}

/** What a person decides on: what will change, who will see it, and what to mind. */
export interface SendPlan {
  readonly key: AdvisoryKey;
  /** What the person's text was begun from. */
  readonly base: AdvisoryContent;
  readonly mine: AdvisoryContent;
  /** What GitHub holds, read just now. */
  readonly theirs: Advisory;
  readonly merge: Merge;
  /** Never empty. */
  readonly changes: readonly Change[];
  readonly audience: Audience;
  /** Sentences; at most names of people stand in them. */
  readonly warnings: readonly string[];
}

/** What somebody wants to send. */
export interface Wish {
  readonly base: AdvisoryContent;
  readonly mine: AdvisoryContent;
  readonly state?: WritableState | undefined;
  /** The login of whoever sends, and the team's process: for warnings. */
  readonly me?: string | undefined;
  readonly process?: Process | undefined;
  /** Leaves out of the affected packages what this project does not know, after GitHub refused it. */
  readonly withoutUnknown?: boolean | undefined;
}

/** What would be sent if GitHub holds `theirs`; `changes` may be empty, `merge` may have conflicts. */
export function planOf(wish: Wish, theirs: Advisory): SendPlan {
  const held = contentOf(theirs);
  const merged = merge(wish.base, wish.mine, held);
  const changes = changesOf(held, merged.merged);
  const state = wish.state === undefined || wish.state === theirs.state ? undefined : wish.state;
  return {
    key: keyOf(theirs),
    base: wish.base,
    mine: wish.mine,
    theirs,
    merge: merged,
    changes:
      state === undefined ? changes : [{ field: 'state', words: `${labelOf('state')}: ${theirs.state} → ${state}` }, ...changes],
    audience: audienceOf(theirs, held, merged.merged),
    warnings: warningsOf(wish, theirs, merged.merged),
  };
}

/** Whether a person who agreed to one plan has agreed to the other: the same changes, seen by the same people. */
export function isSamePlan(a: SendPlan, b: SendPlan): boolean {
  const shown = ({ changes, audience, warnings }: SendPlan) => JSON.stringify({ changes, audience, warnings });
  return shown(a) === shown(b);
}

function audienceOf(theirs: Advisory, before: AdvisoryContent, after: AdvisoryContent): Audience {
  const reporter = theirs.submissionAccepted === null ? null : theirs.author;
  const credited = after.credits.map(({ login }) => login);
  return {
    reporter,
    users: after.users,
    teams: after.teams,
    credited: once(credited),
    people: once([...(reporter === null ? [] : [reporter]), ...after.users, ...credited]),
    everybody: isPublic(theirs),
    becomesPublic: !sameField('credits', before, after),
  };
}

function once(logins: readonly string[]): readonly string[] {
  return [...keyed(logins, setKey).values()];
}

function isPublic({ state }: Advisory): boolean {
  return state === 'published' || state === 'withdrawn';
}

/** Who will see it, in one line. */
export function audienceWords({ people, teams, everybody, becomesPublic, reporter }: Audience): string {
  if (everybody) return 'Everybody sees it: the advisory is published.';
  const named = people.map((login) => (login === reporter ? `${login} (reporter)` : login));
  const all = [...named, ...teams.map((team) => `team ${team}`), 'administrators and security managers of the repository'];
  return `Seen by ${all.join(', ')}.${becomesPublic ? ' Credits become public with the CVE record.' : ''}`;
}

function warningsOf(wish: Wish, theirs: Advisory, after: AdvisoryContent): readonly string[] {
  const held = contentOf(theirs);
  const changed = new Set(changedFields(held, after));
  return [
    ...(isPublic(theirs) ? ['The advisory is public: everybody sees the change at once.'] : []),
    ...(theirs.state === 'closed' && wish.state !== 'closed' ? ['The advisory is closed.'] : []),
    ...(changed.has('credits') ? creditWarnings(held.credits, after.credits, wish.me) : []),
    ...(changed.has('users') || changed.has('teams') ? peopleWarnings(held, after) : []),
    ...botWarnings(wish, theirs, after),
    ...(changed.has('affected') ? unknownWarnings(wish, after) : []),
  ];
}

function creditWarnings(before: readonly CreditLine[], after: readonly CreditLine[], me: string | undefined): readonly string[] {
  const coordinating = (list: readonly CreditLine[]) => list.filter(({ type }) => type === 'coordinator');
  const left = coordinating(after);
  const gone = coordinating(before).filter(({ login }) => !left.some((one) => sameLogin(one.login, login)));
  const types = new Map<string, number>();
  for (const { login } of after) types.set(setKey(login), (types.get(setKey(login)) ?? 0) + 1);
  const doubled = [...types].flatMap(([login, count]) => (count > 1 ? [login] : []));
  const mine = (list: readonly CreditLine[]) => list.find(({ login }) => me !== undefined && sameLogin(login, me));
  const [old, fresh] = [mine(before), mine(after)];
  return [
    ...gone.map(({ login }) => `${login} is no longer coordinator.`),
    ...(gone.length > 0 && left.length === 0 ? ['Nobody is coordinator then.'] : []),
    ...(old && fresh && old.type !== fresh.type
      ? [`Your credit as ${old.type} becomes one as ${fresh.type}: GitHub keeps one credit a person.`]
      : []),
    ...doubled.map((login) => `${login} has more than one credit here; GitHub keeps one of them.`),
  ];
}

function peopleWarnings(before: AdvisoryContent, after: AdvisoryContent): readonly string[] {
  const gone = (field: 'users' | 'teams') => {
    const left = new Set(after[field].map(setKey));
    return before[field].filter((one) => !left.has(setKey(one)));
  };
  const away = [...gone('users'), ...gone('teams').map((team) => `team ${team}`)];
  return [
    'Only administrators and security managers may change collaborators.',
    ...away.map((who) => `${who} will no longer see the advisory.`),
  ];
}

/** A tag in the title asks the team's bot for something as soon as it stands there. */
function botWarnings(wish: Wish, theirs: Advisory, after: AdvisoryContent): readonly string[] {
  const { process } = wish;
  if (!process) return [];
  const state = wish.state ?? theirs.state;
  const [now, then] = [awaitedFromBot(theirs, process), awaitedFromBot({ title: after.title, state }, process)];
  const bot = process.bot?.title ?? 'the bot';
  if (then && then.tag !== now?.tag) return [`The tag [${then.tag}] in the title asks ${bot} to ${then.words}.`];
  return now && !then && state === theirs.state
    ? [`Without the tag [${now.tag}] ${bot} is no longer asked to ${now.words}.`]
    : [];
}

function unknownWarnings(wish: Wish, after: AdvisoryContent): readonly string[] {
  if (!after.affected.some(({ extra }) => extra !== undefined && Object.keys(extra).length > 0)) return [];
  return wish.withoutUnknown
    ? ['GitHub has more fields in the affected packages than this version knows. They are left out and may be lost.']
    : ['GitHub has more fields in the affected packages than this version knows. They are sent back as they came.'];
}
