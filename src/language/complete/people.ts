import { CREDIT_TYPES } from '../../advisory/document/document.ts';
import { TEAM } from '../../advisory/document/content.ts';
import type { LanguageContext } from '../context.ts';
import type { Slot } from '../front/slot.ts';
import { mapsOf, pairOf, textOf, type Dict } from '../front/tree.ts';
import { CREDIT_WORDS } from '../words/values.ts';
import { distinct, offer, type Completion, type ValueRequest } from './offer.ts';

/** More people than this are not proposed at once. */
const MOST = 300;

/** Somebody who may be meant, and what is known of them. */
interface Person {
  readonly login: string;
  readonly detail: string;
}

/**
 * Logins that certainly exist, the likeliest first: who writes, who has to do with this advisory, the others.
 * @param credited logins in the document's own credits
 */
export function knownPeople(
  outline: Dict | undefined,
  context: LanguageContext,
  credited: readonly string[] = [],
): readonly Person[] {
  const { held, me } = context;
  const credits = held?.credits ?? [];
  const details = new Map<string, string>();
  const note = (login: string | null | undefined, detail: string) => {
    if (login !== null && login !== undefined && !details.has(login.toLowerCase())) details.set(login.toLowerCase(), detail);
  };
  const reporter = held?.author ?? textOf(outline, 'reporter');
  note(me, 'you');
  for (const { login, type } of credits) if (type === 'coordinator') note(login, 'coordinator');
  note(reporter, 'reported this');
  for (const { login, type } of credits) note(login, type);
  for (const login of held?.collaboratingUsers ?? []) note(login, 'collaborator');
  const logins = distinct(
    [
      me,
      ...credits.filter(({ type }) => type === 'coordinator').map(({ login }) => login),
      reporter,
      ...credits.map(({ login }) => login),
      ...(held?.collaboratingUsers ?? []),
      ...credited,
      ...context.people,
    ],
    context.absent,
  );
  return logins.slice(0, MOST).map((login) => ({ login, detail: details.get(login.toLowerCase()) ?? '' }));
}

/** Logins for a credit; GitHub keeps one credit for each account, so those that have one are left out. */
export function completeLogins({ place, outline, context }: ValueRequest): readonly Completion[] {
  const others = mapsOf(pairOf(outline, 'credits')?.node).filter((item) => item !== place.map);
  const taken = others.map((item) => textOf(item, 'login') ?? '');
  return peopleIn(place.slot, knownPeople(outline, context), taken);
}

/** Logins and teams that may be let in. */
export function completeCollaborators({ place, outline, context }: ValueRequest): readonly Completion[] {
  const slugs = [context.process.roster?.team, ...(context.held?.collaboratingTeams ?? [])];
  const known = distinct(
    slugs.map((slug) => slug && TEAM + slug),
    place.others,
  );
  const teams = known.map((team, order) => offer(place.slot, team, 1000 + order, { kind: 'person', detail: 'team' }));
  return [...peopleIn(place.slot, knownPeople(outline, context, creditedLogins(outline)), place.others), ...teams];
}

function peopleIn(slot: Slot, people: readonly Person[], without: readonly string[]): readonly Completion[] {
  const taken = new Set(without.map((login) => login.toLowerCase()));
  return people
    .filter(({ login }) => !taken.has(login.toLowerCase()))
    .map(({ login, detail }, order) => offer(slot, login, order, { kind: 'person', ...(detail === '' ? {} : { detail }) }));
}

/** The logins that stand in the credits. */
function creditedLogins(outline: Dict): readonly string[] {
  return mapsOf(pairOf(outline, 'credits')?.node).flatMap((item) => textOf(item, 'login') ?? []);
}

/** The types of a credit, with what they are for. */
export function completeCreditTypes({ place }: ValueRequest): readonly Completion[] {
  return CREDIT_TYPES.map((type, order) => offer(place.slot, type, order, { kind: 'value', detail: CREDIT_WORDS[type] }));
}
