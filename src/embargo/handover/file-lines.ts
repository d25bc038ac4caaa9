import { createHash } from 'node:crypto';
import { addTo } from '../../common/groups.ts';
import { runs, type Finding, type FindingKind, type NewContent } from './lint.ts';
import { WordRuns } from './marks.ts';
import { withKinds, type RawLine } from './plan-line.ts';

/** What lines of files are marked by. */
export interface FileSource {
  readonly files: readonly NewContent[];
  /** What may go public if a person says so. */
  readonly doubts: readonly Finding[];
  /** The NEWS entry's file, whose lines are shown by themselves. */
  readonly newsPath?: string;
}

/**
 * The new lines of files that a person has to look at: those that share five words with what only few have read, and those
 * with something in them that may be private. A run of words that stood in the file before is public.
 */
export function fileLines({ files, doubts, newsPath }: FileSource, words: WordRuns): readonly RawLine[] {
  const byFile = new Map<string, Finding[]>();
  for (const doubt of doubts) if (doubt.file !== undefined && doubt.where !== 'message') addTo(byFile, doubt.file, doubt);
  return files.filter(({ path }) => path !== newsPath).flatMap((file) => linesOf(file, byFile.get(file.path) ?? [], words));
}

function linesOf(file: NewContent, doubts: readonly Finding[], words: WordRuns): readonly RawLine[] {
  const { path } = file;
  const kindsOf = (where: Finding['where'], line?: number): readonly FindingKind[] =>
    doubts.filter((one) => one.where === where && one.line === line).map(({ kind }) => kind);
  const about = { part: 'file' as const, marks: [], file: path, text: path };
  const name = withKinds(about, kindsOf('path'));
  const whole = withKinds({ ...about, seal: hashOf(file) }, kindsOf('file'));
  const inLines = new Map<number, FindingKind[]>();
  for (const { where, line, kind } of doubts) if (where === 'file' && line !== undefined) addTo(inLines, line, kind);
  const shared = sharedLines(file, words);
  const lines = file.lines.map(({ line, text }) =>
    withKinds({ ...about, text, line, marks: shared.has(line) ? ['shared-words' as const] : [] }, inLines.get(line)),
  );
  return [name, whole, ...lines].filter(({ marks }) => marks.length > 0);
}

function sharedLines({ lines, before }: NewContent, words: WordRuns): ReadonlySet<number> {
  const numbers = (known?: WordRuns) =>
    new Set(
      runs(lines).flatMap((run) => {
        const shared = words.sharedIn(
          run.map(({ text }) => text),
          known,
        );
        return run.filter((_, at) => shared[at]).map(({ line }) => line);
      }),
    );
  const all = numbers();
  return all.size === 0 || before === undefined || before === '' ? all : numbers(new WordRuns([before]));
}

function hashOf({ bytes }: NewContent): string {
  return bytes ? createHash('sha256').update(bytes.now).digest('hex') : '';
}
