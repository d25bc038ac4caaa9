import type { WritableState } from '../advisory/body.ts';
import type { AdvisoryContent, CreditLine } from '../advisory/content.ts';
import { sameLogin, type Advisory } from '../advisory/model.ts';
import { tagsIn } from '../advisory/title.ts';
import type { Process, Tag } from '../process/process.ts';

const COORDINATOR = 'coordinator';

/**
 * Makes somebody coordinator. GitHub keeps one credit a person, so that another credit of theirs becomes this one; see
 * `otherCreditOf`. Other coordinators stay.
 * @returns the same content where nothing changes
 */
export function claim(content: AdvisoryContent, me: string): AdvisoryContent {
  const mine = content.credits.filter(({ login }) => sameLogin(login, me));
  if (mine.length === 1 && mine[0]?.type === COORDINATOR) return content;
  const login = mine[0]?.login ?? me;
  const at = content.credits.findIndex((credit) => sameLogin(credit.login, me));
  return { ...content, credits: placed(content.credits, at, { login, type: COORDINATOR }, [me]) };
}

/** Takes somebody's credit as coordinator away; other credits stay. */
export function release(content: AdvisoryContent, me: string): AdvisoryContent {
  const credits = content.credits.filter(({ login, type }) => type !== COORDINATOR || !sameLogin(login, me));
  return credits.length === content.credits.length ? content : { ...content, credits };
}

/** Puts a new coordinator in the place of the old one, in one list, so that at no moment there is none. */
export function handOver(content: AdvisoryContent, from: string, to: string): AdvisoryContent {
  const at = content.credits.findIndex(({ login, type }) => type === COORDINATOR && sameLogin(login, from));
  if (sameLogin(from, to) || at < 0) return claim(content, to);
  return { ...content, credits: placed(content.credits, at, { login: to, type: COORDINATOR }, [from, to]) };
}

/** The list with one credit at a place, and without every other credit of these people. */
function placed(
  credits: readonly CreditLine[],
  at: number,
  credit: CreditLine,
  people: readonly string[],
): readonly CreditLine[] {
  const others = (list: readonly CreditLine[]) => list.filter(({ login }) => !people.some((one) => sameLogin(one, login)));
  const before = at < 0 ? credits : credits.slice(0, at);
  return [...others(before), credit, ...(at < 0 ? [] : others(credits.slice(at)))];
}

/** The type of the credit that somebody would lose by becoming coordinator. */
export function otherCreditOf(content: AdvisoryContent, me: string): string | undefined {
  return content.credits.find(({ login, type }) => type !== COORDINATOR && sameLogin(login, me))?.type;
}

/** The title with a tag in front, unless it or an alias of it stands there; bots look anywhere and without regard to case. */
export function tagTitle(title: string, tag: Tag): string {
  const upper = title.toUpperCase();
  return [tag.tag, ...(tag.aliases ?? [])].some((word) => upper.includes(`[${word}]`)) ? title : `[${tag.tag}] ${title}`;
}

/** The title without the tags of a process. */
export function untagTitle(title: string, process: Process): string {
  const tags = tagsIn(title, process).flatMap(({ tag, aliases }) => [tag, ...(aliases ?? [])]);
  return tags.reduce((so, word) => without(so, `[${word}]`), title);
}

function without(title: string, word: string): string {
  const parts = title.split(new RegExp(`[ \\t]?${word.replace(/[[\]]/g, '\\$&')}`, 'i'));
  return parts.length === 1 ? title : parts.join('').trim();
}

/**
 * The title that asks the team's bot for an act: with the tag, and without tags that ask for something else, as of two
 * the bot obeys the one that closes.
 */
export function askingTitle(title: string, tag: Tag, process: Process): string {
  const others = tagsIn(title, process).filter((one) => one.tag !== tag.tag);
  return tagTitle(others.length === 0 ? title : untagTitle(title, { ...process, tags: others }), tag);
}

/** A way to have an act done. `label` names it in a list; `words` is a sentence that says what comes of it. */
export type Way = { readonly label: string; readonly words: string } & (
  | {
      /** By a tag in the title, on which the team's bot acts when it comes round. */
      readonly kind: 'tag';
      readonly tag: Tag;
      /** The title to send. */
      readonly title: string;
    }
  | {
      /** By GitHub, at once. */
      readonly kind: 'direct';
      readonly state: WritableState;
      /** What is known of this account's right to it. */
      readonly allowed: 'yes' | 'unknown' | 'hardly';
    }
);

/** Into which state an act leads, and from which ones GitHub takes it there (transitions that have been seen to work). */
const DIRECT: Readonly<
  Record<Tag['act'], { readonly state: WritableState; readonly from: readonly string[]; readonly label: string }>
> = {
  accept: { state: 'draft', from: ['triage'], label: 'Accept as draft' },
  close: { state: 'closed', from: ['triage', 'draft'], label: 'Close' },
};

const ALLOWED = {
  yes: 'GitHub does it at once.',
  unknown: 'GitHub does it at once, if this account may.',
  hardly: 'GitHub does it at once for administrators and security managers; this account is not known to be one.',
};

/**
 * The ways to have an act done, the best first. Somebody who may administer does it at once; anybody else asks the bot
 * where the team has one. Without a bot the direct way is offered in any case: a security manager may do it, and GitHub
 * tells nobody who is one.
 * @param mayAdminister undefined: not known
 */
export function waysTo(
  act: Tag['act'],
  advisory: Pick<Advisory, 'state' | 'title'>,
  process: Process,
  mayAdminister: boolean | undefined,
): readonly Way[] {
  const asking = asksFor(act, advisory, process);
  const { state, from, label } = DIRECT[act];
  if (!from.includes(advisory.state) || (process.states.wrong ?? []).includes(state)) return asking;
  const direct = (allowed: keyof typeof ALLOWED): Way => ({ kind: 'direct', state, label, words: ALLOWED[allowed], allowed });
  if (mayAdminister === true) return [direct('yes'), ...asking];
  if (mayAdminister === undefined) return [...asking, direct('unknown')];
  return asking.length > 0 ? asking : [direct('hardly')];
}

function asksFor(act: Tag['act'], { state, title }: Pick<Advisory, 'state' | 'title'>, process: Process): readonly Way[] {
  const { bot, tags = [] } = process;
  if (!bot) return [];
  return tags
    .filter((tag) => tag.act === act && tag.from.includes(state))
    .map((tag) => ({
      kind: 'tag',
      tag,
      title: askingTitle(title, tag, process),
      label: `${tag.words.charAt(0).toUpperCase()}${tag.words.slice(1)}: [${tag.tag}]`,
      words: `The tag [${tag.tag}] in the title asks ${bot.title ?? 'the bot'}, which comes round every ${bot.everyMinutes} minutes.`,
    }));
}
