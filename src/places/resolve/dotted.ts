import { sourceRoots } from '../../process/process.ts';
import { definitionsIn, isPython } from './definitions.ts';
import type { Ground, SourceFile } from '../ground.ts';
import { locate } from './locate.ts';
import { nowhere, ofDefinition, placed, settled, sourceIn, type NameContext } from './name-places.ts';
import type { FoundPlace, ReportPlace, ResolvedPlace } from '../place.ts';
import { findPythonName, type FoundName } from '../symbols/modules.ts';

/** A method that more classes of a package have says nothing about which. */
const MOST_CLASSES = 3;
/** A package with more files is not looked through for a method. */
const MOST_FILES = 40;

/** Looks up dotted Python names by their modules, following what they import. */
export async function resolveDotted(found: FoundPlace, ground: Ground, context: NameContext): Promise<ReportPlace> {
  const { affected, tree } = context;
  const it = await named(found.symbol ?? '', ground, context);
  if (!it) return nowhere(found, affected);
  const { definition, missing } = it;
  if (found.line !== null) return inModule(found, definition.path, ground, context);
  if (missing !== null && definition.kind === 'module') {
    // `tarfile.extractall`: people leave the class out.
    const [first = '', ...rest] = missing.split('.');
    const inside = await insideModule(definition.path, rest.at(-1) ?? first, ground, context);
    // With a class that is not there, only what the module has once can be meant.
    const known =
      rest.length === 0 ? inside : inside.length === 1 ? inside.map((one) => ({ ...one, ...unknownClass(first) })) : [];
    return known.length > 0 ? settled(found, affected, known) : nowhere(found, affected);
  }
  const twin = (path: string) => path === definition.path || tree.files.has(path);
  const places = [definition, ...it.others].filter(({ path }) => twin(path));
  return settled(
    found,
    affected,
    places.map((one): ResolvedPlace => ({ ...ofDefinition(one, affected), ...doubt(it) })),
  );
}

/** As it is written, else with the module in small letters: `Tarfile.extract()`. */
async function named(dotted: string, ground: Ground, { tree }: NameContext): Promise<FoundName | undefined> {
  const roots = sourceRoots(ground.parts.process);
  const source = sourceIn(ground, tree);
  const it = await findPythonName(dotted, tree, source, roots);
  if (it || !/^[A-Z][a-z]+\./.test(dotted)) return it;
  return findPythonName(dotted.charAt(0).toLowerCase() + dotted.slice(1), tree, source, roots);
}

function unknownClass(name: string): Partial<ResolvedPlace> {
  return { certainty: 'likely', note: `${name} is not defined there; this is the only one of that name in the module.` };
}

function doubt({ missing, others }: FoundName): Partial<ResolvedPlace> {
  if (missing !== null) return { certainty: 'likely', note: missing + ONLY_A_BEGINNING };
  return others.length > 0 ? { certainty: 'likely' } : {};
}

/** `json.tool lines 65-71`: the lines are the module's. */
async function inModule(found: FoundPlace, path: string, ground: Ground, { affected, tree }: NameContext): Promise<ReportPlace> {
  const here = await locate({ ...found, symbol: null }, ground, affected, tree, path, 'likely');
  if ('unresolved' in here) return { found, said: affected.said, resolution: { unresolved: here.unresolved } };
  return { found, said: affected.said, resolution: { resolved: { ...here.place, symbol: null }, candidates: [] } };
}

/** A method or a C function that the module's file, or another file of its package, defines below the module's own names. */
async function insideModule(path: string, rest: string, ground: Ground, context: NameContext): Promise<ResolvedPlace[]> {
  const own = await ground.text(context.tree, path);
  const inFile = (file: SourceFile) => {
    const found = definitionsIn(ground, file, rest).filter(({ kind }) => kind !== 'variable');
    const methods = isPython(file.path) ? found.filter(({ name }) => name.endsWith(`.${rest}`)) : found;
    return methods.map((one) => placed(context.affected, file.path, one.name, one).place);
  };
  const here = own ? inFile(own) : [];
  if (here.length > 0 || !path.endsWith('/__init__.py')) return here.length <= MOST_CLASSES ? here : here.slice(0, 1);
  const folder = path.slice(0, -'__init__.py'.length);
  const files = [...context.tree.files.keys()].filter((one) => one.startsWith(folder) && !one.slice(folder.length).includes('/'));
  if (files.length > MOST_FILES) return [];
  const others = await Promise.all(files.map((one) => ground.text(context.tree, one)));
  const all = others.flatMap((file) => (file && isPython(file.path) ? inFile(file) : []));
  return all.length <= MOST_CLASSES ? all : [];
}

const ONLY_A_BEGINNING = ' is not defined there by name; this is what it belongs to.';

/** Whether a place was found for the beginning of a dotted name only: the rest of it is not defined. */
export function isOnlyABeginning({ note }: Pick<ResolvedPlace, 'note'>): boolean {
  return note?.endsWith(ONLY_A_BEGINNING) === true;
}
