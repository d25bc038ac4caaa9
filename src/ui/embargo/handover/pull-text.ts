import { partsOf } from '../../../embargo/handover/message.ts';
import type { Handover } from '../../../process/process.ts';

/** The words of a pull request. */
export interface PullWords {
  readonly title: string;
  readonly body: string;
}

/** Words for a pull request from the messages of its commits, the oldest first. */
export function suggestedWords(messages: readonly string[], handover: Handover | undefined): PullWords {
  const { title, body } = partsOf(messages, handover);
  return { title, body };
}

const TITLE = '──── Title ────';
const TEXT = '──── Text ────';
const FACTS = '──── What will be opened (this part goes nowhere) ────';

/** A pull request as a document: its words, which can be rewritten, and below them where it goes. */
export function pullDocument({ title, body }: PullWords, facts: readonly string[]): string {
  return [TITLE, title, TEXT, body.replace(/\n+$/, ''), '', FACTS, ...facts, ''].join('\n');
}

/**
 * Reads the words out of the document again.
 * @returns undefined where a line that parts them is gone, or where there is no title
 */
export function pullWordsIn(document: string): PullWords | undefined {
  const lines = document.replaceAll('\r\n', '\n').split('\n');
  const [first, text, facts] = [lines.indexOf(TITLE), lines.indexOf(TEXT), lines.indexOf(FACTS)];
  if (first < 0 || text < first || facts < text) return undefined;
  const title = lines
    .slice(first + 1, text)
    .join(' ')
    .trim();
  const body = lines
    .slice(text + 1, facts)
    .join('\n')
    .trimEnd();
  return title === '' ? undefined : { title, body };
}
