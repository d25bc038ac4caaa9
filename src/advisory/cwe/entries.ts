import data from './catalogue.json' with { type: 'json' };

/**
 * A row of the data: number, name, usage, kind, whether deprecated, parents, what to choose instead (of a category: its
 * members), other names. Empty lists at the end are left out.
 */
export type Row = readonly [
  number: number,
  name: string,
  usage: 'a' | 'r' | 'd' | 'p',
  kind: 'p' | 'c' | 'b' | 'v' | 'm' | 'g' | 'w' | '',
  deprecated: 0 | 1,
  parents?: readonly number[],
  instead?: readonly number[],
  terms?: readonly string[],
];

/** May a vulnerability be mapped to it (CWE, Mapping_Notes/Usage). */
export type CweUsage = 'allowed' | 'allowed-with-review' | 'discouraged' | 'prohibited';
/** How general an entry is, from the most general on; categories and views only group weaknesses. */
export type CweKind = 'pillar' | 'class' | 'base' | 'variant' | 'compound' | 'category' | 'view';

export interface CweEntry {
  /** `CWE-79` */
  readonly id: string;
  readonly name: string;
  readonly usage: CweUsage;
  readonly deprecated: boolean;
  /** undefined where the data tells only name and usage: the newest weaknesses. */
  readonly kind: CweKind | undefined;
  /** Ids of the weaknesses that this one is a child of, in the research view (CWE-1000). A pillar has none. */
  readonly parents: readonly string[];
  /** Ids of its children in the same view; of a category its members. */
  readonly children: readonly string[];
  /** What MITRE says to look at instead, where it names any. */
  readonly instead: readonly string[];
  /** Other names in use, such as `ReDoS`. */
  readonly terms: readonly string[];
}

const USAGES = { a: 'allowed', r: 'allowed-with-review', d: 'discouraged', p: 'prohibited' } as const;
const KINDS = {
  p: 'pillar',
  c: 'class',
  b: 'base',
  v: 'variant',
  m: 'compound',
  g: 'category',
  w: 'view',
  '': undefined,
} as const;

/** The version of CWE that names and usages are from. */
export const CWE_VERSION: string = data.version;
/** MITRE's copyright designation and licence, to be shown where the catalogue is. */
export const CWE_NOTICE: string = data.notice;

const idOf = (number: number) => `CWE-${number}`;

/** All entries in the order of their numbers. */
export const entries: readonly CweEntry[] = read(data.rows as unknown as readonly Row[]);

function read(rows: readonly Row[]): readonly CweEntry[] {
  const children = new Map<number, string[]>();
  for (const [number, , , , , parents = []] of rows) {
    for (const parent of parents) {
      const known = children.get(parent);
      if (known) known.push(idOf(number));
      else children.set(parent, [idOf(number)]);
    }
  }
  return rows.map(([number, name, usage, kind, deprecated, parents = [], instead = [], terms = []]) => ({
    id: idOf(number),
    name,
    usage: USAGES[usage],
    deprecated: deprecated === 1,
    kind: KINDS[kind],
    parents: parents.map(idOf),
    children: kind === 'g' ? instead.map(idOf) : (children.get(number) ?? []),
    instead: kind === 'g' ? [] : instead.map(idOf),
    terms,
  }));
}
