import { join } from 'node:path';
import { fail, ok, type Result } from '../../common/result.ts';
import { workText, type WorkFailure, type WorkOptions } from '../../git/workbench.ts';
import { productFor } from '../../process/products.ts';
import { layoutOf } from '../layout.ts';
import type { Manifest, WorkBranch } from '../manifest.ts';
import type { BranchKind } from './branch-kinds.ts';
import { changesBetween } from './changes.ts';
import { checklist, type ChecklistItem } from './checklist.ts';
import { commitAt, identityIn, wantsSigning, type PublicClone } from './clone.ts';
import { authorsOf } from './commit.ts';
import type { HandoverFailure } from './failure.ts';
import { lookThrough, type NewContent } from './lint.ts';
import { commitWords, publicBranchName } from './message.ts';
import { planLines } from './plan.ts';
import { commitsOf, privateCommits, type PrivateCommit } from './private-commits.ts';
import { privateOf } from './report.ts';
import type { HandoverOptions, HandoverPlan, HandoverReport, HandoverRequest } from './request.ts';
import { ownFixWords, type Role } from './role.ts';
import type { Side } from './side.ts';
import { textsOf } from './texts.ts';
import { changeTree, mergeFix, startOf } from './tree.ts';
import { isBrought, mayLack } from './whole.ts';

/** What a plan is made from. */
export interface Ground {
  readonly request: HandoverRequest;
  readonly options: HandoverOptions;
  readonly manifest: Manifest;
  readonly branch: WorkBranch;
  readonly role: Role;
  /** What is to be done for the branches that follow. */
  readonly kinds: ReadonlyMap<string, BranchKind>;
  readonly clone: PublicClone;
  /** The private branch's newest commit. */
  readonly tip: string;
  readonly side: Side;
}

/** A plan, and the tree that it is about. */
export interface Draft {
  readonly plan: HandoverPlan;
  readonly tree: string;
}

/**
 * Makes everything but the commit: the tree, the texts, and what is to be said about them.
 * @returns `incomplete-clone` where it failed and the person's clone may lack what it needs
 */
export async function draftHandover(ground: Ground): Promise<Result<Draft, HandoverFailure>> {
  const { request, options, branch, clone } = ground;
  const drafted = await draft(ground);
  if (drafted.ok || clone.lacks === undefined || !mayLack(clone, drafted.failure)) return drafted;
  const there = await isBrought(request.workspace, clone, options);
  if (!there.ok) return there;
  if (there.value) return drafted;
  return fail({ kind: 'incomplete-clone', how: clone.lacks, branch: branch.name, remote: clone.remote });
}

async function draft(ground: Ground): Promise<Result<Draft, HandoverFailure>> {
  const { request, options, manifest, branch, clone, side, tip } = ground;
  options.onStep?.('merging');
  const fix = await takeFix(ground);
  if (!fix.ok) return fix;
  const texts = await textsOf(ground, fix.value);
  if (!texts.ok) return texts;
  const { message, news, report } = texts.value;
  options.onStep?.('checking');
  const tree = await changeTree(side, fix.value.tree, news.change, options);
  if (!tree.ok) return tree;
  const changes = await changesBetween(side, `${clone.base}^{tree}`, tree.value, options);
  if (!changes.ok) return changes;
  const secret = privateOf(manifest, report, request.process, fix.value.privateIds, request.ordinary ?? []);
  const who = await authorFor(ground, fix.value, secret.reporters);
  if (!who.ok) return who;
  const publicBranch = publicBranchName(request.process.handover, { issue: request.issue, branch: branch.name });
  const entry = news.entry;
  const files = changes.value.contents;
  const { findings, doubts } = lookThrough({ message, branch: publicBranch, author: who.value.author, files }, secret);
  const messages = fix.value.commits.map((one) => one.message);
  const lines = planLines({
    message,
    ...(entry ? { news: entry.text, newsPath: entry.path } : {}),
    isPublic: texts.value.isPublic,
    texts: report.texts,
    pulls: report.pulls ?? [],
    commits: commitWords(messages, request.process.handover),
    people: secret.people,
    numbers: [request.issue, ...(request.pr === undefined ? [] : [request.pr])],
    files,
    doubts,
  });
  const plan: HandoverPlan = {
    branch: branch.name,
    publicBranch,
    first: ground.role.first.name,
    base: clone.base,
    remote: clone.remote,
    of: tip,
    ...who.value,
    message,
    ...(entry ? { news: entry } : {}),
    lines,
    files: changes.value.files,
    findings,
    notes: [...texts.value.notes, ...news.notes, ...(await notesOn(ground, report)), ...notesOf(files, who.value)],
    checklist: leftToDo(ground, publicBranch, report.cve),
  };
  return ok({ plan, tree: tree.value });
}

/** The fix on the public branch, and what it comes from. */
export interface Fix {
  readonly tree: string;
  readonly commits: readonly PrivateCommit[];
  readonly privateIds: readonly string[];
}

/** The public tree with the fix in it, and the commits that it comes from. */
async function takeFix(ground: Ground): Promise<Result<Fix, HandoverFailure>> {
  const { request, options, manifest, branch, clone, side, tip } = ground;
  const known = await knownPublic(ground);
  if (!known.ok) return known;
  const start = await startOf(side, tip, branch.base, known.value, options);
  if (!start.ok) return start;
  if (start.value === undefined) return fail({ kind: 'no-common-commit', branch: branch.name });
  if (start.value === tip) return fail({ kind: 'no-fix', branch: branch.name });
  const commits = await commitsOf(side, tip, start.value, clone.base, options);
  if (!commits.ok) return commits;
  const ids = await privateCommits(request.workspace, side, clone, manifest, options);
  if (!ids.ok) return ids;
  if (request.commit !== undefined && ids.value.includes(request.commit)) return fail({ kind: 'private-commit' });
  const merged = await mergeFix(side, start.value, tip, clone.base, options);
  if (!merged.ok) return merged;
  const { tree, conflicts } = merged.value;
  if (conflicts.length > 0) return fail({ kind: 'does-not-apply', branch: branch.name, remote: clone.remote, files: conflicts });
  const before = await workText(side.git, ['rev-parse', `${clone.base}^{tree}`], options);
  if (!before.ok) return before;
  if (before.value === tree) return fail({ kind: 'already-public', branch: branch.name });
  return ok({ tree, commits: commits.value, privateIds: ids.value });
}

/** The public branch as the clone has it; where its history is cut off, also as the workspace knows it. */
async function knownPublic({ request, options, branch, clone }: Ground): Promise<Result<readonly string[], WorkFailure>> {
  if (clone.lacks === undefined) return ok([clone.base]);
  const theirs = await commitAt(layoutOf(request.workspace).clone, `refs/remotes/upstream/${branch.name}`, options);
  return theirs.ok ? ok(theirs.value === undefined ? [clone.base] : [clone.base, theirs.value]) : theirs;
}

async function authorFor(
  { request, clone, options }: Ground,
  { commits }: Fix,
  reporters: readonly string[],
): Promise<Result<Pick<HandoverPlan, 'author' | 'writer' | 'isSigned'>, HandoverFailure>> {
  const person = await identityIn(clone.folder, 'AUTHOR', options);
  if (!person.ok) return person;
  const committer = await identityIn(clone.folder, 'COMMITTER', options);
  if (!committer.ok) return committer;
  const isSigned = await wantsSigning(clone.folder, options);
  if (!isSigned.ok) return isSigned;
  return ok({ ...authorsOf(commits, person.value, reporters, request.acceptedLines), isSigned: isSigned.value });
}

/** What is left to do, as far as it is known here. */
export function leftToDo(
  { request, manifest, branch, role, kinds }: Pick<Ground, 'request' | 'manifest' | 'branch' | 'role' | 'kinds'>,
  publicBranch: string,
  cve?: string,
): readonly ChecklistItem[] {
  const mail = productFor(request.process, manifest.repository)?.mail?.to;
  const others = manifest.branches.filter(({ name }) => name !== role.first.name);
  const branches = [role.first, ...others].map((one) => {
    const made = one.name === branch.name ? publicBranch : one.public?.branch;
    return { name: one.name, ...kinds.get(one.name), ...(made === undefined ? {} : { publicBranch: made }) };
  });
  return checklist(request.process, {
    issue: request.issue,
    branches,
    ...(cve === undefined ? {} : { cve }),
    ...(mail === undefined ? {} : { mail }),
  });
}

/** What nobody could look into, and who does not stand as the author. */
function notesOf(files: readonly NewContent[], { author, writer }: Pick<HandoverPlan, 'author' | 'writer'>): readonly string[] {
  const binary = files.filter(({ bytes, lines }) => bytes && lines.length === 0);
  const names = binary.slice(0, 5).map(({ path }) => JSON.stringify(path));
  const more = binary.length > names.length ? ` and ${binary.length - names.length} more` : '';
  return [
    ...(binary.length > 0 ? [`No text, so what is packed in it was not looked at: ${names.join(', ')}${more}.`] : []),
    ...(writer && author !== writer.author
      ? ['Somebody else wrote the private commits; you stand as the author unless you accept them as such.']
      : []),
  ];
}

/** What a person should know before saying yes. */
async function notesOn({ request, options, branch, role, clone }: Ground, report: HandoverReport): Promise<readonly string[]> {
  const notes = role.own === true ? [ownFixWords(branch.name, role.first.name)] : [];
  const quiet: WorkOptions = { ...options, fine: [0, 128] };
  const dirty = await workText(join(request.workspace, branch.folder), ['status', '--porcelain'], quiet);
  if (dirty.ok && dirty.value !== '') notes.push('The worktree has changes that are not committed; they are not handed over.');
  if (request.commit !== undefined) {
    const there = await commitAt(clone.folder, request.commit, options);
    if (there.ok && there.value === undefined)
      notes.push('Your clone does not have the public commit yet, so nobody has looked whether it is there.');
  }
  if (report.texts.length === 0 && (report.pulls ?? []).length === 0)
    notes.push('No report is known: only ids, the fork and private branches were looked for.');
  return notes;
}
