import { oneLine } from '../../advisory/title.ts';
import type { Advisory } from '../../advisory/model.ts';
import type { Process } from '../../process/process.ts';
import { Gaps } from '../../records/gaps.ts';
import { forPublic } from '../../records/scrub/scrub.ts';
import { fillMessage, partsOf, type MessageFacts, type MessageForm } from './message.ts';

export interface MessageSource {
  readonly form: MessageForm;
  readonly facts: MessageFacts;
  /** Messages of the commits that it is made of, the oldest first. */
  readonly messages: readonly string[];
  /** They are public: nothing has to be taken out. */
  readonly isPublic: boolean;
  readonly advisory: Advisory;
  readonly process: Process;
  readonly names: readonly string[];
  readonly now: number;
}

/** The public message, and what was taken out of it. */
export interface Worded {
  readonly message: string;
  readonly notes: readonly string[];
}

/**
 * The public commit's message in the process's form, without ids, addresses and people.
 * @returns an empty message where there is nothing to make a first line of
 */
export function publicMessage(source: MessageSource): Worded {
  const { process, advisory, names, now } = source;
  const parts = partsOf(source.messages, process.handover);
  const gaps = new Gaps();
  const record = { advisory, process, now, more: { names } };
  const clean = (text: string) => (source.isPublic ? text : forPublic(text, record, gaps));
  const title = oneLine(clean(parts.title));
  const body = clean(parts.body);
  const message = title === '' ? '' : fillMessage(process.handover, source.form, { title, body }, source.facts);
  return { message, notes: gaps.noted.map(({ words }) => `Of the message: ${words}.`) };
}

/** A message that a person has written, with plain line ends. */
export function writtenMessage(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd();
}
