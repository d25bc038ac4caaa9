import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { fail, ok, type Result } from '../common/result.ts';
import { gitEnvironment, runGit, type GitFailure, type GitOptions } from './run.ts';

/** What a fetch may use. Nothing that runs a program of the address's choosing (`ext::`). */
const PROTOCOLS = 'https:ssh:git:file';

/** Whether a folder is one that `fetchCommit` made. */
export function isSide(folder: string): boolean {
  return existsSync(join(folder, 'HEAD')) && existsSync(join(folder, 'objects', 'info', 'alternates'));
}

/**
 * Fetches one commit, without its history, into a repository of our own that borrows all objects of the person's clone.
 * The clone itself stays as it is, byte for byte: no object, no ref, no FETCH_HEAD is written there (law 5).
 * @param side the folder of our own; made where it is not there
 * @param clone the person's clone
 * @param url where to fetch from: an address of one of the clone's remotes
 * @param commit a full commit id
 */
export async function fetchCommit(
  side: string,
  clone: string,
  url: string,
  commit: string,
  options: GitOptions = {},
): Promise<Result<void, GitFailure>> {
  if (!/^[0-9a-f]{40,64}$/.test(commit) || url.startsWith('-')) return fail({ kind: 'no-such-object' });
  const made = isSide(side) ? ok(undefined) : await makeSide(side, clone, options);
  if (!made.ok) return made;
  return run(
    [
      '-C',
      side,
      ...FETCHING,
      'fetch',
      '--quiet',
      '--depth=1',
      '--no-tags',
      '--no-write-fetch-head',
      '--no-auto-gc',
      '--',
      url,
      commit,
    ],
    options,
  );
}

/** No hook, no question, no submodule, no housekeeping that would throw away what no ref names. */
const FETCHING = [
  'core.hooksPath=/dev/null',
  'core.askPass=',
  'gc.auto=0',
  'fetch.recurseSubmodules=false',
  'credential.interactive=never',
].flatMap((setting) => ['-c', setting]);

async function makeSide(side: string, clone: string, options: GitOptions): Promise<Result<void, GitFailure>> {
  const objects = await runGit(clone, ['rev-parse', '--git-path', 'objects'], options);
  if (!objects.ok) return objects;
  const path = objects.value.toString('utf8').trim();
  await mkdir(side, { recursive: true });
  // No template: it may bring hooks along.
  const made = await run(['init', '--quiet', '--bare', '--template=', '--', side], options);
  if (!made.ok) return made;
  await mkdir(join(side, 'objects', 'info'), { recursive: true });
  await writeFile(join(side, 'objects', 'info', 'alternates'), `${isAbsolute(path) ? path : resolve(clone, path)}\n`);
  return ok(undefined);
}

function run(args: readonly string[], { gitPath, signal }: GitOptions): Promise<Result<void, GitFailure>> {
  return new Promise((done) => {
    const child = spawn(gitPath ?? 'git', [...args], {
      env: { ...gitEnvironment(), GIT_ALLOW_PROTOCOL: PROTOCOLS, GIT_NO_LAZY_FETCH: '0' },
      stdio: 'ignore',
      windowsHide: true,
      ...(signal ? { signal } : {}),
    });
    child.on('error', () => {
      done(fail(signal?.aborted ? { kind: 'cancelled' } : { kind: 'git-missing' }));
    });
    child.on('close', (status) => {
      done(status === 0 ? ok(undefined) : fail({ kind: 'git-failed', status }));
    });
  });
}
