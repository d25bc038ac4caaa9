import type { CItem } from './c-scan.ts';
import type { CSymbol } from './c.ts';
import type { Lines } from './lines.ts';

/** A function that Argument Clinic is told of: its dotted name in Python and its implementation. */
export interface ClinicEntry {
  readonly name: string;
  readonly place: CSymbol;
}

/** So many lines below its description an implementation stands at most, if its name is not the one that Clinic makes. */
const NEAR = 25;
const START = '[clinic input]';
const END = '[clinic start generated code]';

/** Reads the descriptions of functions and classes that stand in comments of a C file for Argument Clinic. */
export function clinicOf(
  text: string,
  lines: Lines,
  items: readonly CItem[],
): { readonly entries: readonly ClinicEntry[]; readonly classes: ReadonlySet<string> } {
  const functions = new Map(items.filter(({ kind }) => kind === 'function').map((item) => [item.name, item]));
  const inOrder = [...functions.values()];
  const entries: ClinicEntry[] = [];
  const classes = new Set<string>();
  let next = 0;
  let end = 0;
  for (let start = text.indexOf(START); start >= 0; start = text.indexOf(START, end)) {
    end = text.indexOf(END, start);
    if (end < 0) break;
    const described = functionIn(text.slice(start + START.length, end), classes);
    if (!described) continue;
    const line = lines.at(end);
    while (next < inOrder.length && (inOrder[next]?.line ?? 0) < line) next++;
    const found = implementations(described)
      .map((name) => functions.get(name))
      .find((item) => item !== undefined);
    const near = inOrder[next];
    const last = described.name.slice(described.name.lastIndexOf('.') + 1).toLowerCase();
    const item = found ?? (near && near.line <= line + NEAR && near.name.toLowerCase().endsWith(last) ? near : undefined);
    const own = lines.at(start) + 1;
    const place = item
      ? { name: item.name, kind: item.kind, line: item.line, endLine: item.endLine }
      : { name: described.c, kind: 'function' as const, line: own, endLine: own };
    entries.push({ name: described.name, place });
  }
  return { entries, classes };
}

/** The function that a block describes; classes that it declares are added to `classes`. */
function functionIn(block: string, classes: Set<string>): { readonly name: string; readonly c: string } | undefined {
  for (const line of block.split('\n', 200)) {
    const declared = /^\s*class\s+([\w.]+)/.exec(line);
    if (declared) classes.add(declared[1] ?? '');
    if (/^\s*(?:@|#|$|module\b|class\b|output\b|preserve\b|dump\b|destination\b|set\b)/.test(line)) continue;
    const found = /^([A-Za-z_][\w.]*)(?:\s+as\s+(\w+))?\s*(?:=\s*[\w.]+\s*)?(?:->.*)?$/.exec(line.trimEnd());
    if (!found) return undefined;
    const name = found[1] ?? '';
    return { name, c: found[2] ?? name.replace(/\./g, '_') };
  }
  return undefined;
}

function implementations({ c }: { readonly c: string }): readonly string[] {
  return [`${c}_impl`, c, `${c}_get_impl`, `${c}_get`, `${c}_set_impl`];
}
