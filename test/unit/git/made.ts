/** A small git repository in a temporary folder, made by git itself with settings of nobody's. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Made {
  readonly folder: string;
  readonly git: (args: readonly string[], input?: string | Buffer) => string;
  readonly remove: () => void;
}

/** What is in the tree: mode and content; a submodule's content is the commit it points at. */
export type Files = Readonly<Record<string, readonly [mode: string, content: string | Buffer]>>;

const MODULE = '5ab0a11db0a7c0ffee5ab0a11db0a7c0ffee5ab0';

/** An empty repository; `remove` takes it away again. */
export function makeRepository(): Made {
  const folder = mkdtempSync(join(tmpdir(), 'at-git-'));
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
  const who = {
    GIT_AUTHOR_NAME: 'A',
    GIT_AUTHOR_EMAIL: 'a@example.org',
    GIT_COMMITTER_NAME: 'A',
    GIT_COMMITTER_EMAIL: 'a@example.org',
    GIT_AUTHOR_DATE: '2026-11-22T12:00:00Z',
    GIT_COMMITTER_DATE: '2026-11-22T12:00:00Z',
  };
  const env = { ...own, ...who, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: devNull, LC_ALL: 'C' };
  const git = (args: readonly string[], input: string | Buffer = '') =>
    execFileSync('git', args, { cwd: folder, env, input, stdio: ['pipe', 'pipe', 'pipe'] })
      .toString('utf8')
      .trim();
  git(['init', '--quiet', '--initial-branch=main', '--template=', '--object-format=sha1']);
  return {
    folder,
    git,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Commits exactly these files, without a working tree, and lets `refs` point there. */
export function commit({ git }: Made, files: Files, refs: readonly string[]): string {
  git(['read-tree', '--empty']);
  for (const [path, [mode, content]] of Object.entries(files)) {
    const id = mode === '160000' ? MODULE : git(['hash-object', '-w', '--stdin'], content);
    git(['update-index', '--add', '--index-info'], `${mode} ${id}\t${path}\n`);
  }
  const id = git(['commit-tree', git(['write-tree']), '-m', 'files']);
  for (const ref of refs) git(['update-ref', ref, id]);
  return id;
}
