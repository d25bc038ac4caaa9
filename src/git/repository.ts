import { fail, ok, type Result } from '../common/result.ts';
import { Blobs } from './blobs.ts';
import { blame, type LastChange } from './blame.ts';
import { grep, type GrepHit, type GrepPattern } from './grep.ts';
import { runGit, type GitFailure, type GitOptions } from './run.ts';

/** A file of a tree. `mode` is git's: 100644, 100755, 120000 (link), 160000 (submodule). */
export interface TreeFile {
  readonly mode: string;
  readonly id: string;
}

/** The files of a tree by path, and their paths by base name. */
export interface Tree {
  readonly revision: string;
  readonly files: ReadonlyMap<string, TreeFile>;
  readonly byName: ReadonlyMap<string, readonly string[]>;
}

export interface Remote {
  readonly name: string;
  readonly url: string;
}

const KEPT_TREES = 12;

/** A clone of the user's, read only: nothing here writes to it. */
export class Repository {
  readonly folder: string;
  readonly #options: GitOptions;
  /** Where objects are read; names and remotes are always the clone's. */
  readonly #objects: string;
  readonly #blobs: Blobs;
  #refs: Promise<Result<ReadonlyMap<string, string>, GitFailure>> | undefined;
  readonly #trees = new Map<string, Promise<Result<Tree, GitFailure>>>();

  /**
   * @param folder a folder in the clone
   * @param side a repository of our own that borrows the clone's objects and has fetched ones besides (see `fetchCommit`)
   */
  constructor(folder: string, options: GitOptions = {}, side?: string) {
    this.folder = folder;
    this.#options = options;
    this.#objects = side ?? folder;
    this.#blobs = new Blobs(this.#objects, options);
  }

  dispose(): void {
    this.#blobs.dispose();
  }

  /** The top folder of the working tree that `folder` lies in. */
  async top(): Promise<Result<string, GitFailure>> {
    const out = await this.#text(['rev-parse', '--show-toplevel']);
    return out.ok ? ok(out.value.trim()) : out;
  }

  /** The remotes with the addresses that git would really fetch from. */
  async remotes(): Promise<Result<readonly Remote[], GitFailure>> {
    const out = await this.#text(['remote', '-v']);
    if (!out.ok) return out;
    const remotes = out.value.split('\n').map((line) => /^(\S+)\t(.+) \(fetch\)/.exec(line));
    return ok(remotes.filter((found) => found !== null).map((found) => ({ name: found[1] ?? '', url: found[2] ?? '' })));
  }

  /**
   * The commit that a name stands for: a full or short id, a tag, a branch, a branch of a remote, or `HEAD`.
   * The name may come from a report: it is looked up among the refs that are there, and never handed to git as such;
   * only hexadecimal digits are. No process is started for it, but for the `HEAD` of a clone that has a repository of ours beside it.
   */
  async commit(name: string): Promise<Result<string, GitFailure>> {
    if (!isPlainRef(name)) return fail({ kind: 'no-such-object' });
    // A repository of our own has a HEAD too, which says nothing.
    if (name === 'HEAD' && this.#objects !== this.folder) {
      const head = await this.#text(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
      return head.ok ? ok(head.value.trim()) : fail({ kind: 'no-such-object' });
    }
    const digits = /^[0-9a-f]{7,64}$/.test(name);
    if (digits || name === 'HEAD') {
      const object = await this.#blobs.read(`${name}^{commit}`);
      if (object.ok) return ok(object.value.id);
    }
    const refs = await this.refs();
    if (!refs.ok) return refs;
    for (const ref of [name, `refs/tags/${name}`, `refs/heads/${name}`, `refs/remotes/${name}`]) {
      const id = refs.value.get(ref);
      if (id !== undefined && (name !== ref || ref.startsWith('refs/'))) return ok(id);
    }
    return fail({ kind: 'no-such-object' });
  }

  /** All tags and branches (local and of remotes) with the commits they stand for; read once until `forgetRefs`. */
  refs(): Promise<Result<ReadonlyMap<string, string>, GitFailure>> {
    this.#refs ??= this.#readRefs();
    return this.#refs;
  }

  /** The clone may have been fetched into. */
  forgetRefs(): void {
    this.#refs = undefined;
  }

  async #readRefs(): Promise<Result<ReadonlyMap<string, string>, GitFailure>> {
    const out = await this.#text([
      'for-each-ref',
      '--format=%(objecttype) %(*objecttype) %(refname) %(objectname) %(*objectname)',
      'refs/tags',
      'refs/heads',
      'refs/remotes',
    ]);
    if (!out.ok) {
      this.#refs = undefined;
      return out;
    }
    const refs = new Map<string, string>();
    for (const line of out.value.split('\n')) {
      const [type, peeledType, ref, id, peeled] = line.split(' ');
      if (ref === undefined || id === undefined) continue;
      if (type === 'commit') refs.set(ref, id);
      else if (peeledType === 'commit' && peeled !== undefined) refs.set(ref, peeled);
    }
    return ok(refs);
  }

  /** All files of a commit. Kept for the last few commits, because reports of one product share them. */
  tree(revision: string): Promise<Result<Tree, GitFailure>> {
    const kept = this.#trees.get(revision);
    if (kept) return kept;
    const reading = this.#readTree(revision);
    this.#trees.set(revision, reading);
    for (const old of this.#trees.keys()) if (this.#trees.size > KEPT_TREES) this.#trees.delete(old);
    void reading.then((result) => {
      if (!result.ok) this.#trees.delete(revision);
    });
    return reading;
  }

  async #readTree(revision: string): Promise<Result<Tree, GitFailure>> {
    const out = await this.#read(['ls-tree', '-r', '-z', '--full-tree', '--end-of-options', revision]);
    if (!out.ok) return out;
    const files = new Map<string, TreeFile>();
    for (const entry of out.value.split('\0')) {
      const tab = entry.indexOf('\t');
      if (tab < 0) continue;
      // mode, type and id, one blank between them
      files.set(entry.slice(tab + 1), {
        mode: entry.slice(0, entry.indexOf(' ')),
        id: entry.slice(entry.lastIndexOf(' ', tab) + 1, tab),
      });
    }
    return ok(new ReadTree(revision, files));
  }

  /** The content of a file at a commit; submodules and folders have none. */
  async file(revision: string, path: string): Promise<Result<Buffer, GitFailure>> {
    // Git gives up altogether on a path that climbs out of the tree, and would take `./` for the folder it runs in.
    if (path.split('/').some((part) => part === '' || part === '.' || part === '..')) return fail({ kind: 'no-such-object' });
    const object = await this.#blobs.read(`${revision}:${path}`);
    if (!object.ok) return object;
    return object.value.type === 'blob' ? ok(object.value.content) : fail({ kind: 'no-such-object' });
  }

  /** The content of a blob by its id, as a tree names it. */
  async blob(id: string): Promise<Result<Buffer, GitFailure>> {
    const object = await this.#blobs.read(id);
    if (!object.ok) return object;
    return object.value.type === 'blob' ? ok(object.value.content) : fail({ kind: 'no-such-object' });
  }

  /** Lines of a commit that hold a text or match an expression; see `grep`. */
  grep(
    revision: string,
    pattern: GrepPattern,
    globs: readonly string[],
    signal?: AbortSignal,
  ): Promise<Result<readonly GrepHit[], GitFailure>> {
    return grep(this.#objects, revision, pattern, globs, { ...this.#options, signal });
  }

  /**
   * Some files of a commit, by path; those that are not there are left out. Cheaper than `tree` when few are wanted.
   * @param revision a commit id
   */
  async entries(revision: string, paths: readonly string[]): Promise<Result<ReadonlyMap<string, TreeFile>, GitFailure>> {
    if (!isObjectId(revision)) return fail({ kind: 'no-such-object' });
    if (paths.length === 0) return ok(new Map());
    const out = await this.#read(['ls-tree', '-z', '--full-tree', '--end-of-options', revision, '--', ...paths]);
    if (!out.ok) return out;
    const wanted = new Set(paths);
    const files = new Map<string, TreeFile>();
    for (const entry of out.value.split('\0')) {
      const tab = entry.indexOf('\t');
      const [mode = '', , id = ''] = entry.slice(0, tab).split(' ');
      if (tab > 0 && wanted.has(entry.slice(tab + 1))) files.set(entry.slice(tab + 1), { mode, id });
    }
    return ok(files);
  }

  /** Who last changed lines of a file, seen from a commit; see `blame`. */
  blame(
    revision: string,
    path: string,
    from: number,
    to: number,
    signal?: AbortSignal,
  ): Promise<Result<readonly LastChange[], GitFailure>> {
    return blame(this.#objects, revision, path, from, to, { ...this.#options, signal });
  }

  #text(args: readonly string[]): Promise<Result<string, GitFailure>> {
    return this.#run(this.folder, args);
  }

  #read(args: readonly string[]): Promise<Result<string, GitFailure>> {
    return this.#run(this.#objects, args);
  }

  async #run(folder: string, args: readonly string[]): Promise<Result<string, GitFailure>> {
    const out = await runGit(folder, args, this.#options);
    return out.ok ? ok(out.value.toString('utf8')) : out;
  }
}

/** The index by name is made when it is first asked for: many trees are only asked for paths. */
class ReadTree implements Tree {
  readonly revision: string;
  readonly files: ReadonlyMap<string, TreeFile>;
  #byName: Map<string, string[]> | undefined;

  constructor(revision: string, files: ReadonlyMap<string, TreeFile>) {
    this.revision = revision;
    this.files = files;
  }

  get byName(): ReadonlyMap<string, readonly string[]> {
    if (this.#byName) return this.#byName;
    const byName = new Map<string, string[]>();
    for (const path of this.files.keys()) {
      const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
      const same = byName.get(name);
      if (same) same.push(path);
      else byName.set(name, [path]);
    }
    this.#byName = byName;
    return byName;
  }
}

/**
 * Whether a text can be the name of a branch, a tag or a commit, and nothing else (git-check-ref-format). Git would allow
 * blanks beyond ASCII; a name that looks like another is refused here.
 */
export function isPlainRef(name: string): boolean {
  return name.length > 0 && name.length <= 255 && !/^[-/.]|\.\.|@\{|[\0-\x20\x7f\s~^:?*[\\]|\/$|\.lock$|\/\/|\/\./.test(name);
}

function isObjectId(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}
