import { clinicOf, type ClinicEntry } from './c-clinic.ts';
import { madeByMacros } from './c-macros.ts';
import { scanC, type CInvocation, type CItem } from './c-scan.ts';
import { slotsOf } from './c-slots.ts';
import type { CSymbol } from './c.ts';
import { Lines } from './lines.ts';

/** One row of a table: the name in Python, the word in C that it leads to, if any, and where the row stands. */
interface Row {
  readonly name: string;
  readonly target: string | undefined;
  readonly line: number;
  /** Whether the row is a macro, of which only the name in C is known. */
  readonly macro?: boolean;
}

/** An initialised variable: a table of methods, a type, or what connects the two. */
interface Table {
  readonly name: string;
  /** The type of the variable, as far as it is one of Python's. */
  readonly type: string;
  readonly line: number;
  readonly endLine: number;
  /** First string: the name of a type. */
  readonly label: string | undefined;
  readonly rows: readonly Row[];
  readonly slots: readonly Row[];
  /** All words in the initialiser, by which one table leads to others. */
  readonly words: ReadonlySet<string>;
}

/** What a C file tells about the names that it has in Python. Plain data, to be kept for as long as the text is the same. */
export interface CTables {
  readonly items: ReadonlyMap<string, CSymbol>;
  readonly tables: ReadonlyMap<string, Table>;
  /** What Argument Clinic is told, by the last part of the name. */
  readonly clinic: ReadonlyMap<string, readonly ClinicEntry[]>;
  /** Names of classes as Argument Clinic declares them, dotted. */
  readonly classes: ReadonlySet<string>;
  /** Names that a macro at the top level is given: `SimpleExtendsException(PyExc_Exception, ValueError, …)`. */
  readonly given: ReadonlyMap<string, CSymbol>;
  /** Modules that the file makes: `PyInit__csv`. */
  readonly modules: ReadonlySet<string>;
}

const TYPE = /\b(Py(?:MethodDef|GetSetDef|MemberDef|ModuleDef|TypeObject|Type_Spec|Type_Slot|StructSequence_\w+|\w*Methods))\b/;
const OF_TYPES = new Set(['PyTypeObject', 'PyType_Spec', 'PyStructSequence_Desc']);
/** From a type to its slots, and from these to their tables. */
const STEPS = 3;

/** Reads the tables of a C file. Never throws; linear. */
export function cTables(text: string): CTables {
  const scan = scanC(text);
  const lines = new Lines(text);
  const all = [...scan.items, ...madeByMacros(text, scan)];
  const items = new Map<string, CSymbol>();
  for (const { name, kind, line, endLine } of all) {
    const known = items.get(name);
    // A body is more of a definition than a declaration or a macro of the same name.
    if (!known || (kind === 'function' && known.kind !== 'function')) items.set(name, { name, kind, line, endLine });
  }
  const { entries, classes } = clinicOf(text, lines, scan.items);
  const tables = new Map(tablesOf(text, scan.items, lines).map((table) => [table.name, table]));
  const modules = new Set([...text.matchAll(/\bPyInit_(\w+)/g)].map((found) => found[1] ?? ''));
  return { items, tables, clinic: byLast(entries), classes, given: givenTo(text, scan.invocations), modules };
}

function byLast(entries: readonly ClinicEntry[]): ReadonlyMap<string, readonly ClinicEntry[]> {
  const found = new Map<string, ClinicEntry[]>();
  for (const entry of entries) {
    const last = lastOf(entry.name);
    const same = found.get(last);
    if (same) same.push(entry);
    else found.set(last, [entry]);
  }
  return found;
}

function givenTo(text: string, invocations: readonly CInvocation[]): ReadonlyMap<string, CSymbol> {
  const given = new Map<string, CSymbol>();
  for (const { from, to, line, endLine } of invocations) {
    if (to - from > 1000) continue;
    for (const part of text.slice(from, to).split(',')) {
      const name = part.trim();
      if (/^[A-Z]\w+$/.test(name) && !given.has(name)) given.set(name, { name, kind: 'variable', line, endLine });
    }
  }
  return given;
}

function tablesOf(text: string, items: readonly CItem[], lines: Lines): readonly Table[] {
  return items.flatMap((item): Table[] => {
    if (item.kind !== 'variable' || item.body === null) return [];
    const type = TYPE.exec(text.slice(item.from, Math.min(item.body, item.from + 300)))?.[1];
    if (type === undefined) return [];
    const content = text.slice(item.body, item.to);
    return [
      {
        name: item.name,
        type,
        line: item.line,
        endLine: item.endLine,
        label: OF_TYPES.has(type) ? /"([\w.]+)"/.exec(content)?.[1] : undefined,
        rows: type.endsWith('Def') ? rowsOf(content, item.body, lines) : [],
        slots: type.endsWith('Def')
          ? []
          : slotsOf(content).map(({ at, ...slot }) => ({ ...slot, line: lines.at(at + (item.body ?? 0)) })),
        words: new Set(content.match(/\b[A-Za-z_]\w*/g) ?? []),
      },
    ];
  });
}

/** `{"name", (cast)function, …}` and the macros that Argument Clinic makes for such rows. */
function rowsOf(content: string, offset: number, lines: Lines): readonly Row[] {
  const rows: Row[] = [];
  const row = /\{\s*(?:\.name\s*=\s*)?"([A-Za-z_]\w*)"\s*,|\b([A-Z][A-Z0-9_]*)_(?:METHODDEF|GETSETDEF)\b/g;
  for (let found = row.exec(content); found; found = row.exec(content)) {
    const line = lines.at(offset + found.index);
    const [whole, name, macro] = found;
    if (name !== undefined) {
      const rest = content.slice(found.index + whole.length, found.index + whole.length + 200);
      rows.push({ name, target: /^[^,}]*\b([A-Za-z_]\w*)\s*\)*\s*[,}]/.exec(rest)?.[1], line });
    } else if (macro !== undefined) rows.push({ name: macro.toLowerCase(), target: macro.toLowerCase(), line, macro: true });
  }
  return rows;
}

/**
 * Where a name of Python is defined in a C file.
 * @param text the file, or what `cTables` has read from it
 * @param names the name without its module: `['StringIO', 'close']`, `['reader']`
 */
export function cPythonName(text: string | CTables, names: readonly string[]): CSymbol | undefined {
  const file = typeof text === 'string' ? cTables(text) : text;
  const [first, second, ...more] = names;
  if (first === undefined || more.length > 0) return undefined;
  return second === undefined ? moduleName(file, first) : memberName(file, first, second);
}

function moduleName(file: CTables, name: string): CSymbol | undefined {
  const clinic = file.clinic.get(name)?.find((entry) => !file.classes.has(ownerOf(entry.name)));
  if (clinic) return clinic.place;
  const tables = [...file.tables.values()];
  const owned = reach(
    file,
    tables.filter(({ label }) => label !== undefined),
  );
  for (const table of tables) {
    if (table.type !== 'PyMethodDef' || owned.has(table)) continue;
    const row = table.rows.find((it) => it.name === name || (it.macro === true && it.name.endsWith(`_${name}`)));
    if (row) return rowPlace(file, table, row);
  }
  const type = typeNamed(file, name);
  return type ? { name: type.name, kind: 'variable', line: type.line, endLine: type.endLine } : file.given.get(name);
}

function memberName(file: CTables, owner: string, name: string): CSymbol | undefined {
  const clinic = file.clinic.get(name)?.find((entry) => lastOf(ownerOf(entry.name)) === owner);
  if (clinic) return clinic.place;
  const type = typeNamed(file, owner);
  if (!type) return undefined;
  const tables = reach(file, [type]);
  for (const table of tables) {
    const row = table.rows.find((it) => it.name === name);
    if (row) return rowPlace(file, table, row);
  }
  for (const table of tables) {
    const slot = table.slots.find((it) => it.name === name && it.target !== undefined && file.items.has(it.target));
    if (slot) return rowPlace(file, table, slot);
  }
  return undefined;
}

function typeNamed(file: CTables, name: string): Table | undefined {
  for (const table of file.tables.values()) if (table.label !== undefined && lastOf(table.label) === name) return table;
  return undefined;
}

/** Some types, the tables that they name, and those that these name. */
function reach(file: CTables, types: readonly Table[]): ReadonlySet<Table> {
  const found = new Set(types);
  let last = types;
  for (let step = 0; step < STEPS; step++) {
    const next: Table[] = [];
    for (const word of last.flatMap((table) => [...table.words])) {
      const table = file.tables.get(word);
      // A type that another one names is its base or its part; what it has is its own.
      if (!table || table.label !== undefined || found.has(table)) continue;
      found.add(table);
      next.push(table);
    }
    last = next;
  }
  return found;
}

function rowPlace(file: CTables, table: Table, row: Row): CSymbol {
  const target = row.target ?? '';
  const item = file.items.get(`${target}_impl`) ?? file.items.get(target);
  return item?.kind === 'function' ? item : { name: table.name, kind: 'variable', line: row.line, endLine: row.line };
}

function lastOf(dotted: string): string {
  return dotted.slice(dotted.lastIndexOf('.') + 1);
}

function ownerOf(dotted: string): string {
  return dotted.slice(0, Math.max(0, dotted.lastIndexOf('.')));
}
