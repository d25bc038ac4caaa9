/**
 * What is wrong with the text of a range:
 * - `empty`: nothing stands there
 * - `too-long`: longer than is looked at
 * - `prose`: words
 * - `operator`: one that GitHub has not, one written otherwise, or none before a version
 * - `version`: none behind an operator, or what stands there is none (`3.12.x`, `v3.12`)
 * - `separator`: not a comma between the two bounds
 * - `order`: the upper bound first
 * - `spaces`: too many or too few
 * - `too-many`: more than a lower and an upper bound, or several ranges
 */
export type RangeFault = 'empty' | 'too-long' | 'prose' | 'operator' | 'version' | 'separator' | 'order' | 'spaces' | 'too-many';

/** Why a text is not a range (or not versions), and where. */
export interface RangeFailure {
  readonly kind: 'bad-range';
  readonly what: RangeFault;
  /** UTF-16 offsets in the text; start < end unless the text is empty. */
  readonly start: number;
  readonly end: number;
  /** One sentence for a person, without anything of the text. */
  readonly words: string;
  /** The whole text written right; only where there is no doubt about what is meant. */
  readonly suggestion?: string;
  /** Where several ranges are meant and there is no doubt about them: each, written right, for an item of its own. */
  readonly parts?: readonly string[];
}

/** Longer texts are not looked at: two bounds need some thirty characters. */
const MOST_RANGE = 1_000;

/** The failure of a text that need not be read: nothing stands there, or too much. */
export function unreadable(text: string): RangeFailure | undefined {
  const span = { kind: 'bad-range', start: 0, end: text.length } as const;
  if (text.length > MOST_RANGE) return { ...span, what: 'too-long', words: `Longer than ${MOST_RANGE} characters.` };
  if (text.trim() === '') return { ...span, what: 'empty', words: 'No version stands here.' };
  return undefined;
}
