import { clocksOf } from '../../advisory/clocks.ts';
import { advisoryOf } from '../../advisory/document/advisory.ts';
import type { AdvisoryDocument } from '../../advisory/document/document.ts';
import type { Advisory } from '../../advisory/model.ts';
import { standingOf } from '../../advisory/standing.ts';
import { awaitedFromBot, tagsIn } from '../../advisory/title.ts';
import type { Process } from '../../process/process.ts';
import type { LanguageContext } from '../context.ts';
import { count, paragraphs, plain } from '../words/markdown.ts';
import { day, relative } from '../words/times.ts';
import { wordsOf } from '../words/values.ts';

const STATES: Readonly<Record<string, string>> = {
  triage: 'A report that has been neither accepted nor closed.',
  draft: 'An accepted report, or a draft of the maintainers.',
  published: 'Everybody can read it.',
  closed: 'It is finished. On GitHub it is not published.',
  withdrawn: 'It was published, and taken back.',
};

/** What a state means, what comes next, and the clocks that run. */
export function stateMarkdown(state: string, document: AdvisoryDocument, context: LanguageContext): string {
  const advisory = advisoryOf(document, context.held);
  const { next, missing, wrong } = standingOf(advisory, context.process);
  const lacks = missing.length === 0 ? '' : ` It lacks ${missing.map(({ words }) => plain(words)).join(', ')}.`;
  const isWrong = context.process.states.wrong?.includes(state) === true;
  return paragraphs(
    `**${plain(state)}**: ${wordsOf(STATES, state) ?? 'GitHub’s word; it is not known here.'}`,
    isWrong ? wrong.map(plain).join(' ') : undefined,
    next === undefined ? undefined : `Next: ${plain(next)}.${lacks}`,
    clockLines(advisory, context).join('\n'),
  );
}

function clockLines(advisory: Advisory, { process, now }: LanguageContext): readonly string[] {
  const { deadline, unassignedAtLeast, idle, unchangedFor } = clocksOf(advisory, process, now);
  return [
    deadline ? `- ${deadlineWords(deadline.daysLeft, deadline.at, process)}` : undefined,
    unassignedAtLeast === null ? undefined : `- Without a coordinator for at least ${count(unassignedAtLeast, 'day')}.`,
    idle ? `- Unchanged for ${count(unchangedFor ?? 0, 'day')}.` : undefined,
  ].filter((line) => line !== undefined);
}

function deadlineWords(daysLeft: number, at: number, { clocks }: Process): string {
  const limit = `to be finished within ${count(clocks.finishDays ?? 0, 'day')}, by ${day(at)}.`;
  return daysLeft < 0 ? `${count(-daysLeft, 'day')} late: it was ${limit}` : `${count(daysLeft, 'day')} left: it is ${limit}`;
}

/** A date: how long ago it is, and the clock that runs from it. @param key `created`, `updated`… */
export function dateMarkdown(
  key: string,
  text: string,
  document: AdvisoryDocument,
  context: LanguageContext,
): string | undefined {
  const at = Date.parse(text);
  if (Number.isNaN(at)) return undefined;
  const { process, now } = context;
  const advisory = advisoryOf(document, context.held);
  const { deadline, idle } = clocksOf(advisory, process, now);
  const isOpen = process.states.open.includes(advisory.state);
  return paragraphs(
    `**${relative(at, now)}**`,
    key === 'created' && isOpen && deadline ? deadlineWords(deadline.daysLeft, deadline.at, process) : undefined,
    key === 'updated' && isOpen && idle ? `Nothing has changed for ${process.clocks.idleDays ?? 0} days or more.` : undefined,
  );
}

/** A tag in a title: what it asks the team's bot for, and whether the bot will. */
export function tagMarkdown(tag: string, document: AdvisoryDocument, context: LanguageContext): string | undefined {
  const { process } = context;
  const [entry] = tagsIn(tag, process);
  if (!entry || !process.bot) return undefined;
  const advisory = advisoryOf(document, context.held);
  const who = process.bot.title ?? 'the bot';
  const awaited = awaitedFromBot(advisory, process);
  const words = !entry.from.includes(advisory.state)
    ? `In the state ${plain(advisory.state)} it does nothing.`
    : awaited !== entry
      ? `Another tag in the title comes before it: ${plain(awaited?.words ?? '')}.`
      : context.held && tagsIn(context.held.title, process).includes(entry)
        ? 'It has been sent, and is waited for.'
        : 'Nothing happens before it is sent.';
  return paragraphs(
    `**${plain(tag)}** asks ${plain(who)}: ${plain(entry.words)}. The bot looks every ${count(process.bot.everyMinutes, 'minute')}; then the advisory is ${plain(entry.to)}.`,
    words,
  );
}
