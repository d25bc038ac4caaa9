import { ok } from '../../common/result.ts';
import { carryLines } from './carry-lines.ts';
import { differenceOf } from './difference.ts';
import type { Lost } from './elsewhere.ts';
import type { Span } from './enclosing.ts';
import { isFile, namedAlike } from './files.ts';
import * as g from './ground.ts';
import { functionOf } from './line-map.ts';
import { carryWhole } from './whole-file.ts';

/** With less of its surroundings there, the place is also looked for in other files. */
const DOUBTFUL = 0.25;
/** An edited place in a file of another name must have so much of its surroundings. */
const LEAST_SUPPORT = 0.34;
/** A file that has less of the old one is another file. */
const LEAST_KEPT = 0.3;

/** A place that was not found for sure where its file has gone; `best` is what was found there. */
export interface Open extends Lost {
  readonly ground: g.Ground;
  readonly from: g.CarryFrom;
  readonly best: g.Candidate | undefined;
  /** What the file has become. */
  readonly path: string | null;
}

/** A place that is settled, or one that must be looked for in other files. */
export type Step = { readonly carried: g.Carried } | { readonly open: Open };

/** Looks for a place in the file that its own has become. */
export async function step(ground: g.Ground, from: g.CarryFrom): g.Answer<Step> {
  const end = g.stopped(ground.options);
  if (end) return end;
  const file = ground.from.files.get(from.path);
  if (!file || !isFile(ground.from, from.path)) return ok({ carried: none('There is no such file at the old revision.') });
  const { line } = from;
  if (line === null) return whole(ground, from, file.id);
  const span: Span = { line, endLine: Math.max(line, from.endLine ?? line) };
  if (ground.to.files.get(from.path)?.id === file.id && isFile(ground.to, from.path)) {
    return ok({ carried: { path: from.path, ...span, status: 'same', note: null } });
  }
  const text = await ground.cache.text(ground.repository, file.id);
  if (!text.ok) return text;
  if (!text.value) return ok({ carried: none(`${from.path} is no text file.`) });
  if (line < 1 || line > text.value.length) {
    return ok({ carried: none(`${from.path} had only ${text.value.length} lines.`) });
  }
  const cut = { line, endLine: Math.min(span.endLine, text.value.length) };
  const old: g.OldFile = { path: from.path, id: file.id, numbered: text.value.numbered };
  return isFile(ground.to, from.path) ? inSameFile(ground, from, old, cut) : inNamedAlike(ground, from, old, cut);
}

async function whole(ground: g.Ground, from: g.CarryFrom, id: string): g.Answer<Step> {
  const carried = await carryWhole(ground, from.path, id);
  return carried.ok ? ok({ carried: carried.value }) : carried;
}

function none(note: string | null, path: string | null = null): g.Carried {
  return { path, line: null, endLine: null, status: 'gone', note };
}

async function inSameFile(ground: g.Ground, from: g.CarryFrom, old: g.OldFile, span: Span): g.Answer<Step> {
  const map = await g.compared(ground, old.id, from.path);
  if (!map.ok) return map;
  const open = { ground, from, old, span, map: map.value, path: from.path };
  if (!map.value) return ok({ open: { ...open, best: undefined } });
  const lines = carryLines(map.value, span, old.path, true);
  const best: g.Candidate = { path: from.path, map: map.value, lines };
  // A line that was taken out of a function that is still there went nowhere else.
  const enough = lines.support >= (lines.status === 'gone' ? 0.5 : DOUBTFUL);
  const sure = lines.status === 'same' || enough || functionOf(map.value, span.line - 1, old.path) !== undefined;
  return ok(sure ? { carried: conclude({ ...open, best }, undefined) } : { open: { ...open, best } });
}

/** The file is not there any more: the one of a like name that has most of the place and of the file. */
async function inNamedAlike(ground: g.Ground, from: g.CarryFrom, old: g.OldFile, span: Span): g.Answer<Step> {
  let best: g.Candidate | undefined;
  let most = LEAST_KEPT;
  let become: string | null = null;
  for (const path of namedAlike(old.path, old.id, ground.from, ground.to)) {
    const map = await g.compared(ground, old.id, path);
    if (!map.ok) return map;
    if (!map.value) continue;
    const lines = carryLines(map.value, span, old.path, false);
    const score = g.rank(lines) + map.value.kept;
    if (map.value.kept > most) {
      most = map.value.kept;
      become = path;
    }
    const believed = lines.status !== 'gone' && (lines.support >= LEAST_SUPPORT || map.value.kept > LEAST_KEPT);
    if (believed && score > (best ? g.rank(best.lines) + best.map.kept : 0)) best = { path, map: map.value, lines };
    if (map.value.kept === 1) break;
  }
  const open: Open = { ground, from, old, span, map: undefined, path: become, best };
  return ok(best?.lines.status === 'moved' ? { carried: conclude(open, undefined) } : { open });
}

/**
 * The best answer of all.
 * @param elsewhere what was found in another file; the definition of the symbol is asked where nothing was
 */
export function conclude(open: Open, elsewhere: g.Candidate | undefined): g.Carried {
  const { best, old } = open;
  const chosen = elsewhere && g.rank(elsewhere.lines) > (best ? g.rank(best.lines) : 0) ? elsewhere : best;
  if (chosen && chosen.lines.status !== 'gone') {
    const { status, line, endLine } = chosen.lines;
    const note = chosen.lines.note ?? (chosen.path === old.path ? null : `It is in ${chosen.path} now.`);
    const found = { path: chosen.path, line, endLine, status, note };
    if (status !== 'changed' || line === null) return found;
    return { ...found, difference: difference(open, chosen, { line, endLine: endLine ?? line }) };
  }
  return bySymbol(open) ?? none(goneNote(open), open.path);
}

function goneNote({ map, path, old }: Open): string | null {
  if (path === null) return `${old.path} is not there.`;
  if (path === old.path) return map ? null : `${path} is no text file there.`;
  return `${old.path} has become ${path}; the place is not in it.`;
}

function difference({ old, span }: Open, { path, map }: g.Candidate, now: Span): g.Carried['difference'] & object {
  return differenceOf({ path: old.path, lines: old.numbered.lines, span }, { path, lines: map.pair.lines, span: now });
}

function bySymbol(open: Open): g.Carried | undefined {
  const { from, best, ground } = open;
  const symbol = from.symbol ?? null;
  if (!best || symbol === null) return undefined;
  const span = ground.options.findSymbol?.(best.map.pair.lines, best.path, symbol);
  if (!span) return undefined;
  const note = `The lines are gone; this is where ${symbol} is defined.`;
  return { path: best.path, ...span, status: 'changed', note, difference: difference(open, best, span) };
}
