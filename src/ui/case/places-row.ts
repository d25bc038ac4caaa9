import * as vscode from 'vscode';
import type { AdvisoryKey } from '../../advisory/model.ts';
import { oneLine } from '../../advisory/title.ts';
import { reason, writtenPath, type ReportPlace } from '../../places/place.ts';
import { COMMANDS } from '../ids.ts';
import { rowsOf } from '../commands/branch-commands.ts';
import { spotOf, type BranchTable, type KnownPlaces } from '../places/places.ts';
import { carriedWords } from '../places/words.ts';
import type { CaseRow } from './case-node.ts';

/** The places of the report, by file; what leads nowhere stands at the end with its reason. */
export function placesRow(key: AdvisoryKey, known: KnownPlaces | undefined, table: BranchTable | undefined): CaseRow {
  // An id of its own: VS Code keeps a row with the same id folded, because it had nothing to unfold.
  if (!known) return { id: 'places:pending', label: 'Places', description: 'being looked up…' };
  if (known.unanswered) return unansweredRow();
  const files = new Map<string, CaseRow[]>();
  const nowhere: CaseRow[] = [];
  const seen = new Set<string>();
  known.places.forEach((place, index) => {
    if ('unresolved' in place.resolution) {
      nowhere.push(nowhereRow(key, place, index));
      return;
    }
    const { resolved } = place.resolution;
    // A trace and the text around it often name the same line: one row will do.
    if (seen.has(spotOf(resolved))) return;
    seen.add(spotOf(resolved));
    const rows = files.get(resolved.path);
    if (rows) rows.push(placeRow(key, place, index, table));
    else files.set(resolved.path, [placeRow(key, place, index, table)]);
  });
  const rows: CaseRow[] = [...files].map(([path, members]) => ({
    id: `file:${path}`,
    label: path,
    icon: new vscode.ThemeIcon('file-code'),
    rows: members,
  }));
  if (nowhere.length > 0)
    rows.push({ id: 'places:nowhere', label: 'Leads nowhere', description: String(nowhere.length), open: false, rows: nowhere });
  if (known.places.length > 0) rows.unshift(...affectedRows(key, known));
  return {
    id: 'places',
    label: 'Places',
    description: known.places.length === 0 ? 'the report names none' : String(seen.size + nowhere.length),
    context: 'places',
    ...(rows.length > 0 ? { rows } : {}),
  };
}

function unansweredRow(): CaseRow {
  return {
    id: 'places:unanswered',
    label: 'Places',
    description: 'could not be looked up: refresh to try again',
    icon: new vscode.ThemeIcon('warning'),
    command: { command: COMMANDS.refresh, title: 'Refresh' },
  };
}

const SOURCES = {
  chosen: 'chosen by you',
  report: 'named in the report',
  range: 'from the affected range',
  default: 'nothing better is known',
} as const;

/** The revision that places are looked up at, which can be chosen, and the others that the report speaks of. */
function affectedRows(key: AdvisoryKey, { affected }: KnownPlaces): CaseRow[] {
  const [primary, ...others] = affected;
  if (!primary) return [];
  const source = SOURCES[primary.from];
  return [
    {
      id: 'places:affected',
      label: `Looked up at ${primary.name}`,
      description: primary.note ?? source,
      tooltip: [source, primary.note, 'Click to choose another version.'].filter((part) => part !== null).join('. '),
      icon: new vscode.ThemeIcon(primary.exact ? 'git-commit' : 'question'),
      command: { command: COMMANDS.chooseAffected, title: 'Choose Affected Version…', arguments: [key] },
      context: 'affected',
      ...(others.length > 0
        ? {
            open: false,
            rows: others.map(({ revision, name, note, from }) => ({
              id: `places:affected:${revision}`,
              label: name,
              description: note ?? SOURCES[from],
              icon: new vscode.ThemeIcon('git-commit'),
            })),
          }
        : {}),
    },
  ];
}

function placeRow(key: AdvisoryKey, place: ReportPlace, index: number, table: BranchTable | undefined): CaseRow {
  if (!('resolved' in place.resolution)) return nowhereRow(key, place, index);
  const { resolved, candidates } = place.resolution;
  const { line, endLine, certainty, note, path, revisionName, symbol } = resolved;
  const lines = line === null ? 'the whole file' : endLine === null ? String(line) : `${line}-${endLine}`;
  const name = symbol ?? place.found.symbol;
  const branches = table ? rowsOf(table, resolved) : [];
  const onBranches = (['changed', 'gone'] as const)
    .map((status) => ({ status, on: branches.filter(({ carried }) => carried.status === status).map((one) => one.name) }))
    .filter(({ on }) => on.length > 0)
    .map(({ status, on }) => `${status} on ${on.join(', ')}`)
    .join('; ');
  const doubt = candidates.length > 1 ? `one of ${candidates.length}` : certainty === 'likely' ? 'likely' : '';
  const description = [doubt, onBranches === '' ? (place.found.link ? revisionName : '') : onBranches].filter(
    (part) => part !== '',
  );
  const where = branches.map(({ name: branch, carried }) => `${branch}: ${carriedWords(carried, resolved)}`);
  const head = `${path}, ${line === null ? 'the whole file' : `line ${lines}`}, at ${revisionName}`;
  return {
    id: `place:${index}`,
    label: name === null ? lines : `${lines} ${oneLine(name)}`,
    description: description.join(' · '),
    tooltip: [head, ...(note === null ? [] : [note]), ...where].join('\n'),
    command: { command: COMMANDS.openPlace, title: 'Open', arguments: [key, index] },
    context: 'place',
    place: { key, index },
    spoken: [
      `${head}${name === null ? '' : `, ${name}`}${doubt === '' ? '' : `, ${doubt}`}`,
      ...(note === null ? [] : [note.replace(/\.$/, '')]),
      ...where,
    ].join('. '),
    ...(place.found.symbol === null && certainty === 'exact'
      ? {}
      : { icon: new vscode.ThemeIcon(iconOf(candidates.length, certainty)) }),
  };
}

function iconOf(candidates: number, certainty: string): string {
  return candidates > 1 ? 'question' : certainty === 'exact' ? 'symbol-method' : 'symbol-misc';
}

function nowhereRow(key: AdvisoryKey, place: ReportPlace, index: number): CaseRow {
  if (!('unresolved' in place.resolution)) return placeRow(key, place, index, undefined);
  const why = reason(place.resolution.unresolved);
  return {
    id: `place:${index}`,
    label: oneLine(`${writtenPath(place.found)}${place.found.line === null ? '' : `:${place.found.line}`}`).slice(0, 200),
    description: oneLine(why),
    tooltip: why,
    icon: new vscode.ThemeIcon('circle-slash'),
    context: 'nowhere',
    command: { command: COMMANDS.openPlace, title: 'Open', arguments: [key, index] },
  };
}
