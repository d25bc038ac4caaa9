import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { namesIn } from './facts.ts';
import { guardFiles } from './files.ts';
import type { Fork } from './fork.ts';
import { canonical, isClones, isPersons, LIST, readListing, splitKey, type Listed, type RunGit } from './listing.ts';
import { stopsOf } from './modules.ts';
import { guardSettings, terminalEnvironment, type GuardFacts, type Setting } from './settings.ts';

/** One thing in which a guard is not what it was. */
export interface Loosened {
  /**
   * `setting`: a git setting is missing or outweighed. `file`: one of the guard's programs is missing or another.
   * `mode`: it cannot be run. `modules`: submodules could be set up. `environment`: a variable stands above settings.
   * `worktree`: a folder is no worktree of the clone. `unreadable`: git gave no settings.
   */
  readonly kind: 'setting' | 'file' | 'mode' | 'modules' | 'environment' | 'worktree' | 'unreadable';
  /** A key, a variable or the name of a file or folder. */
  readonly what: string;
}

/**
 * Looks whether the guard holds: its settings as git sees them in each worktree, its programs, what stands in the way of
 * submodules, and the variables that outweigh settings. Reads only; one git a folder.
 * @param environment the variables that git will be started with
 * @returns what is loosened; empty if the guard holds
 */
export async function checkGuard(
  run: RunGit,
  gitDir: string,
  worktrees: readonly string[],
  fork: Fork,
  facts: GuardFacts,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<readonly Loosened[]> {
  const wanted = guardSettings(fork, facts);
  const parts = await Promise.all([
    ...[gitDir, ...worktrees].map((folder) => checkFolder(run, folder, wanted)),
    ...worktrees.map((folder) => checkLink(folder, gitDir)),
    ...guardFiles(fork, facts).map(({ path, content }) => checkFile(join(facts.folder, path), path, content)),
    checkStops(gitDir),
  ]);
  const found = [...parts.flat(), ...checkEnvironment(environment, fork, facts)];
  return [...new Map(found.map((one) => [`${one.kind} ${one.what}`, one])).values()];
}

async function checkFolder(run: RunGit, folder: string, wanted: readonly Setting[]): Promise<readonly Loosened[]> {
  const listed = await run(folder, LIST);
  if (!listed.ok) return [{ kind: 'unreadable', what: basename(folder) }];
  return loosenedKeys(readListing(listed.value), wanted).map((what) => ({ kind: 'setting', what }));
}

/** Keys whose effective value is not the guard's, and those that stand above one of the guard's. */
export function loosenedKeys(listed: readonly Listed[], wanted: readonly Setting[]): readonly string[] {
  // What we pass ourselves says nothing about what others will.
  const settings = listed.filter(({ scope }) => scope !== 'command');
  const keys = new Map<string, string[]>();
  for (const [key, value] of wanted) keys.set(canonical(key), [...(keys.get(canonical(key)) ?? []), value]);
  const missing = [...keys].filter(([key, values]) => {
    const present = settings.filter((one) => one.key === key);
    return !holds(key, values, present);
  });
  const strange = settings.filter((one) => !keys.has(one.key) && isAbove(one));
  const names = namesIn(settings.filter(isPersons));
  const uncovered = [
    ...names.schemes.map((name) => `protocol.${name}.allow`),
    ...names.addresses.map((name) => `http.${name}.proxy`),
    ...names.remotes.map((name) => `remote.${name}.proxy`),
  ].filter((key) => !keys.has(key));
  return [...new Set([...missing.map(([key]) => key), ...strange.map(({ key }) => key), ...uncovered])];
}

function holds(key: string, values: readonly string[], present: readonly Listed[]): boolean {
  const local = present.filter(isClones).map(({ value }) => value);
  const [section, , name] = splitKey(key);
  // Every value of these counts, so there may be no other.
  const exact = name === 'url' || name === 'pushurl' || name === 'insteadof' || name === 'pushinsteadof';
  if (exact && section !== 'lfs') return same(local, values);
  if (name === 'hiderefs') return same(local, values);
  // An empty one takes those before it away.
  if (name === 'extraheader') return values.every((value) => local.slice(local.lastIndexOf('') + 1).includes(value));
  return present.at(-1)?.value === values.at(-1);
}

function same(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((value, index) => value === others[index]);
}

/** Whether a setting of the clone's own, which the guard did not make, stands above what the guard made. */
export function isAbove(one: Listed): boolean {
  if (!isClones(one)) return false;
  const [section, between, name] = splitKey(one.key);
  switch (section) {
    case 'protocol':
      return name === 'allow' && one.value !== 'never';
    case 'http':
      return between !== '';
    case 'url':
    case 'include':
    case 'includeif':
      return true;
    case 'alias':
      return name.startsWith('remote-') || between.startsWith('remote-');
    case 'remote':
      return name === 'proxy' || name === 'vcs' || name === 'receivepack';
    case 'receive':
    case 'uploadpack':
      return name === 'hiderefs';
    default:
      return false;
  }
}

async function checkFile(file: string, path: string, content: string): Promise<readonly Loosened[]> {
  try {
    const [found, { mode }] = await Promise.all([readFile(file, 'utf8'), stat(file)]);
    if (found !== content) return [{ kind: 'file', what: path }];
    // Windows has no such bits.
    const loose = process.platform !== 'win32' && ((mode & 0o100) === 0 || (mode & 0o022) !== 0);
    return loose ? [{ kind: 'mode', what: path }] : [];
  } catch {
    return [{ kind: 'file', what: path }];
  }
}

/** A worktree's `.git` is a file that names a folder in the clone; anything else is a repository without the guard. */
async function checkLink(folder: string, gitDir: string): Promise<readonly Loosened[]> {
  const lost: Loosened = { kind: 'worktree', what: basename(folder) };
  try {
    const linked = /^gitdir: (.+?)\s*$/.exec(await readFile(join(folder, '.git'), 'utf8'))?.[1];
    if (linked === undefined) return [lost];
    const [there, here] = await Promise.all([stat(join(linked, '..', '..')), stat(gitDir)]);
    return there.ino === here.ino && there.dev === here.dev ? [] : [lost];
  } catch {
    return [lost];
  }
}

async function checkStops(gitDir: string): Promise<readonly Loosened[]> {
  const stops = await stopsOf(gitDir);
  const found = await Promise.all(
    stops.map((stop) =>
      stat(stop.file).then(
        (entry) => entry.isFile(),
        () => false,
      ),
    ),
  );
  return stops.filter((_, index) => !found[index]).map(({ name }) => ({ kind: 'modules', what: name }));
}

/** Variables that let git around settings, unless they are the guard's own. */
function checkEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  fork: Fork,
  facts: GuardFacts,
): readonly Loosened[] {
  const own = terminalEnvironment(fork, facts);
  const outweighing = ['GIT_ALLOW_PROTOCOL', 'GIT_CONFIG_COUNT', 'GIT_CONFIG_PARAMETERS', 'GIT_DIR', 'GIT_COMMON_DIR'];
  return outweighing
    .filter((name) => (environment[name] ?? '') !== '' && environment[name] !== own[name])
    .map((what) => ({ kind: 'environment', what }));
}
