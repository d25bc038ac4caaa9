import { ok, type Result } from '../../common/result.ts';
import type { Repository, Tree } from '../../git/repository.ts';
import type { GitFailure } from '../../git/run.ts';

/** So many files are named to git one by one; beyond, it looks through all. */
const MOST_NAMED = 1200;
/** An argument list may have about 32,000 characters on some systems. */
const MOST_ARGUMENT = 24_000;
/** The blobs that were looked through are remembered for so many places. */
const MOST_KEPT = 60;

/** What is known of some strings: in which blobs they were looked for, and where they were. */
interface Known {
  readonly searched: Set<string>;
  readonly hits: { readonly string: string; readonly blob: string }[];
}

/** Strings that are looked for together, in files with one of the suffixes. */
export interface Wanted {
  readonly strings: readonly string[];
  readonly suffixes: readonly string[];
  /** Whether tests are looked through too. They are as large as all the rest. */
  readonly tests: boolean;
}

const TESTS = /(?:^|\/)tests?\//;

/** Whether a file is a test by its folder. */
export function isTest(path: string): boolean {
  return TESTS.test(path);
}

/**
 * Looks for strings in the trees of one repository after another. What was looked through for one tree is not looked
 * through for the next, so that releases that differ in little cost little.
 */
export class Searches {
  readonly #known = new Map<string, Known>();
  #last: Promise<unknown> = Promise.resolve();

  /** The files of a tree that have each of the strings, for each of the wanted. */
  find(
    repository: Repository,
    tree: Tree,
    wanted: readonly Wanted[],
    signal?: AbortSignal,
  ): Promise<Result<readonly ReadonlyMap<string, readonly string[]>[], GitFailure>> {
    // One after the other: the next can use what this one finds.
    const run = this.#last.then(() => this.#find(repository, tree, wanted, signal));
    this.#last = run.catch(() => undefined);
    return run;
  }

  async #find(repository: Repository, tree: Tree, wanted: readonly Wanted[], signal?: AbortSignal) {
    const kinds = new Map<string, Wanted[]>();
    for (const one of wanted) {
      const kind = `${one.tests} ${one.suffixes.join(' ')}`;
      kinds.set(kind, [...(kinds.get(kind) ?? []), one]);
    }
    const runs = [...kinds.values()].map((kind) => this.#search(repository, tree, kind, signal));
    for (const run of await Promise.all(runs)) if (!run.ok) return run;
    const paths = new Map<string, string[]>();
    for (const [path, { id }] of tree.files) {
      const same = paths.get(id);
      if (same) same.push(path);
      else paths.set(id, [path]);
    }
    return ok(wanted.map((one) => hitsOf(this.#of(one), paths)));
  }

  #of({ strings, suffixes, tests }: Wanted): Known {
    const key = [tests, ...suffixes, ...strings].join('\n');
    const known = this.#known.get(key) ?? { searched: new Set(), hits: [] };
    this.#known.delete(key);
    this.#known.set(key, known);
    for (const oldest of this.#known.keys()) if (this.#known.size > MOST_KEPT) this.#known.delete(oldest);
    return known;
  }

  async #search(
    repository: Repository,
    tree: Tree,
    kind: readonly Wanted[],
    signal?: AbortSignal,
  ): Promise<Result<null, GitFailure>> {
    const [first] = kind;
    const strings = new Set(kind.flatMap((one) => one.strings));
    if (!first || first.suffixes.length === 0 || strings.size === 0) return ok(null);
    const known = kind.map((one) => this.#of(one));
    const files = [...tree.files].filter(([path, { mode }]) => mode.startsWith('100') && isLookedThrough(path, first));
    const todo = files.filter(([, { id }]) => known.some(({ searched }) => !searched.has(id)));
    if (todo.length === 0) return ok(null);
    const found = await repository.grep(
      tree.revision,
      { fixed: [...strings] },
      globsFor(
        todo.map(([path]) => path),
        first,
      ),
      signal,
    );
    // Lines that stand everywhere tell nothing.
    if (!found.ok && found.failure.kind !== 'too-large') return found;
    const fresh = known.map(({ searched }) => new Set(todo.flatMap(([, { id }]) => (searched.has(id) ? [] : [id]))));
    for (const { path, text } of found.ok ? found.value : []) {
      const blob = tree.files.get(path)?.id ?? '';
      kind.forEach((one, at) => {
        if (!fresh[at]?.has(blob)) return;
        for (const string of one.strings) if (text.includes(string)) known[at]?.hits.push({ string, blob });
      });
    }
    known.forEach(({ searched }, at) => fresh[at]?.forEach((id) => searched.add(id)));
    return ok(null);
  }
}

function isLookedThrough(path: string, { suffixes, tests }: Wanted): boolean {
  return suffixes.some((suffix) => path.endsWith(suffix)) && (tests || !isTest(path));
}

function globsFor(paths: readonly string[], { suffixes, tests }: Wanted): readonly string[] {
  const length = paths.reduce((sum, path) => sum + path.length + 8, 0);
  if (paths.length <= MOST_NAMED && length <= MOST_ARGUMENT) return paths.map((path) => path.replace(/[*?[\]\\]/g, '\\$&'));
  return [...suffixes.map((suffix) => `*${suffix}`), ...(tests ? [] : ['!*/test/*', '!*/tests/*', '!test/*', '!tests/*'])];
}

function hitsOf({ hits }: Known, paths: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  for (const { string, blob } of hits) {
    for (const path of paths.get(blob) ?? []) {
      const files = found.get(string) ?? new Set();
      found.set(string, files.add(path));
    }
  }
  return new Map([...found].map(([string, files]) => [string, [...files]]));
}
