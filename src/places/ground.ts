import type { RepositoryName } from '../advisory/model.ts';
import { Lru } from '../common/lru.ts';
import type { GrepHit, GrepPattern } from '../git/grep.ts';
import type { Repository, Tree } from '../git/repository.ts';
import type { Process } from '../process/process.ts';
import type { Affected } from './affected.ts';

/** A text file of a tree. */
export interface SourceFile {
  readonly path: string;
  /** Blob id: everything that is known of the content is kept under it. */
  readonly id: string;
  readonly text: string;
  /** Without line ends of either kind; a final line end makes no further line. */
  readonly lines: readonly string[];
}

/** Why a path of a tree has no text to look at. */
export type NoFile = 'not-text' | 'unreadable';

/** What is kept from report to report: files, what was parsed of them by blob id, and searches by commit. */
export class PlaceCache {
  /** Characters of source text. */
  readonly files = new Lru<Promise<SourceFile | NoFile>>(96 * 1024 * 1024);
  /** Characters of the source that was parsed. */
  readonly parsed = new Lru<unknown>(256 * 1024 * 1024);
  readonly searches = new Lru<Promise<readonly GrepHit[] | undefined>>(200);
}

export interface GroundParts {
  /** The repository that the report is about. */
  readonly about: RepositoryName;
  readonly repository: Repository;
  /** The first is where places are looked up before all others. */
  readonly affected: readonly [Affected, ...Affected[]];
  readonly process: Process;
  /** Hosts on which a link leads into this repository. */
  readonly hosts: readonly string[];
  readonly cache: PlaceCache;
  readonly signal?: AbortSignal | undefined;
}

/** Where the places of one report are looked up: trees of a clone, and what is known of their files. */
export class Ground {
  readonly parts: GroundParts;

  constructor(parts: GroundParts) {
    this.parts = parts;
  }

  /** A commit's tree; undefined where git cannot read it. */
  async tree(revision: string): Promise<Tree | undefined> {
    const tree = await this.parts.repository.tree(revision);
    return tree.ok ? tree.value : undefined;
  }

  /** A file of a tree as text. Links and submodules are none, nor is what holds a NUL. */
  async file(tree: Tree, path: string): Promise<SourceFile | NoFile> {
    const entry = tree.files.get(path);
    if (entry?.mode !== '100644' && entry?.mode !== '100755') return 'not-text';
    const { id } = entry;
    const { files } = this.parts.cache;
    const key = `${id} ${path}`;
    const reading = files.getOr(key, 100_000, () => this.#read(id, path));
    const file = await reading;
    if (file === 'unreadable') files.delete(key);
    return file;
  }

  /** The text of a file, or undefined: for those to whom all reasons are one. */
  async text(tree: Tree, path: string): Promise<SourceFile | undefined> {
    const file = await this.file(tree, path);
    return typeof file === 'string' ? undefined : file;
  }

  /** What is made from a file's content, kept by its blob id. `what` names it and holds all else that it depends on. */
  parsed<T>(file: SourceFile, what: string, make: (file: SourceFile) => T): T {
    // One `what` is made by one function only, so that what is kept under it is what that function gives.
    return this.parts.cache.parsed.getOr(`${what} ${file.id}`, file.text.length + 1000, () => make(file)) as T;
  }

  /** Searches a commit, once for each commit and pattern; undefined where git failed. */
  search(revision: string, pattern: GrepPattern, globs: readonly string[]): Promise<readonly GrepHit[] | undefined> {
    const key = JSON.stringify([this.parts.repository.folder, revision, pattern, globs]);
    const { searches } = this.parts.cache;
    return searches.getOr(key, 1, () =>
      this.parts.repository.grep(revision, pattern, globs, this.parts.signal).then((found) => {
        if (found.ok) return found.value;
        searches.delete(key);
        return undefined;
      }),
    );
  }

  async #read(id: string, path: string): Promise<SourceFile | NoFile> {
    const content = await this.parts.repository.blob(id);
    if (!content.ok) return content.failure.kind === 'too-large' ? 'not-text' : 'unreadable';
    if (content.value.subarray(0, 8000).includes(0)) return 'not-text';
    const text = content.value.toString('utf8').replace(/^\uFEFF/, '');
    const lines = text.split(/\r?\n/);
    if (lines.at(-1) === '') lines.pop();
    return { path, id, text, lines };
  }
}
