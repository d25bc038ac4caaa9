import type { Tree } from '../../git/repository.ts';
import type { Affected } from '../affected.ts';
import type { Definition } from './definitions.ts';
import type { Ground } from '../ground.ts';
import type { FoundPlace, ReportPlace, ResolvedPlace } from '../place.ts';
import { cTables } from '../symbols/c-tables.ts';
import type { CodeDefinition, SymbolSource } from '../symbols/modules.ts';
import { pythonSymbols } from '../symbols/python.ts';

/** Names in a report with what helps to tell where they are defined. */
export interface NameContext {
  readonly tree: Tree;
  readonly affected: Affected;
  /** Files that the report names otherwise; a name is looked for there first. */
  readonly mentioned: readonly string[];
  /** The names of the report that are searched for in the whole tree, all at once. */
  readonly searched: readonly string[];
  /** Names that the report's own code defines. */
  readonly own: ReadonlySet<string>;
}

/** A definition with what kind of thing it is. */
export interface Defined {
  readonly place: ResolvedPlace;
  readonly kind: string;
}

/** What files define, kept by blob id from report to report. */
export function sourceIn(ground: Ground, tree: Tree): SymbolSource {
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

/** A definition that a file was searched for. */
export function placed(affected: Affected, path: string, symbol: string, { line, kind }: Definition): Defined {
  return { place: { ...base(affected), path, line, endLine: null, symbol }, kind };
}

/** A definition that a dotted name led to; a module as a whole has no line. */
export function ofDefinition({ path, name, line }: CodeDefinition, affected: Affected): ResolvedPlace {
  return { ...base(affected), path, line, endLine: null, symbol: name === '' ? null : name };
}

function base(affected: Affected): Pick<ResolvedPlace, 'revision' | 'revisionName' | 'note' | 'certainty'> {
  const { revision, name, note, exact } = affected;
  return { revision, revisionName: name, note, certainty: exact ? 'exact' : 'likely' };
}

/** One place is the answer; several definitions in one file are one; several files are candidates. */
export function settled(found: FoundPlace, affected: Affected, places: readonly ResolvedPlace[]): ReportPlace {
  const byFile = places.filter(({ path }, at) => places.findIndex((one) => one.path === path) === at);
  const [first, ...others] = byFile;
  if (!first) return nowhere(found, affected);
  if (others.length === 0) {
    const certainty = places.length > 1 ? 'likely' : first.certainty;
    return { found, said: affected.said, resolution: { resolved: { ...first, certainty }, candidates: [] } };
  }
  const candidates = byFile.map((place) => ({ ...place, certainty: 'ambiguous' as const }));
  return { found, said: affected.said, resolution: { resolved: { ...first, certainty: 'ambiguous' }, candidates } };
}

export function nowhere(found: FoundPlace, affected: Affected): ReportPlace {
  return { found, said: affected.said, resolution: { unresolved: { why: 'not-defined', revisionName: affected.name } } };
}
