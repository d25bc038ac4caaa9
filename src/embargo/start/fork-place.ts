import { realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { workGit, workText, type WorkOptions } from '../../git/workbench.ts';
import type { EmbargoFailure } from '../failure.ts';
import { readFork, type Fork } from '../guard/fork.ts';
import type { Source } from '../source.ts';
import { isNamedAsForkOf, sameAddress } from './address.ts';

/** What a fork's address must not lead to. */
export interface Others {
  /** The advisory's id. */
  readonly id: string;
  readonly source: Source | undefined;
  /** The public remote's address. */
  readonly upstream: string | undefined;
  /** The folder for all workspaces, with links followed. */
  readonly root: string;
}

interface Address {
  readonly name: string;
  readonly url: string;
}

/** A repository in a folder of this machine. */
interface Place {
  /** The folder that all of its worktrees share, with links followed. */
  readonly common: string;
  readonly hasTree: boolean;
}

/**
 * Finds out whether an address leads to something that is surely no private fork: the person's own clone, whatever any
 * remote of it fetches from or pushes to, a folder with a working tree, or one among the workspaces.
 * @param given the address as the person gave it
 * @returns undefined where nothing speaks against it
 */
export async function refusalOf(
  given: string,
  fork: Fork,
  { id, source, upstream, root }: Others,
  options: WorkOptions = {},
): Promise<EmbargoFailure | undefined> {
  const at = source?.folder ?? '/';
  const place = fork.scheme === 'file' ? await repositoryAt(fork.path, options) : undefined;
  if (source && (await isCloneItself(fork, source.folder, options))) return { kind: 'fork-folder', why: 'own-clone' };
  const known = await addressesIn(at, options);
  const others = [...(source?.remotes ?? []), ...(upstream === undefined ? [] : [{ name: upstream, url: upstream }])];
  const own = [given, fork.url].flatMap((url) => [url, ...known.turned(url)]);
  const top = source ? ((await folderBy(at, '--show-toplevel', options)) ?? at) : at;
  for (const { name, url } of [...others, ...known.remotes]) {
    // Somebody may have given their clone the private fork as a remote.
    if (isNamedAsForkOf(url, id)) continue;
    if ([at, top].some((from) => own.some((one) => sameAddress(url, one, from)))) return { kind: 'fork-is-public', remote: name };
    const folder = place && readFork(/^\w+:/.test(url) ? url : resolve(top, url));
    if (!folder?.ok || folder.value.scheme !== 'file') continue;
    if (await isSame(place?.common, (await repositoryAt(folder.value.path, options))?.common))
      return { kind: 'fork-is-public', remote: name };
  }
  if (place?.hasTree === true) return { kind: 'fork-folder', why: 'working-tree' };
  if (place && (holds(root, place.common) || holds(place.common, root))) return { kind: 'fork-folder', why: 'workspaces' };
  return undefined;
}

/** Whether a fork's address leads into the person's own clone. No git is run for one that is no folder. */
export async function isCloneItself(fork: Fork, clone: string, options: WorkOptions = {}): Promise<boolean> {
  if (fork.scheme !== 'file') return false;
  const place = await repositoryAt(fork.path, options);
  return place !== undefined && isSame(place.common, await folderBy(clone, '--git-common-dir', options));
}

/** Every address that the settings name for any remote, for fetching or for pushing, and what aliases make of an address. */
async function addressesIn(folder: string, options: WorkOptions) {
  const wanted = '^(remote\\..*\\.(push)?url|url\\..*\\.(push)?insteadof)$';
  const out = await workGit(folder, ['config', '-z', '--get-regexp', wanted], { ...options, fine: [0, 1] });
  const lines = out.ok ? out.value.bytes.toString('utf8').split('\0') : [];
  const found = lines.flatMap((line) => {
    const [, section, name = '', key = '', value = ''] = /^(\w+)\.(.*)\.(\w+)\n(.*)$/s.exec(line) ?? [];
    return section === undefined ? [] : [{ section, name, key, value }];
  });
  // As git takes them: the longest beginning counts, for fetching and for pushing each (git-config(1), url.<base>.insteadOf).
  const turned = (url: string): readonly string[] =>
    ['insteadof', 'pushinsteadof'].flatMap((way) => {
      const rules = found.filter(({ section, key, value }) => section === 'url' && key === way && url.startsWith(value));
      const [best] = rules.sort((a, b) => b.value.length - a.value.length);
      return best ? [best.name + url.slice(best.value.length)] : [];
    });
  const remotes: readonly Address[] = found
    .filter(({ section, value }) => section === 'remote' && value !== '')
    .flatMap(({ name, value }) => [value, ...turned(value)].map((url) => ({ name, url })));
  return { remotes, turned };
}

/** The repository that git finds at a path, with the endings that it tries (`enter_repo`, path.c), in its order. */
async function repositoryAt(path: string, options: WorkOptions): Promise<Place | undefined> {
  for (const end of ['/.git', '', '.git/.git', '.git']) {
    const gitDir = path.replace(/\/+$/, '') + end;
    if (!(await stat(gitDir).catch(() => undefined))) continue;
    const asked = ['--path-format=absolute', '--git-common-dir', '--is-bare-repository'];
    const out = await workText('/', ['--git-dir', gitDir, 'rev-parse', ...asked], options);
    const [, common, isBare] = (out.ok && /^(.*)\n(true|false)$/s.exec(out.value)) || [];
    if (common !== undefined) return { common: await realOf(common), hasTree: isBare !== 'true' };
  }
  return undefined;
}

async function folderBy(folder: string, what: string, options: WorkOptions): Promise<string | undefined> {
  const out = await workText(folder, ['rev-parse', '--path-format=absolute', what], options);
  return out.ok && out.value !== '' ? out.value : undefined;
}

function realOf(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}

/** Whether two paths are one folder, also by another mount or in other letters. */
async function isSame(one: string | undefined, other: string | undefined): Promise<boolean> {
  if (one === undefined || other === undefined) return false;
  const [a, b] = await Promise.all([one, other].map((path) => stat(path).catch(() => undefined)));
  if (!a || !b) return false;
  return a.dev === b.dev && a.ino === b.ino;
}

function holds(outer: string, inner: string): boolean {
  return inner === outer || inner.startsWith(outer.endsWith('/') ? outer : `${outer}/`);
}
