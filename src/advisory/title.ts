import type { Process, Tag } from '../process/process.ts';
import type { Advisory } from './model.ts';

const BRACKETED = /\[([A-Za-z][A-Za-z0-9_-]{0,29})\]/g;
/** Bidirectional controls, zero-width characters, other format and control characters: they make a row lie. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2028\u2029\u2800]/gu;

/** A text of somebody else's on one line, without what cannot be seen or turns it round. */
export function oneLine(text: string): string {
  return text
    .replace(/[\t\n\r]/g, ' ')
    .replace(UNSEEN, '')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** The entries of the process whose tag stands in the title; bots look anywhere in the title, without regard to case. */
export function tagsIn(title: string, process: Process): readonly Tag[] {
  const found = new Set<string>();
  for (const match of title.matchAll(BRACKETED)) found.add((match[1] ?? '').toUpperCase());
  return (process.tags ?? []).filter((tag) => [tag.tag, ...(tag.aliases ?? [])].some((word) => found.has(word)));
}

/**
 * The title as a person should read it: without the process's tags, on one line, without invisible characters.
 * An empty result means that nothing is left; the caller shows the id.
 */
export function cleanTitle(title: string, process: Process): string {
  const words = new Set((process.tags ?? []).flatMap((tag) => [tag.tag, ...(tag.aliases ?? [])]));
  // What cannot be seen goes first: else a tag could come together when it goes.
  return oneLine(oneLine(title).replace(BRACKETED, (whole, word: string) => (words.has(word.toUpperCase()) ? ' ' : whole)));
}

/**
 * What the advisory waits for the team's bot to do: the first entry of the process whose tag is in the title and that
 * acts in the advisory's state. In the process's order a closing tag stands before an accepting one, as bots decide.
 */
export function awaitedFromBot(advisory: Pick<Advisory, 'title' | 'state'>, process: Process): Tag | undefined {
  if (!process.bot) return undefined;
  return tagsIn(advisory.title, process).find((tag) => tag.from.includes(advisory.state));
}

/** What a finished advisory came to, as far as its title tells. */
export function outcomeOf(advisory: Pick<Advisory, 'title' | 'state'>, process: Process): string | undefined {
  if (!process.states.finished.includes(advisory.state)) return undefined;
  return tagsIn(advisory.title, process).find((tag) => tag.outcome !== undefined)?.outcome;
}
