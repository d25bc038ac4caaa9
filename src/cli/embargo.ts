import { isAbsolute, resolve } from 'node:path';
import { fail, ok, type Result } from '../common/result.ts';
import { backport, type Backported } from '../embargo/backport/backport.ts';
import type { EmbargoFailure } from '../embargo/failure.ts';
import { isMendable, loosenedName, loosens, remediesFor, worktreeWords, type Loosened } from '../embargo/guard/guard.ts';
import { behindGuard, guardOf, mendGuard, type MendedGuard } from '../embargo/guarded.ts';
import { ignoredIn, ignoredWords } from '../embargo/ignored.ts';
import { layoutOf, plainId } from '../embargo/layout.ts';
import type { Manifest } from '../embargo/manifest.ts';
import { matrixOf, type BranchRow } from '../embargo/matrix.ts';
import { pushToFork } from '../embargo/push.ts';
import { removeWorkspace } from '../embargo/remove.ts';
import { resumeBackport, resumedWords } from '../embargo/resume.ts';
import { planStart, PRIVATE_BRANCH, type StartRequest } from '../embargo/start/plan.ts';
import { requestOf, resumeStart, start, type Started } from '../embargo/start/start.ts';
import { embargoWords } from '../embargo/words.ts';
import { findWorkspace, readyWorkspace } from '../embargo/workspace.ts';
import { updateFromUpstream } from '../embargo/update.ts';
import { parseRepositoryName, type RepositoryName } from '../advisory/model.ts';
import { Repository } from '../git/repository.ts';
import { remoteOf } from './clone.ts';
import { settleHandover } from './handover.ts';
import { readText, type Files } from './text-file.ts';
import type { Process } from '../process/process.ts';
import { processFor, processOf } from './process.ts';
import type { Refusal } from './refusal.ts';

/** What a command says: one line for each thing for people, one object for programs. */
export interface Said {
  readonly lines: readonly string[];
  readonly json: Readonly<Record<string, unknown>>;
  /** Absent: it was done. */
  readonly refused?: boolean;
}

export interface StartArguments {
  readonly advisory: string;
  readonly fork: string;
  readonly branches: readonly string[];
  readonly into: string;
  readonly repo?: string;
  readonly upstream?: string;
  readonly process?: string;
  readonly repository?: string;
  readonly document?: string;
  readonly resume?: boolean;
}

/** Options that every command hands down. */
export interface CommandOptions {
  readonly signal?: AbortSignal;
}

const path = (given: string) => (isAbsolute(given) ? given : resolve(given));

/** `embargo start`: makes a workspace, or goes on with one whose making was interrupted. */
export async function embargoStart(args: StartArguments, files: Files, options: CommandOptions): Promise<Said> {
  const about = await whose(args, files);
  if (!about.ok) return refused('bad-process', about.failure.words);
  const { repository, process } = about.value;
  const document = args.document === undefined ? ok(undefined) : await readText(args.document, files);
  if (!document.ok) return refused('bad-document', document.failure.words);
  const root = path(args.into);
  const request: StartRequest = {
    advisory: args.advisory,
    fork: args.fork.startsWith('.') ? path(args.fork) : args.fork,
    branches: args.branches.map((name) => ({ name })),
    privateBranch: process.branches?.fixBranch ?? PRIVATE_BRANCH,
    root,
    ...(args.process === undefined ? {} : { process: args.process }),
    ...(repository === undefined ? {} : { repository }),
    ...(args.repo === undefined ? {} : { repo: path(args.repo) }),
    ...(args.upstream === undefined ? {} : { upstream: args.upstream }),
    ...(document.value === undefined ? {} : { document: document.value }),
  };
  const made = args.resume === true ? await goOn(request, options) : await makeNew(request, options);
  return made.ok ? startedWords(made.value) : said(made.failure);
}

/** Whose product it is, and by which process: what was named, else the clone tells by its remote or its files. */
async function whose(
  args: StartArguments,
  files: Files,
): Promise<Result<{ readonly repository: RepositoryName | undefined; readonly process: Process }, Refusal>> {
  const clone = args.repo === undefined ? undefined : new Repository(path(args.repo));
  try {
    const remote = clone && (await remoteOf(clone));
    const refs = await clone?.refs();
    const signed = clone && refs?.ok === true ? await processOf(clone, refs.value) : undefined;
    const known = signed?.code?.repository;
    const repository = parseRepositoryName(args.repository ?? known ?? remote?.repository ?? '');
    const process = await processFor(args.process, repository ?? 'unknown/unknown', files);
    return process.ok ? ok({ repository, process: process.value }) : process;
  } finally {
    clone?.dispose();
  }
}

async function makeNew(request: StartRequest, options: CommandOptions): Promise<Result<Started, EmbargoFailure>> {
  const plan = await planStart(request, options);
  return plan.ok ? start(plan.value, options) : plan;
}

async function goOn(request: StartRequest, options: CommandOptions): Promise<Result<Started, EmbargoFailure>> {
  const folder = resolve(request.root, plainId(request.advisory) ?? '');
  const found = await findWorkspace(folder);
  if (!found.ok) return found.failure.kind === 'no-workspace' ? makeNew(request, options) : found;
  if (found.value.manifest.state === 'ready')
    return fail({ kind: 'workspace-exists', folder: found.value.folder, state: 'ready' });
  return resumeStart(found.value.folder, requestOf(request.root, found.value.manifest), options);
}

function startedWords({ folder, manifest, offline }: Started): Said {
  const lines = [
    `Made ${folder}`,
    ...manifest.branches.map(({ name, private: own, base, from, lag, continued }) => {
      const late = lag ? `; the clone is ${lag.commits} commits and ${lag.days} days behind` : '';
      return `${name}: ${own} on ${base.slice(0, 10)} (newest in the ${from})${late}${continued === true ? '; goes on with what the fork has' : ''}`;
    }),
    ...(offline ? ['The public remote did not answer: the clone counts as newest.'] : []),
    `Open ${layoutOf(folder).window} in VS Code. It will ask whether you trust this new folder, because programs of the project run in it.`,
  ];
  return { lines, json: { folder, window: layoutOf(folder).window, offline, ...facts(manifest) } };
}

function facts({ advisory, fork, state, branches }: Manifest): Readonly<Record<string, unknown>> {
  return { advisory, fork, state, branches };
}

/** `embargo status`: the branch matrix, and whether the guard holds. */
export async function embargoStatus(
  folder: string,
  wishes: { readonly resume?: boolean; readonly mend?: boolean },
  options: CommandOptions,
): Promise<Said> {
  const found = await findWorkspace(path(folder));
  if (!found.ok) return said(found.failure);
  const { manifest } = found.value;
  if (manifest.state !== 'ready') return said({ kind: 'workspace-not-ready', state: manifest.state });
  const mended = wishes.mend === true ? await mendGuard(found.value, options) : undefined;
  if (mended?.ok === false) return said(mended.failure);
  const handedOver = wishes.resume === true ? await settleHandover(found.value.folder, options) : undefined;
  if (handedOver) return handedOver;
  const settled = wishes.resume === true ? await resumeBackport(found.value.folder, options) : ok([]);
  if (!settled.ok) return said(settled.failure);
  const now = await findWorkspace(found.value.folder);
  if (!now.ok) return said(now.failure);
  const guard = await guardOf(now.value, options);
  if (!guard.ok) return said(guard.failure);
  const rows = await matrixOf(now.value, options);
  const running = now.value.manifest.running?.kind;
  const lines = [
    `${manifest.advisory} in ${found.value.folder}`,
    ...mendedWords(mended?.value),
    ...guardWords(guard.value),
    ...(running === undefined ? [] : [`A ${running} was interrupted. Settle it: --resume.`]),
    ...settled.value.map((one) => `${resumedWords(one)}.`),
    ...rows.map(rowWords),
  ];
  const json = {
    ...facts(manifest),
    folder: found.value.folder,
    guard: { holds: !guard.value.some(loosens), loosened: guard.value },
    ...(mended ? { mended: mended.value } : {}),
    running: running ?? null,
    settled: settled.value,
    branches: rows.map(({ why, ...row }) => ({ ...row, ...(why ? { reason: embargoWords(why) } : {}) })),
  };
  const isWhole = guard.value.length === 0 && rows.every(({ why }) => why === undefined);
  return { lines, json, ...(isWhole ? {} : { refused: true }) };
}

function mendedWords({ remade, kept }: MendedGuard = { remade: [], kept: [] }): readonly string[] {
  return [
    ...remade.map((branch) => `Made the worktree of ${branch} again.`),
    ...kept.map((name) => `Commits that only a lost worktree had are kept on the branch ${name}.`),
  ];
}

/** Whether the guard holds; what was found, and what to do about each. */
function guardWords(found: readonly Loosened[]): readonly string[] {
  const loose = found.filter(loosens);
  const lost = found.filter((one) => !loosens(one));
  const mend = loose.some(isMendable) ? ' Mend it: --mend.' : '';
  return [
    loose.length === 0 ? 'The guard holds.' : `THE GUARD IS LOOSENED: ${loose.map(loosenedName).join(', ')}.${mend}`,
    ...remediesFor(loose),
    ...lost.map((one) => `${worktreeWords(one)}${isMendable(one) ? ' Mend: --mend.' : ''}`),
  ];
}

function rowWords({ name, state, why, commit, commits, changed }: BranchRow): string {
  const counts = [commit.slice(0, 10), `${commits} commits`, ...(why ? [] : [`${changed} changed files`])];
  return [name, state, ...(why ? [embargoWords(why)] : []), ...counts].join('\t');
}

/** `embargo backport`: brings the fix of one branch onto others, or tries it. */
export async function embargoBackport(
  folder: string,
  from: string,
  to: readonly string[],
  dryRun: boolean,
  options: CommandOptions,
): Promise<Said> {
  const done = await backport({ workspace: path(folder), from, to, dryRun }, options);
  if (!done.ok) return said(done.failure);
  const fine = done.value.every(({ kind }) => kind === 'applied' || kind === 'would-apply' || kind === 'already-there');
  const json = { dryRun, branches: done.value.map(withWords) };
  return { lines: done.value.map(backportWords), json, ...(fine ? {} : { refused: true }) };
}

function withWords(one: Backported): Readonly<Record<string, unknown>> {
  return one.kind === 'failed' ? { branch: one.branch, kind: one.kind, reason: embargoWords(one.failure) } : { ...one };
}

function backportWords(one: Backported): string {
  switch (one.kind) {
    case 'applied':
      return `${one.branch}: applied, ${one.commit.slice(0, 10)}`;
    case 'would-apply':
      return `${one.branch}: would apply`;
    case 'already-there':
      return `${one.branch}: has it already`;
    case 'conflict':
      return `${one.branch}: conflict in ${one.files.join(', ')}. Resolve it in its worktree, then: git cherry-pick --continue`;
    case 'would-conflict':
      return `${one.branch}: would conflict in ${one.files.join(', ')}`;
    case 'in-the-way':
      return `${one.branch}: files that the fix changes have changes of yours. Commit or stash them, and do it again.`;
    case 'unfinished':
      return `${one.branch}: a merge, cherry-pick or rebase waits there to be finished.`;
    case 'astray':
      return `${one.branch}: its worktree is gone, or stands on another branch than the private one. Check that out there, and do it again.`;
    case 'failed':
      return `${one.branch}: ${embargoWords(one.failure)}`;
  }
}

/** `embargo push`: to the private fork, and nowhere else. */
export async function embargoPush(folder: string, branches: readonly string[], options: CommandOptions): Promise<Said> {
  const found = await readyWorkspace(path(folder));
  if (!found.ok) return said(found.failure);
  // A guard that is loosened is why branches cannot be read, not the other way round.
  const guard = branches.length > 0 ? ok(undefined) : await behindGuard(found.value, options);
  if (!guard.ok) return said(guard.failure);
  const rows = branches.length > 0 ? [] : await matrixOf(found.value, options);
  const names = branches.length > 0 ? branches : rows.filter(({ commits }) => commits > 0).map(({ name }) => name);
  const unread = rows.flatMap(({ name, uncounted, why }) => (why && uncounted ? [{ name, reason: embargoWords(why) }] : []));
  if (names.length === 0 && unread.length === 0)
    return refused('nothing-to-push', 'There is nothing to push: no branch has a commit of yours.');
  const done = names.length > 0 ? await pushToFork(found.value.folder, names, options) : ok([]);
  if (!done.ok) return said(done.failure);
  const outcomes = [
    ...done.value.map(({ branch, failure }) => ({ branch, ...(failure ? { reason: embargoWords(failure) } : {}) })),
    ...unread.map(({ name, reason }) => ({ branch: name, reason: `not pushed. ${reason}` })),
  ];
  const lines = outcomes.map(({ branch, reason }) => `${branch}: ${reason ?? 'pushed to the fork'}`);
  const json = {
    branches: outcomes.map(({ branch, reason }) => ({
      branch,
      pushed: reason === undefined,
      ...(reason === undefined ? {} : { reason }),
    })),
  };
  return { lines, json, ...(outcomes.some(({ reason }) => reason !== undefined) ? { refused: true } : {}) };
}

/** `embargo update`: what the public has by now. */
export async function embargoUpdate(folder: string, options: CommandOptions): Promise<Said> {
  const done = await updateFromUpstream(path(folder), options);
  if (!done.ok) return said(done.failure);
  const words = {
    current: 'is current',
    moved: 'has moved along',
    behind: 'stays, with work on it',
    gone: 'is not there any more',
    astray: 'has its worktree on another branch',
  };
  return {
    lines: done.value.map(
      ({ branch, kind, behind }) => `${branch} ${words[kind]}${behind > 0 ? `, ${behind} commits behind` : ''}`,
    ),
    json: { branches: done.value },
  };
}

/** `embargo remove`: all of a workspace. What git ignores is told, and stands in nobody's way: every build makes some. */
export async function embargoRemove(folder: string, force: boolean, options: CommandOptions): Promise<Said> {
  const found = await findWorkspace(path(folder));
  const ignored = found.ok ? await ignoredIn(found.value, options) : [];
  const done = await removeWorkspace(path(folder), force, options);
  const told = ignored.map(ignoredWords).join('; ');
  if (done.ok) {
    const lines = ['Removed.', ...(told === '' ? [] : [`What git ignores went with it: ${told}.`])];
    return { lines, json: { removed: true, ignored } };
  }
  const { lines, json } = said(done.failure);
  const more = told === '' ? [] : [`What git ignores would go, too: ${told}.`];
  return { lines: [...lines, ...more], json: { ...json, ignored }, refused: true };
}

function said(failure: EmbargoFailure): Said {
  return refused(failure.kind, embargoWords(failure), failure);
}

function refused(kind: string, reason: string, more: Readonly<Record<string, unknown>> = {}): Said {
  return { lines: [reason], json: { ...more, refused: kind, reason }, refused: true };
}
