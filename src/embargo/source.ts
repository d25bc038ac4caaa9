import { readFile, stat } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import { fail, ok, type Result } from '../common/result.ts';
import { runGit, type GitOptions } from '../git/run.ts';
import { Repository, type Remote } from '../git/repository.ts';
import type { EmbargoFailure } from './failure.ts';

/** The person's clone, as far as a workspace needs it. It is only read. */
export interface Source {
  readonly folder: string;
  /** Where objects lie: the clone's own folder first, then those that it borrows from. */
  readonly objects: readonly string[];
  readonly lacks: 'shallow' | 'partial' | undefined;
  /** The `shallow` file of a shallow clone. */
  readonly shallowFile: string | undefined;
  readonly remotes: readonly Remote[];
  /** The remote that the public fetches from; undefined where the clone has none. */
  readonly upstream: Remote | undefined;
  /** Full ref name → commit. */
  readonly refs: ReadonlyMap<string, string>;
}

/** How many clones may borrow from one another in a row (git's own limit). */
const MOST_BORROWED = 5;

/**
 * Reads what a clone is like.
 * @param folder a folder in the clone, or a bare repository
 * @param repository `owner/name` of the product, by which its remote is found
 */
export async function readSource(
  folder: string,
  repository: string | undefined,
  options: GitOptions = {},
): Promise<Result<Source, EmbargoFailure>> {
  const paths = await lines(
    folder,
    ['rev-parse', '--git-path', 'objects', '--git-path', 'shallow', '--is-shallow-repository'],
    options,
  );
  if (!paths) return fail({ kind: 'not-a-clone' });
  const [objects = '', shallow = '', isShallow] = paths;
  const clone = new Repository(folder, options);
  try {
    const [remotes, refs, partial] = await Promise.all([
      clone.remotes(),
      clone.refs(),
      lines(folder, ['config', '--get-regexp', '^(extensions\\.partialclone|remote\\..*\\.promisor)$'], options),
    ]);
    if (!remotes.ok || !refs.ok) return fail({ kind: 'not-a-clone' });
    const absolute = (path: string) => (isAbsolute(path) ? path : resolve(folder, path));
    // From our own clone a relative address would lead elsewhere.
    const named = remotes.value.map(({ name, url }) => ({ name, url: /^\.{1,2}\//.test(url) ? resolve(folder, url) : url }));
    return ok({
      folder,
      objects: await borrowed(absolute(objects), 0),
      lacks: isShallow === 'true' ? 'shallow' : partial?.some((line) => line !== '') ? 'partial' : undefined,
      shallowFile: isShallow === 'true' ? absolute(shallow) : undefined,
      remotes: named,
      upstream: upstreamOf(named, repository),
      refs: refs.value,
    });
  } finally {
    clone.dispose();
  }
}

/** A folder of objects and all that it borrows from (gitrepository-layout, `objects/info/alternates`). */
async function borrowed(objects: string, depth: number): Promise<readonly string[]> {
  const text = await readFile(resolve(objects, 'info', 'alternates'), 'utf8').catch(() => '');
  const found = [objects];
  if (depth >= MOST_BORROWED) return found;
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const other = resolve(objects, line);
    if (
      await stat(other).then(
        (it) => it.isDirectory(),
        () => false,
      )
    )
      found.push(...(await borrowed(other, depth + 1)));
  }
  return [...new Set(found)];
}

/** The remote whose address names the product; else the one that people call upstream, else the one a clone is made with. */
function upstreamOf(remotes: readonly Remote[], repository: string | undefined): Remote | undefined {
  const named = (name: string) => remotes.find((remote) => remote.name === name);
  const end = repository?.toLowerCase();
  const product = remotes.find(({ url }) => {
    const path = url
      .toLowerCase()
      .replace(/\/$/, '')
      .replace(/\.git$/, '');
    return end !== undefined && (path.endsWith(`/${end}`) || path.endsWith(`:${end}`));
  });
  return product ?? named('upstream') ?? named('origin') ?? (remotes.length === 1 ? remotes[0] : undefined);
}

/** What the clone has of a branch: as its public remote had it; its own branch only where it follows no remote. */
export function tipInClone(source: Source, branch: string): string | undefined {
  const { refs, upstream } = source;
  const tracked = upstream && refs.get(`refs/remotes/${upstream.name}/${branch}`);
  return tracked ?? refs.get(`refs/heads/${branch}`);
}

async function lines(folder: string, args: readonly string[], options: GitOptions): Promise<readonly string[] | undefined> {
  const out = await runGit(folder, args, options);
  return out.ok ? out.value.toString('utf8').trim().split('\n') : undefined;
}
