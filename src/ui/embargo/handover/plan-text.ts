import type { HandoverPlan } from '../../../embargo/handover/handover.ts';
import { shortCommit } from '../matrix/words.ts';

/** What a person may rewrite of a plan. */
export interface PlanTexts {
  readonly message: string;
  /** Absent: the product has no NEWS entries. */
  readonly news?: string;
}

/** The same, with the lines of the document at which they begin, counted from 0. */
export interface PlacedTexts extends PlanTexts {
  readonly messageAt: number;
  readonly newsAt?: number;
}

/** What else is told below the texts. */
export interface PlanFacts {
  /** The person's clone. */
  readonly clone: string;
  readonly private: string;
  /** What the texts were compared with, and what could not be had. */
  readonly compared: readonly string[];
  readonly missing: readonly string[];
}

const MESSAGE = '──── Commit message, as everybody will read it ────';
const NEWS = '──── NEWS entry, as everybody will read it ────';
const FACTS = '──── What will be made (this part goes nowhere) ────';

/** A plan as a document: the texts, which can be rewritten, and below them what will be made of them. */
export function planDocument(plan: HandoverPlan, texts: PlanTexts, facts: PlanFacts): string {
  const news = texts.news === undefined ? [] : [NEWS, texts.news.replace(/\n+$/, ''), ''];
  return [MESSAGE, texts.message.replace(/\n+$/, ''), '', ...news, FACTS, ...factLines(plan, facts), ''].join('\n');
}

function factLines(plan: HandoverPlan, { clone, private: own, compared, missing }: PlanFacts): readonly string[] {
  const rows: readonly (readonly [string, string])[] = [
    ['Branch', `${plan.publicBranch}, in your clone ${clone}`],
    ['Stands on', `${plan.remote}/${plan.branch} at ${shortCommit(plan.base)}, as your clone has it`],
    ['Made of', `${own} at ${shortCommit(plan.of)}, in one new commit`],
    ['Author', `${plan.author}${plan.isSigned ? ', signed' : ''}`],
    ...(plan.news ? [['NEWS file', plan.news.path] as const] : []),
    ['Compared with', compared.length > 0 ? compared.join('; ') : 'nothing'],
    ...(missing.length > 0 ? [['Not compared with', missing.join('; ')] as const] : []),
  ];
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  return [
    'Your clone gets this branch and its one commit. Nothing is pushed and nothing is fetched:',
    'you look at it, and push it when it is time.',
    '',
    ...rows.map(([name, value]) => `${name.padEnd(width)}${value}`),
    '',
    `Files (${plan.files.length})`,
    ...plan.files.map(fileLine),
    ...(plan.notes.length > 0 ? ['', 'To know besides', ...plan.notes.map((note) => `  ${note}`)] : []),
  ];
}

const SIGNS = { added: 'A', changed: 'M', moved: 'R', deleted: 'D' } as const;

function fileLine({ path, from, status, added, removed }: HandoverPlan['files'][number]): string {
  const size = added === undefined || removed === undefined ? '' : `  +${added} −${removed}`;
  return `${filePrefix(status)}${path}${from === undefined ? '' : ` (was ${from})`}${size}`;
}

function filePrefix(status: keyof typeof SIGNS): string {
  return `  ${SIGNS[status]} `;
}

/** The line of the document that tells of a file, counted from 0; undefined where there is none. */
export function lineOfFile(text: string, path: string): number | undefined {
  const lines = text.split('\n');
  const below = lines.indexOf(FACTS);
  const isIts = (rest: string) => rest === path || rest.startsWith(`${path}  +`) || rest.startsWith(`${path} (was `);
  const at = lines.findIndex((line, index) => below >= 0 && index > below && isIts(line.slice(4)));
  return at < 0 ? undefined : at;
}

/** The line that tells who stands as the author, counted from 0. */
export function lineOfAuthor(text: string): number {
  const lines = text.split('\n');
  const below = lines.indexOf(FACTS);
  return Math.max(
    below,
    lines.findIndex((line, at) => at > below && line.startsWith('Author ')),
  );
}

/** The line under which it is told what will be made, counted from 0. */
export function factsLine(text: string): number {
  return Math.max(0, text.split('\n').indexOf(FACTS));
}

/**
 * Reads the texts out of the document again.
 * @returns undefined where a line that parts them is not there any more
 */
export function textsIn(document: string, hasNews: boolean): PlacedTexts | undefined {
  const lines = document.replaceAll('\r\n', '\n').split('\n');
  const [message, news, facts] = [lines.indexOf(MESSAGE), lines.indexOf(NEWS), lines.indexOf(FACTS)];
  const end = hasNews ? news : facts;
  if (message < 0 || end < message || facts < end) return undefined;
  const between = (from: number, to: number) =>
    lines
      .slice(from + 1, to)
      .join('\n')
      .replace(/\n+$/, '');
  const own = { message: between(message, end), messageAt: message + 1 };
  return hasNews ? { ...own, news: `${between(news, facts)}\n`, newsAt: news + 1 } : own;
}
