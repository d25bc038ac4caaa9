import { marksOf, PrivateWords, type Mark } from './marks.ts';

/** A line that goes public, in the message or in the NEWS entry, with why somebody has to look at it. */
export interface PlanLine {
  /** Counted from 1, through message and NEWS entry. */
  readonly number: number;
  readonly part: 'message' | 'news';
  readonly text: string;
  /** Empty: nothing to accept. */
  readonly marks: readonly Mark[];
}

export interface LineSource {
  readonly message: string;
  readonly news?: string;
  /** Message or entry were taken from a public commit: whoever wants has read them. */
  readonly isPublic: { readonly message: boolean; readonly news: boolean };
  /** What only those on the advisory have read. */
  readonly texts: readonly string[];
  readonly people: readonly string[];
  readonly numbers: readonly number[];
}

/** All lines with their marks. Time is linear in the length of the texts. */
export function planLines(source: LineSource): readonly PlanLine[] {
  const marking = { words: new PrivateWords(source.texts), people: source.people, numbers: source.numbers };
  const part = (name: PlanLine['part'], text: string, isPublic: boolean) => {
    const lines = text.replace(/\n$/, '').split('\n');
    const marks = isPublic ? [] : marksOf(lines, marking);
    return lines.map((line, at) => ({ part: name, text: line, marks: marks[at] ?? [] }));
  };
  const lines = [
    ...part('message', source.message, source.isPublic.message),
    ...(source.news === undefined ? [] : part('news', source.news, source.isPublic.news)),
  ];
  return lines.map((line, at) => ({ number: at + 1, ...line }));
}

/** The numbers of marked lines that nobody has accepted. */
export function notAccepted(lines: readonly PlanLine[], accepted: readonly number[]): readonly number[] {
  return lines.filter(({ marks, number }) => marks.length > 0 && !accepted.includes(number)).map(({ number }) => number);
}
