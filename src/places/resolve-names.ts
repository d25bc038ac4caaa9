import type { GrepHit } from '../git/grep.ts';
import type { Tree } from '../git/repository.ts';
import { sourceRoots } from '../process/process.ts';
import type { Affected } from './affected.ts';
import { definitionsIn, isC, isDistinctive, isPython, meantIn, qualifiedIn, type Definition } from './definitions.ts';
import type { Ground } from './ground.ts';
import { locate } from './locate.ts';
import type { FoundPlace, ReportPlace, ResolvedPlace } from './place.ts';
import { cTables } from './symbols/c-tables.ts';
import { findPythonName, type CodeDefinition, type FoundName, type SymbolSource } from './symbols/modules.ts';
import { pythonSymbols } from './symbols/python.ts';

/** A name defined in more files than this says nothing about where. */
const MOST_FILES = 5;
/** More names than this in one search are no report that a person wrote. */
const MOST_NAMES = 400;

/** Names in a report with what helps to tell where they are defined. */
export interface NameContext {
  readonly tree: Tree;
  readonly affected: Affected;
  /** Files that the report names otherwise; a name is looked for there first. */
  readonly mentioned: readonly string[];
  /** The names of the report that were searched for in the whole tree. */
  readonly searched: readonly string[];
}

/** Looks up dotted Python names by their modules, following what they import. */
export async function resolveDotted(found: FoundPlace, ground: Ground, context: NameContext): Promise<ReportPlace> {
  const { affected } = context;
  const it = await findPythonName(found.symbol ?? '', context.tree, sourceIn(ground, context), sourceRoots(ground.parts.process));
  // Of a name of which only the module is known nothing is known; with a line in it the module is the answer.
  if (!it || (it.missing !== null && it.definition.kind === 'module' && found.line === null)) return nowhere(found, affected);
  const places = [it.definition, ...it.others].map((one): ResolvedPlace => ({ ...ofDefinition(one, affected), ...missing(it) }));
  const [first] = places;
  if (found.line === null || !first) return settled(found, affected, places);
  const here = await locate({ ...found, symbol: null }, ground, affected, context.tree, first.path, 'likely');
  return 'place' in here
    ? { found, said: affected.said, resolution: { resolved: { ...here.place, symbol: null }, candidates: [] } }
    : { found, said: affected.said, resolution: { unresolved: here.unresolved } };
}

function missing({ missing: rest, others }: FoundName): Partial<ResolvedPlace> {
  if (rest !== null) return { certainty: 'likely', note: `${rest} is not defined there by name; this is what it belongs to.` };
  return others.length > 0 ? { certainty: 'likely' } : {};
}

function ofDefinition({ path, name, line }: CodeDefinition, affected: Affected): ResolvedPlace {
  const certainty = affected.exact ? 'exact' : 'likely';
  return { ...base(affected), path, line, endLine: null, symbol: name === '' ? null : name, certainty };
}

/** What files define, kept by blob id from report to report. */
function sourceIn(ground: Ground, { tree }: NameContext): SymbolSource {
  return {
    python: async (path) => {
      const file = await ground.text(tree, path);
      return file && ground.parsed(file, 'python', ({ text }) => pythonSymbols(text));
    },
    c: async (path) => {
      const file = await ground.text(tree, path);
      return file && ground.parsed(file, 'c tables', ({ text }) => cTables(text));
    },
  };
}

/**
 * Looks up plain names: modules, then what the files that the report names define, then what the whole tree defines. All
 * names of a report share one search.
 * @returns places in the order of the names
 */
export async function resolvePlain(names: readonly FoundPlace[], ground: Ground, context: NameContext): Promise<ReportPlace[]> {
  const { tree, affected, mentioned } = context;
  const here = new Map<string, ResolvedPlace[]>();
  const files = (await Promise.all(mentioned.map((path) => ground.text(tree, path)))).filter((file) => file !== undefined);
  const source = sourceIn(ground, context);
  const distinct = [...new Set(names.map(({ symbol }) => symbol ?? ''))].slice(0, MOST_NAMES);
  for (const name of distinct) {
    const hits = files.flatMap((file) =>
      (name.includes('.') ? qualifiedIn : meantIn)(ground, file, name).map((one) => placed(affected, file.path, name, one)),
    );
    const module =
      hits.length > 0 || name.includes('.')
        ? undefined
        : await findPythonName(name, tree, source, sourceRoots(ground.parts.process));
    if (hits.length > 0) here.set(name, best(hits));
    else if (module?.definition.kind === 'module') here.set(name, [ofDefinition(module.definition, affected)]);
  }
  const elsewhere = await definedAnywhere(
    distinct.filter((name) => !here.has(name) && (isDistinctive(name) || isByClass(name))),
    context.searched,
    ground,
    context,
  );
  return names.map((found) => {
    const name = found.symbol ?? '';
    const places = here.get(name) ?? elsewhere.get(name) ?? [];
    // A word of prose is taken for a Python name only where it is written as code.
    const meant = here.has(name) ? places : places.filter(({ path }) => isC(path) || found.asCode || name.includes('.'));
    return settled(found, affected, meant);
  });
}

/** Names that are worth a search of the whole tree, in the order in which any search of the same report has them. */
export function sought(names: readonly FoundPlace[]): readonly string[] {
  const distinct = [...new Set(names.map(({ symbol }) => symbol ?? ''))];
  return distinct
    .filter((name) => (name.includes('.') ? isByClass(name) : isDistinctive(name)))
    .slice(0, MOST_NAMES)
    .sort();
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
  return ground.search(revision, { expression }, ['*.c', '*.h', '*.cc', '*.cpp', '*.py']);
}

/** Of a name that is qualified by its class the class is what can be searched for. */
function headOf(name: string): string {
  return name.split('.')[0] ?? name;
}

/** What the whole tree defines of some names, by one search and then by parsing the files that it found. */
async function definedAnywhere(
  names: readonly string[],
  searched: readonly string[],
  ground: Ground,
  { tree, affected }: NameContext,
): Promise<ReadonlyMap<string, ResolvedPlace[]>> {
  const defined = new Map<string, ResolvedPlace[]>();
  if (names.length === 0) return defined;
  const heads = new Map(names.map((name) => [name, headOf(name)]));
  const hits = (await searchFor(searched, tree.revision, ground)) ?? [];
  const byHead = pathsByWord(hits, new Set(heads.values()));
  for (const [name, head] of heads) {
    const paths = byHead.get(head) ?? [];
    const own = [...paths].filter((path) => !isTest(path));
    const likely = own.length > 0 ? own : [...paths];
    if (likely.length > MOST_FILES * 4) continue;
    const places: Defined[] = [];
    for (const path of likely) {
      const file = await ground.text(tree, path);
      if (file)
        places.push(
          ...(name.includes('.') ? qualifiedIn : definitionsIn)(ground, file, name).map((one) =>
            placed(affected, path, name, one),
          ),
        );
    }
    const chosen = best(places);
    if (chosen.length > 0 && new Set(chosen.map(({ path }) => path)).size <= MOST_FILES) defined.set(name, chosen);
  }
  return defined;
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

function isTest(path: string): boolean {
  return /(?:^|\/)(?:tests?|idle_test|_?test[a-z]*)\//i.test(path);
}

/** Functions before macros and types, sources before headers, one place for each definition. */
function best(places: readonly Defined[]): ResolvedPlace[] {
  const functions = places.filter(({ kind }) => kind === 'function' || kind === 'class');
  const chosen = functions.length > 0 ? functions : places;
  const sources = chosen.filter(({ place: { path } }) => isPython(path) || !path.endsWith('.h'));
  return (sources.length > 0 ? sources : chosen).map(({ place }) => place);
}

/** A definition with what kind of thing it is. */
interface Defined {
  readonly place: ResolvedPlace;
  readonly kind: string;
}

function placed(affected: Affected, path: string, symbol: string, { line, kind }: Definition): Defined {
  const certainty = affected.exact ? 'exact' : 'likely';
  return { place: { ...base(affected), path, line, endLine: null, symbol, certainty }, kind };
}

function base(affected: Affected): Pick<ResolvedPlace, 'revision' | 'revisionName' | 'note' | 'certainty'> {
  return { revision: affected.revision, revisionName: affected.name, note: affected.note, certainty: 'likely' };
}

/** One place is the answer; of several in one file the first; of several files each is a candidate. */
function settled(found: FoundPlace, affected: Affected, places: readonly ResolvedPlace[]): ReportPlace {
  const [first, ...others] = places;
  if (!first) return nowhere(found, affected);
  if (others.length === 0) return { found, said: affected.said, resolution: { resolved: first, candidates: [] } };
  const candidates = places.map((place) => ({ ...place, certainty: 'ambiguous' as const }));
  return { found, said: affected.said, resolution: { resolved: { ...first, certainty: 'ambiguous' }, candidates } };
}

function nowhere(found: FoundPlace, affected: Affected): ReportPlace {
  return { found, said: affected.said, resolution: { unresolved: { why: 'not-defined', revisionName: affected.name } } };
}
