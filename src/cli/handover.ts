import { parseRepositoryName } from '../advisory/model.ts';
import { reportOf } from '../embargo/handover/report.ts';
import {
  doHandover,
  findingPlace,
  handoverWords,
  planHandover,
  resumeHandover,
  type HandoverFailure,
  type HandoverPlan,
  type HandoverRequest,
} from '../embargo/handover/handover.ts';
import { findWorkspace } from '../embargo/workspace.ts';
import { embargoWords } from '../embargo/words.ts';
import type { CommandOptions, Said } from './embargo.ts';
import { readAdvisoryFile } from './input.ts';
import { processFor } from './process.ts';
import { readText, type Files } from './text-file.ts';

export interface HandoverArguments {
  readonly branch: string;
  readonly issue: number;
  readonly repo: string;
  readonly pr?: number;
  readonly commit?: string;
  /** Files with the texts that a person has written. */
  readonly message?: string;
  readonly news?: string;
  /** What was accepted, as `--dry-run` names it: `3:9f2c51`. A number alone is refused. */
  readonly accepted: readonly (string | number)[];
  readonly ordinary: readonly string[];
  readonly process?: string;
  readonly document?: string;
  readonly anyway: boolean;
  /** Only says what would be made. */
  readonly dryRun: boolean;
}

/** `embargo handover`: one branch of a workspace as a public branch in the person's clone. Nothing is pushed. */
export async function embargoHandover(
  folder: string,
  args: HandoverArguments,
  files: Files,
  options: CommandOptions,
  now: () => number = Date.now,
): Promise<Said> {
  const bad = args.accepted.filter((one) => typeof one === 'number' || !ACCEPTED.test(one));
  if (bad.length > 0) return refused('bad-accept', acceptWords(bad));
  const found = await findWorkspace(folder);
  if (!found.ok) return refused(found.failure.kind, embargoWords(found.failure));
  const { manifest } = found.value;
  const process = await processFor(
    args.process ?? manifest.process,
    parseRepositoryName(manifest.repository ?? '') ?? 'unknown/unknown',
    files,
  );
  if (!process.ok) return refused('bad-process', process.failure.words);
  const texts = await given(args, files);
  if ('refused' in texts) return texts;
  const request: HandoverRequest = {
    workspace: found.value.folder,
    branch: args.branch,
    issue: args.issue,
    repo: args.repo,
    ...(args.pr === undefined ? {} : { pr: args.pr }),
    ...(args.commit === undefined ? {} : { commit: args.commit }),
    ...texts,
    acceptedLines: args.accepted.map(String),
    ordinary: args.ordinary,
    process: process.value,
    now: now(),
    anyway: args.anyway,
  };
  return args.dryRun ? show(request, options) : make(request, options);
}

/** A line's number, or the author, and the digest of what was read. */
const ACCEPTED = /^(?:[1-9][0-9]{0,8}|author):[0-9a-f]{4,64}$/;

function acceptWords(bad: readonly (string | number)[]): string {
  return `--accept takes lines as --dry-run names them, number and digest (3:9f2c51): by a number alone, whatever stands there by then would be accepted. It was given ${bad.slice(0, 5).join(', ')}.`;
}

type Texts = Pick<HandoverRequest, 'message' | 'news' | 'report'>;

/** The texts in files that a person has named. */
async function given(args: HandoverArguments, files: Files): Promise<Texts | (Said & { readonly refused: true })> {
  const texts: { message?: string; news?: string; report?: HandoverRequest['report'] } = {};
  for (const name of ['message', 'news'] as const) {
    const path = args[name];
    if (path === undefined) continue;
    const text = await readText(path, files);
    if (!text.ok) return refused(`bad-${name}`, text.failure.words);
    texts[name] = text.value;
  }
  if (args.document !== undefined) {
    const read = await readAdvisoryFile(args.document, files);
    if (!read.ok) return refused('bad-document', read.failure.words);
    texts.report = reportOf(read.value.advisory);
  }
  const { report, ...rest } = texts;
  return { ...rest, ...(report ? { report } : {}) };
}

async function show(request: HandoverRequest, options: CommandOptions): Promise<Said> {
  const plan = await planHandover(request, options);
  if (!plan.ok) return notDone(plan.failure);
  const { publicBranch, lines, files, findings, notes, news, base, author, writer } = plan.value;
  const said = [
    `Would make ${publicBranch} on ${base.slice(0, 10)}:`,
    `Author: ${shown(author)}`,
    ...(writer && writer.author !== author
      ? [`The private commits are by ${shown(writer.author)}, who stands as the author only by --accept ${writer.id}.`]
      : []),
    ...lines.map(lineOfPlan),
    ...files.map(({ path }) => `  ${path}`),
    ...(news ? [`NEWS entry: ${news.path}`] : []),
    ...findings.map((finding) => `Refused: ${finding.kind} in ${findingPlace(finding)}`),
    ...notes,
  ];
  const json = { dryRun: true, ...plan.value };
  if (findings.length === 0) return { lines: said, json };
  const failure: HandoverFailure = { kind: 'left-over', findings };
  return { lines: said, json: { ...json, refused: failure.kind, reason: handoverWords(failure) }, refused: true };
}

/** A marked line has what it is accepted by before it. */
function lineOfPlan({ number, text, marks, kinds = [], part, file, line, id }: HandoverPlan['lines'][number]): string {
  if (marks.length === 0) return `${String(number).padStart(10)}   ${shown(text)}`;
  const where = part === 'file' ? `${JSON.stringify(file ?? '')}${line === undefined ? '' : `:${line}`}: ` : '';
  return `${(id ?? '').padStart(10)} ! ${where}${shown(text)}  [${[...marks, ...kinds].join(', ')}]`;
}

/** What others wrote must not steer a terminal. */
function shown(text: string): string {
  return text.replace(/[^\P{Cc}\t]/gu, '\ufffd');
}

async function make(request: HandoverRequest, options: CommandOptions): Promise<Said> {
  const done = await doHandover(request, options);
  if (!done.ok) return notDone(done.failure);
  const { branch, publicBranch, commit, already, notes, checklist } = done.value;
  return {
    lines: [
      already
        ? `${branch} was handed over already: ${publicBranch}, ${commit.slice(0, 10)}.`
        : `Made ${publicBranch} in your clone: ${commit.slice(0, 10)}. Look at it, and push it yourself.`,
      ...notes,
      ...checklist.map(({ words, state }) => `[${state === 'done' ? 'x' : ' '}] ${words}`),
    ],
    json: { ...done.value },
  };
}

/** Settles a hand-over that was interrupted. */
export async function settleHandover(folder: string, options: CommandOptions): Promise<Said | undefined> {
  const settled = await resumeHandover(folder, options);
  return settled.ok ? undefined : notDone(settled.failure);
}

function notDone(failure: HandoverFailure): Said {
  return refused(failure.kind, handoverWords(failure), { ...failure });
}

function refused(kind: string, reason: string, more: Readonly<Record<string, unknown>> = {}): Said & { readonly refused: true } {
  return { lines: [reason], json: { ...more, refused: kind, reason }, refused: true };
}
