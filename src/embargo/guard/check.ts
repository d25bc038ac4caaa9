import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { formerGuard, nameOfConfig, readCloneSettings, type CloneSettings } from './clone-settings.ts';
import { loosenedKeys } from './compare.ts';
import { guardFiles } from './files.ts';
import type { Fork } from './fork.ts';
import { readLink } from './links.ts';
import { isClones, LIST, readListing, type RunGit } from './listing.ts';
import { stopsOf } from './modules.ts';
import { guardSettings, terminalEnvironment, type GuardFacts, type Setting } from './settings.ts';

/** One thing in which a guard is not what it was. */
export interface Loosened {
  /**
   * `setting`: a git setting is missing or outweighed. `file`: one of the guard's programs is missing or another.
   * `mode`: it cannot be run. `modules`: submodules could be set up. `environment`: a variable stands above settings.
   * `worktree`: a folder is no worktree of the clone (`how`). `moved`: the workspace is not where its settings and
   * worktrees say. `config-broken`: the clone's file of settings is gone or cannot be parsed. `unreadable`: git gave no
   * settings.
   */
  readonly kind: 'setting' | 'file' | 'mode' | 'modules' | 'environment' | 'worktree' | 'moved' | 'config-broken' | 'unreadable';
  /** A key, a variable or the name of a file or folder. */
  readonly what: string;
  /**
   * Of a worktree. `gone`: nothing is there. `unregistered`: the clone knows it no more. `elsewhere`: it is gone, and its
   * branch is checked out in another worktree. `foreign`: something else is there.
   */
  readonly how?: 'gone' | 'unregistered' | 'elsewhere' | 'foreign';
}

/**
 * Whether a finding lets a push go astray. A worktree that is gone does not: what is pushed from the clone goes by the
 * clone's own settings, which are looked at for themselves; where no worktree is, nobody can push, and git takes a folder
 * that the clone knows no more for no repository. Something else in its place may well be one, without any guard.
 */
export function loosens({ kind, how }: Loosened): boolean {
  return kind !== 'worktree' || how === undefined || how === 'foreign';
}

/**
 * Looks whether the guard holds: its settings as git sees them in each worktree, its programs, what stands in the way of
 * submodules, and the variables that outweigh settings. Reads only; one git a folder. What has one cause is one finding:
 * of a worktree that is gone, a clone without settings and a workspace that was moved nothing else is said.
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
  const settings = await readCloneSettings(run, gitDir);
  const former = 'listed' in settings ? formerGuard(settings.listed, facts.folder) : undefined;
  const at = former === undefined ? facts : { ...facts, folder: former };
  const wanted = guardSettings(fork, at);
  const formerClone = former === undefined ? gitDir : join(dirname(former), basename(gitDir));
  const parts = await Promise.all([
    ...worktrees.map(async (folder): Promise<readonly Loosened[]> => {
      const { state } = await readLink(folder, gitDir, formerClone);
      if (state === 'strayed') return [moved(gitDir)];
      // Without a clone nobody knows whether it was a worktree of it.
      if (state === 'unregistered' && settings.kind === 'unreadable') return [];
      if (state !== 'holds') return [{ kind: 'worktree', what: basename(folder), how: state }];
      return settings.kind === 'seen' ? checkWorktree(run, folder, wanted) : [];
    }),
    ...guardFiles(fork, at).map(({ path, content }) => checkFile(join(facts.folder, path), path, content)),
    // Where nothing of a clone can be seen, there is nothing to stop.
    settings.kind === 'unreadable' && !(await canBeListed(gitDir)) ? [] : checkStops(gitDir),
  ]);
  const whole = [...checkClone(settings, gitDir, wanted), ...(former === undefined ? [] : [moved(gitDir)])];
  const found = [...whole, ...parts.flat(), ...checkEnvironment(environment, fork, facts)];
  return [...new Map(found.map((one) => [`${one.kind} ${one.what}`, one])).values()];
}

/** What is said of the whole workspace. */
function moved(gitDir: string): Loosened {
  return { kind: 'moved', what: basename(dirname(gitDir)) };
}

function checkClone(settings: CloneSettings, gitDir: string, wanted: readonly Setting[]): readonly Loosened[] {
  const unreadable: Loosened = { kind: 'unreadable', what: basename(gitDir) };
  if (!('listed' in settings))
    return settings.kind === 'broken' ? [{ kind: 'config-broken', what: nameOfConfig(gitDir) }] : [unreadable];
  const keys = loosenedKeys(settings.listed, wanted).map((what): Loosened => ({ kind: 'setting', what }));
  // Where git refuses the clone although its settings are the guard's, there is something else.
  return settings.kind === 'file' && keys.length === 0 ? [unreadable] : keys;
}

async function checkWorktree(run: RunGit, folder: string, wanted: readonly Setting[]): Promise<readonly Loosened[]> {
  const seen = await run(folder, LIST);
  const listed = seen.ok ? readListing(seen.value) : [];
  if (!listed.some(isClones)) return [{ kind: 'unreadable', what: basename(folder) }];
  return loosenedKeys(listed, wanted).map((what) => ({ kind: 'setting', what }));
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

function canBeListed(folder: string): Promise<boolean> {
  return readdir(folder).then(
    () => true,
    () => false,
  );
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
