import * as vscode from 'vscode';
import type { AdvisoryKey } from '../../advisory/model.ts';
import { oneLine } from '../../advisory/title.ts';
import { reason, type ReportPlace } from '../../places/place.ts';
import { COMMANDS } from '../ids.ts';
import type { KnownPlaces } from '../places/places.ts';
import type { CaseRow } from './case-node.ts';

/** The places of the report, by file; what leads nowhere stands at the end with its reason. */
export function placesRow(key: AdvisoryKey, known: KnownPlaces | undefined): CaseRow {
  // An id of its own: VS Code keeps a row with the same id folded, because it had nothing to unfold.
  if (!known) return { id: 'places:pending', label: 'Places', description: 'being looked up…' };
  const files = new Map<string, CaseRow[]>();
  const nowhere: CaseRow[] = [];
  const seen = new Set<string>();
  known.places.forEach((place, index) => {
    if ('unresolved' in place.resolution) {
      nowhere.push(nowhereRow(key, place, index));
      return;
    }
    const { path, line, endLine, revision } = place.resolution.resolved;
    // A trace and the text around it often name the same line: one row will do.
    const where = `${revision}:${path}:${line ?? ''}-${endLine ?? ''}`;
    if (seen.has(where)) return;
    seen.add(where);
    const rows = files.get(path);
    if (rows) rows.push(placeRow(key, place, index));
    else files.set(path, [placeRow(key, place, index)]);
  });
  const rows: CaseRow[] = [...files].map(([path, members]) => ({
    id: `file:${path}`,
    label: path,
    icon: new vscode.ThemeIcon('file-code'),
    rows: members,
  }));
  if (nowhere.length > 0)
    rows.push({ id: 'places:nowhere', label: 'Leads nowhere', description: String(nowhere.length), open: false, rows: nowhere });
  if (known.affected && known.places.length > 0) rows.unshift(affectedRow(known.affected));
  return {
    id: 'places',
    label: 'Places',
    description: known.places.length === 0 ? 'the report names none' : String(seen.size + nowhere.length),
    ...(rows.length > 0 ? { rows } : {}),
  };
}

function affectedRow(affected: NonNullable<KnownPlaces['affected']>): CaseRow {
  const source = { report: 'named in the report', range: 'from the affected range', default: 'nothing better is known' }[
    affected.from
  ];
  return {
    id: 'places:affected',
    label: `Looked up at ${affected.name}`,
    description: affected.note ?? source,
    tooltip: [source, affected.note].filter((part) => part !== null).join('. '),
    icon: new vscode.ThemeIcon('git-commit'),
  };
}

function placeRow(key: AdvisoryKey, place: ReportPlace, index: number): CaseRow {
  if (!('resolved' in place.resolution)) return nowhereRow(key, place, index);
  const { line, endLine, certainty, note, path, revisionName } = place.resolution.resolved;
  const lines = line === null ? 'the whole file' : endLine === null ? String(line) : `${line}-${endLine}`;
  return {
    id: `place:${index}`,
    label: place.found.symbol === null ? lines : `${lines} ${oneLine(place.found.symbol)}`,
    description: note ?? (place.found.link ? revisionName : certainty === 'likely' ? 'likely' : ''),
    tooltip: `${path}, ${line === null ? 'the whole file' : `line ${lines}`}, at ${revisionName}${note === null ? '' : `\n${note}`}`,
    command: { command: COMMANDS.openPlace, title: 'Open', arguments: [key, index] },
    context: 'place',
    spoken: `${path}, line ${lines}${place.found.symbol === null ? '' : `, ${place.found.symbol}`}, at ${revisionName}${certainty === 'likely' ? ', likely' : ''}${note === null ? '' : `. ${note}`}`,
  };
}

function nowhereRow(key: AdvisoryKey, place: ReportPlace, index: number): CaseRow {
  if (!('unresolved' in place.resolution)) return placeRow(key, place, index);
  const why = reason(place.resolution.unresolved);
  const ambiguous = place.resolution.unresolved.why === 'ambiguous';
  return {
    id: `place:${index}`,
    label: oneLine(`${place.found.path}${place.found.line === null ? '' : `:${place.found.line}`}`).slice(0, 200),
    description: oneLine(why),
    tooltip: why,
    icon: new vscode.ThemeIcon(ambiguous ? 'question' : 'circle-slash'),
    context: 'place',
    command: { command: COMMANDS.openPlace, title: 'Open', arguments: [key, index] },
  };
}
