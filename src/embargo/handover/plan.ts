import { addTo } from '../../common/groups.ts';
import { fileLines, type FileSource } from './file-lines.ts';
import type { Finding, FindingKind } from './lint.ts';
import { marksOf, WordRuns } from './marks.ts';
import { numbered, withKinds, type PlanLine, type RawLine } from './plan-line.ts';

export type { PlanLine } from './plan-line.ts';

export interface LineSource extends Partial<FileSource> {
  readonly message: string;
  readonly news?: string;
  /** Message or entry were taken from a public commit: whoever wants has read them. */
  readonly isPublic: { readonly message: boolean; readonly news: boolean };
  /** What only those on the advisory have read. */
  readonly texts: readonly string[];
  /** The private pull requests, and what of their words came from the fix's own commits (`commitWords`). */
  readonly pulls?: readonly string[];
  readonly commits?: readonly string[];
  readonly people: readonly string[];
  readonly numbers: readonly number[];
}

/**
 * All lines of message and NEWS entry with their marks, and behind them those of files that are marked. Time is linear in
 * the length of the texts.
 */
export function planLines(source: LineSource): readonly PlanLine[] {
  const { files = [], doubts = [], newsPath, pulls = [], commits = [] } = source;
  const words = new WordRuns(source.texts);
  words.add(pulls, new WordRuns(commits));
  const marking = { words, people: source.people, numbers: source.numbers };
  const part = (name: 'message' | 'news', text: string, isPublic: boolean): readonly RawLine[] => {
    const lines = text.replace(/\n$/, '').split('\n');
    const marks = isPublic ? [] : marksOf(lines, marking);
    const kinds = isPublic ? new Map<number, FindingKind[]>() : kindsByLine(doubts, name, newsPath);
    return lines.map((line, at) => withKinds({ part: name, text: line, marks: marks[at] ?? [] }, kinds.get(at + 1)));
  };
  const lines = [
    ...part('message', source.message, source.isPublic.message),
    ...(source.news === undefined ? [] : part('news', source.news, source.isPublic.news)),
    ...fileLines({ files, doubts, ...(newsPath === undefined ? {} : { newsPath }) }, marking.words),
  ];
  return lines.map((line, at) => numbered(line, at + 1));
}

function kindsByLine(
  doubts: readonly Finding[],
  part: 'message' | 'news',
  newsPath: string | undefined,
): ReadonlyMap<number, FindingKind[]> {
  const found = new Map<number, FindingKind[]>();
  for (const { kind, where, file, line } of doubts) {
    const isHere = part === 'message' ? where === 'message' : where === 'file' && file === newsPath;
    if (isHere && line !== undefined) addTo(found, line, kind);
  }
  return found;
}

/** What a person has accepted: lines by their ids, or by their numbers where whoever asks has looked at the texts. */
export interface Accepted {
  readonly accepted?: readonly number[];
  readonly acceptedLines?: readonly string[];
}

/** The numbers of marked lines that nobody has accepted. */
export function notAccepted(lines: readonly PlanLine[], { accepted = [], acceptedLines = [] }: Accepted): readonly number[] {
  const isAccepted = ({ number, id }: PlanLine) => accepted.includes(number) || (id !== undefined && acceptedLines.includes(id));
  return lines.filter((line) => line.marks.length > 0 && !isAccepted(line)).map(({ number }) => number);
}
