import { parseRepositoryName } from '../advisory/model.ts';
import { reportOf } from '../embargo/handover/report.ts';
import {
  doHandover,
  findingPlace,
  handoverWords,
  planHandover,
  resumeHandover,
  type HandoverFailure,
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
  readonly accepted: readonly number[];
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
    accepted: args.accepted,
    ordinary: args.ordinary,
    process: process.value,
    now: now(),
    anyway: args.anyway,
  };
  return args.dryRun ? show(request, options) : make(request, options);
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
  const { publicBranch, lines, files, findings, notes, news, base } = plan.value;
  const said = [
    `Would make ${publicBranch} on ${base.slice(0, 10)}:`,
    ...lines.map(({ number, text, marks }) => `${String(number).padStart(4)} ${marks.length > 0 ? '!' : ' '} ${text}`),
    ...files.map(({ path }) => `  ${path}`),
    ...(news ? [`NEWS entry: ${news.path}`] : []),
    ...findings.map((finding) => `Refused: ${finding.kind} in ${findingPlace(finding)}`),
    ...notes,
  ];
  return { lines: said, json: { dryRun: true, ...plan.value } };
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
  return refused(failure.kind, handoverWords(failure), failure);
}

function refused(kind: string, reason: string, more: Readonly<Record<string, unknown>> = {}): Said & { readonly refused: true } {
  return { lines: [reason], json: { ...more, refused: kind, reason }, refused: true };
}
