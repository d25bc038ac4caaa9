/** Real git repositories to practise on, made by `git fast-import` from the templates and the history. */
import { execFile, spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { authors, cpythonHistory, pipHistory, releaseToolsHistory, type Step } from './history.ts';
import { renderTree } from './template.ts';

const histories = { cpython: cpythonHistory, pip: pipHistory, 'release-tools': releaseToolsHistory };

export type PracticeRepositoryName = keyof typeof histories;

/** The small repositories beside the practice CPython. */
export const otherRepositories = ['pip', 'release-tools'] as const satisfies readonly PracticeRepositoryName[];

export interface PracticeRepositoryOptions {
  /** Which one; the practice CPython if nothing is said. */
  readonly repository?: PracticeRepositoryName;
  /** true: no files are checked out. */
  readonly bare?: boolean;
}

/** Where the gitlink points: at a commit that nobody has, as in a clone without submodules. */
export const submoduleCommit = '5ab0a11db0a7c0ffee5ab0a11db0a7c0ffee5ab0';
export const submodulePath = 'Modules/expat/vendored';
export const symlinkPath = 'Doc/README.rst';
/** A link that leads out of the tree: whoever follows links on disk leaves the repository. */
export const escapingSymlinkPath = 'Lib/test/outside';
export const binaryPath = 'Lib/test/archivetestdata/sample.bin';

/** The environment in which nobody's settings change what git does. */
export function gitEnvironment(): NodeJS.ProcessEnv {
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
  return { ...own, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: os.devNull, LC_ALL: 'C' };
}

const run = promisify(execFile);

async function git(dir: string, ...args: string[]): Promise<string> {
  const { stdout } = await run('git', args, { cwd: dir, env: gitEnvironment(), maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

function feed(dir: string, stream: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['fast-import', '--quiet', '--force'], { cwd: dir, env: gitEnvironment() });
    let complaint = '';
    child.stderr.on('data', (data: Buffer) => {
      complaint += data.toString();
    });
    child.stdin.on('error', () => {
      /* git says why on its way out */
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`git fast-import ended with ${String(code)}: ${complaint}`));
    });
    child.stdin.end(stream);
  });
}

/** What no template can say: links, a submodule, bytes. They come with the flag `odd`. */
function specialFiles(): string[] {
  const inline = (mode: string, target: string, text: string): string =>
    `M ${mode} inline ${target}\ndata ${Buffer.byteLength(text, 'latin1')}\n${text}\n`;
  const bytes = Array.from({ length: 512 }, (_, at) => String.fromCharCode((at * 37) % 256)).join('');
  return [
    inline('120000', symlinkPath, '../README.rst'),
    inline('120000', escapingSymlinkPath, '../../../outside.txt'),
    `M 160000 ${submoduleCommit} ${submodulePath}\n`,
    inline('100644', binaryPath, bytes),
  ];
}

interface Branch {
  flags: ReadonlySet<string>;
  version: string;
  files: ReadonlyMap<string, string>;
  mark: number;
}

const utf8 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** The import stream of a history; its text is bytes, one character each. */
function streamOf(repository: PracticeRepositoryName, history: readonly Step[]): Buffer {
  const out: string[] = [];
  const branches = new Map<string, Branch>();
  const nothing: Branch = { flags: new Set(), version: '', files: new Map(), mark: 0 };
  history.forEach((step, index) => {
    const before = branches.get(step.from ?? step.on) ?? nothing;
    const flags = new Set([...before.flags, ...(step.flags ?? [])]);
    const version = step.version ?? before.version;
    const files = renderTree(repository, { flags, version });
    const mark = index + 1;
    const seconds = Date.parse(`${step.at}T08:00:00Z`) / 1000 + index * 60;
    const who = `${utf8(authors[step.by])} ${seconds} +0000`;
    const message = utf8(`${step.message}\n`);
    out.push(`commit refs/heads/${step.on}\nmark :${mark}\nauthor ${who}\ncommitter ${who}\n`);
    out.push(`data ${message.length}\n${message}`);
    if (before.mark > 0) out.push(`from :${before.mark}\n`);
    for (const name of before.files.keys()) if (!files.has(name)) out.push(`D ${utf8(name)}\n`);
    for (const [name, text] of files) {
      if (before.files.get(name) === text) continue;
      const bytes = utf8(text);
      out.push(`M 100644 inline ${utf8(name)}\ndata ${bytes.length}\n${bytes}\n`);
    }
    if (step.flags?.includes('odd')) out.push(...specialFiles());
    out.push('\n');
    if (step.tag) {
      out.push(`tag ${step.tag}\nfrom :${mark}\ntagger ${who}\ndata ${message.length}\n${message}\n`);
    }
    branches.set(step.on, { flags, version, files, mark });
  });
  return Buffer.from(out.join(''), 'latin1');
}

async function readCommits(dir: string): Promise<Record<string, string>> {
  const format = '%(refname) %(objectname) %(*objectname)';
  const commits: Record<string, string> = {};
  for (const line of (await git(dir, 'for-each-ref', `--format=${format}`)).trim().split('\n')) {
    const [name = '', own = '', peeled = ''] = line.split(' ');
    commits[name.replace(/^refs\/(heads|tags)\//, '')] = peeled || own;
  }
  commits['main~1'] = (await git(dir, 'rev-parse', '--verify', '--end-of-options', 'main~1')).trim();
  return commits;
}

/**
 * Make a practice repository in a folder that is empty or does not exist yet.
 * `commits` has the commit of every branch and tag, and of `main~1`, which in the practice CPython no tag contains.
 */
export async function makePracticeRepository(
  dir: string,
  options: PracticeRepositoryOptions = {},
): Promise<{ dir: string; commits: Record<string, string> }> {
  const repository = options.repository ?? 'cpython';
  await mkdir(dir, { recursive: true });
  const bare = options.bare ? ['--bare'] : [];
  await git(dir, 'init', '--quiet', '--initial-branch=main', '--template=', '--object-format=sha1', ...bare);
  await feed(dir, streamOf(repository, histories[repository]));
  if (!options.bare) await git(dir, '-c', 'core.autocrlf=false', 'reset', '--quiet', '--hard', 'main');
  return { dir: path.resolve(dir), commits: await readCommits(dir) };
}
