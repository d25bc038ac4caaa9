import type { GrepHit } from '../../git/grep.ts';
import { sourceRoots, type Process } from '../../process/process.ts';
import { definitionsIn, isC, isDistinctive, isPython, meantIn, qualifiedIn } from './definitions.ts';
import type { Ground } from '../ground.ts';
import { ofDefinition, placed, settled, sourceIn, type Defined, type NameContext } from './name-places.ts';
import type { FoundPlace, ReportPlace, ResolvedPlace } from '../place.ts';
import { cPythonName, cTables } from '../symbols/c-tables.ts';
import { findPythonName } from '../symbols/modules.ts';

/** A name defined in more files than this says nothing about where. */
const MOST_FILES = 5;
/** The same for a name that is also a word. */
const MOST_FILES_OF_WORD = 2;
/** More names than this in one search are no report that a person wrote. */
const MOST_NAMES = 400;
const SOURCES = ['*.c', '*.h', '*.cc', '*.cpp', '*.py'];

/**
 * Looks up names without a module: as modules, in what the files that the report names define, then in the whole tree. All
 * names of a report share one search.
 * @returns places in the order of the names
 */
export async function resolvePlain(names: readonly FoundPlace[], ground: Ground, context: NameContext): Promise<ReportPlace[]> {
  const { affected } = context;
  const here = new Map<FoundPlace, ResolvedPlace[]>();
  for (const found of names) {
    const places = await inReach(found, ground, context);
    if (places.length > 0) here.set(found, places);
  }
  const left = names.filter((found) => !here.has(found) && isWorthSearching(found) && !context.own.has(found.symbol ?? ''));
  const elsewhere = await definedAnywhere([...new Set(left.map(({ symbol }) => symbol ?? ''))], ground, context);
  return names.map((found) => {
    const name = found.symbol ?? '';
    const places = here.get(found) ?? (left.includes(found) ? (elsewhere.get(name) ?? []) : []);
    // A word of prose is taken for a Python name only where it is written as code.
    const meant = here.has(found)
      ? places
      : places.filter(({ path }) => isC(path) || found.asCode !== null || name.includes('.'));
    return settled(found, affected, meant);
  });
}

/** What the files that the report names define of a name; or the module of that name. */
async function inReach(found: FoundPlace, ground: Ground, { tree, affected, mentioned }: NameContext): Promise<ResolvedPlace[]> {
  const name = found.symbol ?? '';
  if (found.kind !== 'symbol' || name.includes('.')) {
    const files = (await Promise.all(mentioned.map((path) => ground.text(tree, path)))).filter((file) => file !== undefined);
    if (name.includes('.')) {
      // In a report about C a type's method is the one that C gives it.
      const inC = files.flatMap((file) => {
        const one = isC(file.path)
          ? cPythonName(
              ground.parsed(file, 'c tables', ({ text }) => cTables(text)),
              name.split('.'),
            )
          : undefined;
        return one ? [placed(affected, file.path, name, one).place] : [];
      });
      if (inC.length > 0) return inC;
    }
    const hits = files.flatMap((file) =>
      (name.includes('.') ? qualifiedIn(ground, file, name) : meantIn(ground, file, name, found.asCode)).map((one) =>
        placed(affected, file.path, name, one),
      ),
    );
    // A word that several files have as a method says nothing.
    const sure = isDistinctive(name) || name.includes('.') || new Set(hits.map(({ place }) => place.path)).size === 1;
    if (hits.length > 0 && sure) return best(hits);
  }
  // A called name is no module, and a bare word only where the report says that it is one (kind `symbol`).
  const module = !name.includes('.') && (found.kind === 'symbol' || found.asCode === 'span');
  const it = module ? await findPythonName(name, tree, sourceIn(ground, tree), sourceRoots(ground.parts.process)) : undefined;
  return it?.definition.kind === 'module' ? [ofDefinition(it.definition, affected)] : [];
}

/** Names that are worth a search of the whole tree, in the order in which any search of the same report has them. */
export function sought(names: readonly FoundPlace[]): readonly string[] {
  const wanted = names.filter(isWorthSearching).map(({ symbol }) => symbol ?? '');
  return [...new Set(wanted)].slice(0, MOST_NAMES).sort();
}

function isWorthSearching({ symbol, kind, asCode, text }: FoundPlace): boolean {
  const name = symbol ?? '';
  if (name.includes('.')) return isByClass(name);
  if (kind === 'symbol' || !/^[A-Za-z_]\w{2,}$/.test(name)) return false;
  // A class by a capital where the report says that it is one; a function by a call, if it is not a word that is in every code.
  return isDistinctive(name) || (asCode !== null && /^[A-Z][a-z]\w{2,}$/.test(name)) || (text.endsWith('()') && name.length >= 7);
}

/** Begins the search for names while places with paths are still being looked up; whoever needs it finds it running. */
export function beginSearch(searched: readonly string[], revision: string, ground: Ground): void {
  void searchFor(searched, revision, ground);
}

/** Lines that look like definitions of some names. */
function searchFor(names: readonly string[], revision: string, ground: Ground): Promise<readonly GrepHit[] | undefined> {
  if (names.length === 0) return Promise.resolve([]);
  const any = `(${[...new Set(names.map(headOf))].join('|')})`;
  const expression = [
    `^([A-Za-z_][A-Za-z_0-9 *]*[ *])?${any}[ ]*\\(`,
    `^#[ ]*define[ ]+${any}([^A-Za-z_0-9]|$)`,
    `^(typedef )?(struct|union|enum) ${any}[ ]*\\{?$`,
    `^\\}[ ]*${any}[ ]*;`,
    `^[ ]*(async def|def|class) ${any}[ ]*[(:]`,
  ].join('|');
  return ground.search(revision, { expression }, SOURCES);
}

/** Of a name that is qualified by its class the class is what can be searched for. */
function headOf(name: string): string {
  return name.split('.')[0] ?? name;
}

/** What the whole tree defines of some names, by one search and then by parsing the files that it found. */
async function definedAnywhere(
  names: readonly string[],
  ground: Ground,
  { tree, affected, searched, mentioned }: NameContext,
): Promise<ReadonlyMap<string, ResolvedPlace[]>> {
  const defined = new Map<string, ResolvedPlace[]>();
  if (names.length === 0) return defined;
  const hits = (await searchFor(searched, tree.revision, ground)) ?? [];
  const byHead = pathsByWord(hits, new Set(names.map(headOf)));
  for (const name of names) {
    const paths = [...(byHead.get(headOf(name)) ?? [])];
    const likely = inOrder(paths, ground.parts.process, mentioned);
    if (likely.length > MOST_FILES * 4) continue;
    const places: Defined[] = [];
    for (const path of likely) {
      const file = await ground.text(tree, path);
      const found = file ? (name.includes('.') ? qualifiedIn : definitionsIn)(ground, file, name) : [];
      places.push(...found.filter(({ kind }) => kind !== 'variable').map((one) => placed(affected, path, name, one)));
    }
    const chosen = best(places);
    const most = isDistinctive(name) || name.includes('.') ? MOST_FILES : MOST_FILES_OF_WORD;
    if (chosen.length > 0 && new Set(chosen.map(({ path }) => path)).size <= most) defined.set(name, chosen);
  }
  return defined;
}

/** The product's own code before its tests and what lies beside it, and what the report names before all. */
function inOrder(paths: readonly string[], process: Process, mentioned: readonly string[]): readonly string[] {
  const named = paths.filter((path) => mentioned.includes(path));
  if (named.length > 0) return named;
  const aside = process.code?.aside ?? ['test', 'tests', 'doc', 'docs', 'examples'];
  const own = paths.filter(
    (path) =>
      !aside.some((folder) => path.startsWith(`${folder}/`) || path.includes(`/${folder}/`) || path.endsWith(`/${folder}`)),
  );
  return own.length > 0 ? own : paths;
}

/** The files in whose lines each of some words stands. */
function pathsByWord(hits: readonly GrepHit[], wanted: ReadonlySet<string>): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { path, text } of hits) {
    for (const [word] of text.matchAll(/[A-Za-z_]\w*/g)) {
      if (!wanted.has(word)) continue;
      const paths = found.get(word);
      if (paths) paths.add(path);
      else found.set(word, new Set([path]));
    }
  }
  return found;
}

/** `TarInfo._block`: the first part is written as classes are. */
export function isByClass(name: string): boolean {
  return /^_*[A-Z]\w*[a-z]\w*\./.test(name);
}

/** Functions before macros and types, sources before headers, one place for each definition. */
function best(places: readonly Defined[]): ResolvedPlace[] {
  const functions = places.filter(({ kind }) => kind === 'function' || kind === 'class');
  const chosen = functions.length > 0 ? functions : places;
  const sources = chosen.filter(({ place: { path } }) => isPython(path) || !path.endsWith('.h'));
  return (sources.length > 0 ? sources : chosen).map(({ place }) => place);
}
