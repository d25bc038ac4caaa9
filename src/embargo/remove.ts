import { randomBytes } from 'node:crypto';
import { readFile, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fail, ok, type Result } from '../common/result.ts';
import { workText, type WorkOptions } from '../git/workbench.ts';
import type { EmbargoFailure, Lost } from './failure.ts';
import { TO_FORK } from './guard/guard.ts';
import { layoutOf, plainId } from './layout.ts';
import { alone } from './lock.ts';
import { digestOf, readManifest, writeManifest } from './manifest.ts';
import { matrixOf } from './matrix.ts';
import { EMPTY_NOTES } from './start/papers.ts';
import { PUBLIC } from './start/plan.ts';
import { findWorkspace, isOnlyBegun, type Workspace } from './workspace.ts';

const ASIDE = '.removing-';
/** So many files of a person's own are told by their paths. */
const MOST_NAMED = 5;
/** A remote that has not answered by then is not waited for. */
const PATIENCE_MS = 10_000;

/**
 * What a removal would lose: commits that are neither in the fork nor public nor in the
 * person's clone by the same tag, changes that are in no commit, and files of
 * the person's own. What git ignores is not lost, but told (`ignoredIn`): builds are made of it.
 * @returns `work-unreadable` where git cannot tell
 */
export async function lostBy(workspace: Workspace, options: WorkOptions = {}): Promise<Result<readonly Lost[], EmbargoFailure>> {
  const { folder, manifest } = workspace;
  const { clone } = layoutOf(folder);
  const rows = await matrixOf(workspace, options);
  const unreadable = rows.filter(({ state }) => state === 'unreadable').map(({ name }) => name);
  if (unreadable.length > 0) return fail({ kind: 'work-unreadable', branches: unreadable });
  const lost: Lost[] = [];
  const count = async (branch: string, tip: string, files: number, known: readonly string[] = []): Promise<boolean> => {
    const commits = await unpushedIn(clone, tip, known, options);
    if (commits !== undefined && commits + files > 0) lost.push({ branch, commits, files });
    return commits !== undefined;
  };
  const own = manifest.branches.map((branch) => `refs/heads/${branch.private}`);
  const kept = await keptTags(workspace, own, options);
  if (!kept) return fail({ kind: 'work-unreadable', branches: ['clone.git'] });
  const safe = [...own, ...kept];
  for (const row of rows) {
    const isPublic = row.public?.of === row.commit;
    const read = await count(
      row.name,
      isPublic ? '--glob=refs/nothing' : `refs/heads/${row.private}`,
      row.changed + row.conflicts.length,
    );
    // Where HEAD is elsewhere, in the midst of a rebase for instance, it may hold what no branch has.
    const head = await workText(join(folder, row.folder), ['rev-parse', 'HEAD'], options);
    if (!read || !head.ok || !(await count(`${row.name} (HEAD)`, head.value, 0, safe)))
      return fail({ kind: 'work-unreadable', branches: [row.name] });
  }
  const refs = await workText(clone, ['for-each-ref', '--format=%(refname)', 'refs/heads', 'refs/tags', 'refs/stash'], options);
  if (!refs.ok) return fail({ kind: 'work-unreadable', branches: ['clone.git'] });
  for (const ref of refs.value.split('\n').filter((one) => one !== '' && !safe.includes(one)))
    if (!(await count(ref.replace(/^refs\/(?:heads\/)?/, ''), ref, 0, safe)))
      return fail({ kind: 'work-unreadable', branches: [ref] });
  const papers = await ownFiles(workspace);
  if (papers.length > 0)
    lost.push({ branch: 'files of yours', commits: 0, files: papers.length, paths: papers.slice(0, MOST_NAMED) });
  const added = await addedWorktrees(workspace, options);
  return ok([...lost, ...added]);
}

/**
 * Tags that stay although the workspace goes: the person's clone, the private fork or the public remote has the same object
 * by the same name. Plain git brings them along. The remotes are asked only where a tag would be counted as lost; one that
 * does not answer has none.
 * @returns full names; undefined where git cannot tell
 */
async function keptTags(
  { folder, manifest }: Workspace,
  own: readonly string[],
  options: WorkOptions,
): Promise<readonly string[] | undefined> {
  const { clone } = layoutOf(folder);
  const listed = ['for-each-ref', '--format=%(objectname)%09%(refname)', 'refs/tags'];
  const here = await workText(clone, listed, options);
  if (!here.ok) return undefined;
  const tags = linesOf(here.value);
  if (tags.length === 0) return [];
  const { source, upstream } = manifest;
  const inSource = source === undefined ? undefined : await workText(source, listed, options);
  const known = new Set(inSource?.ok === true ? linesOf(inSource.value) : []);
  const kept = () => tags.filter((tag) => known.has(tag)).map(refOf);
  for (const tag of tags.filter((one) => !known.has(one))) {
    const commits = await unpushedIn(clone, refOf(tag), [...own, ...kept()], options);
    if (commits === 0) continue;
    const asked: WorkOptions = {
      ...options,
      signal: AbortSignal.any([AbortSignal.timeout(PATIENCE_MS), ...(options.signal ? [options.signal] : [])]),
    };
    const theirs = await Promise.all([
      workText(clone, ['ls-remote', '--tags', 'fork'], { ...asked, ...TO_FORK }),
      ...(upstream === undefined
        ? []
        : [workText('/', ['ls-remote', '--tags', '--end-of-options', upstream], { ...asked, protocols: PUBLIC })]),
    ]);
    for (const one of theirs) for (const line of one.ok ? linesOf(one.value) : []) known.add(line);
    break;
  }
  return kept();
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}

/** Of a line with an object and a name. */
function refOf(line: string): string {
  return line.slice(line.indexOf('\t') + 1);
}

/** Commits that only a tip has; undefined where git cannot tell. */
async function unpushedIn(
  clone: string,
  tip: string,
  known: readonly string[],
  options: WorkOptions,
): Promise<number | undefined> {
  const besides = known.filter((ref) => ref !== tip);
  const out = await workText(clone, ['rev-list', '--count', tip, '--not', '--remotes', ...besides, '--'], options);
  return out.ok ? Number(out.value) : undefined;
}

/** Files beside the code that somebody has written: notes, a changed document, anything that is not ours. */
async function ownFiles({ folder, manifest }: Workspace): Promise<readonly string[]> {
  const { papers, notes, sign } = layoutOf(folder);
  const known = new Set(['advisory', 'guard', 'clone.git', 'embargo.json', `${basename(folder)}.code-workspace`]);
  const ours = (name: string) =>
    known.has(name) ||
    /^(?:embargo\.(?:lock|json\.)|\.gone-|\.handover-)/.test(name) ||
    manifest.branches.some((one) => one.folder === name);
  const files = (await readdir(folder)).filter((name) => !ours(name));
  for (const name of await readdir(papers).catch(() => [])) {
    const path = join(papers, name);
    if (path === sign) continue;
    const text = await readFile(path, 'utf8').catch(() => undefined);
    const isAsMade = path === notes ? text === EMPTY_NOTES : text !== undefined && digestOf(text) === manifest.document;
    if (!isAsMade) files.push(`${basename(papers)}/${name}`);
  }
  return files.sort();
}

/** Worktrees that somebody has added to the clone, with changes in them. */
async function addedWorktrees({ folder, manifest }: Workspace, options: WorkOptions): Promise<readonly Lost[]> {
  const { clone } = layoutOf(folder);
  const out = await workText(clone, ['worktree', 'list', '--porcelain', '-z'], options);
  const paths = out.ok ? out.value.split('\0').flatMap((line) => /^worktree (.*)$/s.exec(line)?.[1] ?? []) : [];
  const known = new Set([clone, ...manifest.branches.map((branch) => join(folder, branch.folder))]);
  const lost: Lost[] = [];
  for (const path of paths.filter((one) => !known.has(one))) {
    const status = await workText(path, ['status', '--porcelain', '-z'], options);
    const files = status.ok ? status.value.split('\0').filter((line) => line !== '').length : 0;
    if (files > 0) lost.push({ branch: basename(path), commits: 0, files });
  }
  return lost;
}

/**
 * Removes a workspace whole. It gets another name first, so that nothing half removed looks like a workspace; a removal
 * that was interrupted is finished by asking again.
 * @param force also what would be lost
 */
export async function removeWorkspace(
  folder: string,
  force: boolean,
  options: WorkOptions = {},
): Promise<Result<void, EmbargoFailure>> {
  const swept = await finishRemovals(folder);
  const found = await findWorkspace(folder);
  if (!found.ok) {
    if (found.failure.kind !== 'no-workspace') return found;
    const begun = plainId(basename(folder)) !== undefined && (await isOnlyBegun(folder));
    if (begun) await rm(folder, { recursive: true, force: true });
    return begun || swept ? ok(undefined) : found;
  }
  const workspace = found.value;
  if (!force && workspace.manifest.state === 'ready') {
    const lost = await lostBy(workspace, options);
    if (!lost.ok) return lost;
    if (lost.value.length > 0) return fail({ kind: 'unpushed', lost: lost.value });
  }
  const aside = join(dirname(workspace.folder), `${ASIDE}${basename(workspace.folder)}-${randomBytes(4).toString('hex')}`);
  const moved = await alone(workspace.folder, async () => {
    const noted = await writeManifest(workspace.folder, { ...workspace.manifest, state: 'removing' });
    // On a full disk the note cannot be written; the removal is what helps there.
    if (!noted.ok && noted.failure.kind !== 'disk-full') return noted;
    return rename(workspace.folder, aside).then(
      () => ok(undefined),
      () => fail({ kind: 'workspace-not-written' as const }),
    );
  });
  if (!moved.ok) return moved;
  await clear(aside);
  return ok(undefined);
}

/** Removes a folder that was put aside; what says what it was goes last, so that the rest is known for what it is. */
async function clear(aside: string): Promise<void> {
  const { manifest } = layoutOf(aside);
  for (const name of await readdir(aside).catch(() => []))
    if (name !== basename(manifest))
      await rm(join(aside, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  await rm(manifest, { force: true });
  await rmdir(aside).catch(() => undefined);
}

/** A folder that was put aside, by its name: the advisory's id, and eight digits. */
const LEFT = /^\.removing-(GHSA(?:-[23456789cfghjmpqrvwx]{4}){3})-[0-9a-f]{8}$/;

/**
 * Finishes what an interrupted removal has left, in the folder for all workspaces or beside a workspace. Only what its own
 * manifest says to be removed is touched, and what is empty.
 */
async function finishRemovals(folder: string): Promise<boolean> {
  const id = plainId(basename(folder));
  const root = id === undefined ? folder : dirname(folder);
  let found = false;
  for (const name of await readdir(root).catch(() => [])) {
    const left = LEFT.exec(name)?.[1];
    if (left === undefined || (id !== undefined && left !== id)) continue;
    const aside = join(root, name);
    const manifest = await readManifest(aside);
    const isOurs = manifest.ok && manifest.value.state === 'removing' && manifest.value.advisory === left;
    if (isOurs) await clear(aside);
    else if (
      !(await rmdir(aside).then(
        () => true,
        () => false,
      ))
    )
      continue;
    found = true;
  }
  return found;
}
