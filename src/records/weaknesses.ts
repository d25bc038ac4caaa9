import { cweById, CWE_VERSION, type CweEntry } from '../advisory/cwe/catalogue.ts';
import type { Advisory } from '../advisory/model.ts';
import type { Gaps } from './gaps.ts';

/** A weakness under its own name. */
export interface Weakness {
  readonly id: string;
  readonly name: string;
  /** The version of the catalogue that has it as a weakness; undefined for a category, and where the name is GitHub's. */
  readonly version: string | undefined;
}

/** The weaknesses of an advisory by id and name, each once; an id that is none is left out. */
export function weaknesses(advisory: Advisory, gaps: Gaps): readonly Weakness[] {
  const found = new Map<string, Weakness>();
  for (const { id, name: said } of advisory.cwes) {
    const entry = cweById(id);
    const known = /^CWE-[1-9]\d{0,4}$/.test(id) && said !== null && said.trim() !== '' && said.length <= 1000;
    if (entry) found.set(entry.id, { id: entry.id, name: entry.name, version: isWeakness(entry) ? CWE_VERSION : undefined });
    else if (known) found.set(id, { id, name: said.trim(), version: undefined });
    else gaps.note('cwe', 'a CWE that is in the catalogue: another id is left out');
  }
  if (advisory.cwes.length === 0) gaps.note('cwe', 'a CWE');
  return [...found.values()];
}

/** Categories and views only group weaknesses. */
function isWeakness({ kind }: CweEntry): boolean {
  return kind !== 'category' && kind !== 'view';
}
