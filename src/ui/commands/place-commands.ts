import * as vscode from 'vscode';
import { keyOf, parseKey, type Advisory } from '../../advisory/model.ts';
import { reason, shortReason, writtenPath, type ReportPlace, type ResolvedPlace } from '../../places/place.ts';
import type { Ask } from '../ask.ts';
import type { RowPlace } from '../case/case-node.ts';
import { columnForDocument } from '../documents/column.ts';
import { parseReportUri } from '../documents/report-uri.ts';
import type { DocumentPlaces } from '../documents/links.ts';
import { rangeOf, targetOf } from '../documents/revision.ts';
import { chooseAffected } from './affected-commands.ts';
import { fetchMissing, missingCommit } from './fetch-command.ts';
import { lookedUp } from './looked-up.ts';
import { withoutIcons } from './report-commands.ts';
import type { Clones } from '../places/clones.ts';
import type { KnownPlaces, Places } from '../places/places.ts';

export interface OpenParts {
  readonly places: Places;
  readonly clones: Clones;
  readonly ask: Ask;
}

const FETCH = 'Fetch It…';

/** Opens a place of a report: the code it means, at the revision it means; or says why that is not to be had. */
export async function openPlace(
  advisory: Advisory,
  index: number | undefined,
  { places, clones, ask }: OpenParts,
): Promise<void> {
  const known = await lookedUp(advisory, places, ask);
  if (!known) return;
  const place = index === undefined ? await pickPlace(known, ask) : known.places[index];
  if (!place) return;
  const commit = await missingCommit(place.found, known);
  if (!('resolved' in place.resolution)) {
    const words = shortReason(place.resolution.unresolved);
    const answer = commit === undefined ? await ask.notice(words) : await ask.notice(words, FETCH);
    if (answer === FETCH && commit !== undefined && (await fetchMissing(advisory, commit, known, places, clones, ask)))
      await openAgain(advisory, place, { places, clones, ask });
    return;
  }
  const { resolved, candidates } = place.resolution;
  if (needsVersion(known, place) && places.chosen(keyOf(advisory)) === undefined) {
    // Asked once: whoever has answered, or has put the question away, is not asked again for this advisory.
    if (await chooseAffected(advisory, places, ask)) return openPlace(advisory, index, { places, clones, ask });
    await places.choose(keyOf(advisory), '');
  }
  const chosen = candidates.length > 1 ? await pickCandidate(candidates, ask) : resolved;
  if (chosen) await reveal(known, chosen);
  if (commit === undefined) return;
  const answer = await ask.notice('The clone has not the commit of this link: what is open is the nearest that it has.', FETCH);
  if (answer === FETCH && (await fetchMissing(advisory, commit, known, places, clones, ask)))
    await openAgain(advisory, place, { places, clones, ask });
}

/** The same place after something was fetched: there may be others before it now. */
async function openAgain(advisory: Advisory, { found }: ReportPlace, parts: OpenParts): Promise<void> {
  const now = await parts.places.of(advisory);
  const index = now.places.findIndex((one) => one.found.start === found.start);
  if (index >= 0) await openPlace(advisory, index, parts);
}

/** Whether the report gives a line and no version, so that only a person can say which line is meant. */
function needsVersion({ affected }: KnownPlaces, { found, resolution }: ReportPlace): boolean {
  const unknown = affected[0]?.from === 'default' && affected[0].said === null;
  return unknown && found.line !== null && 'resolved' in resolution && resolution.resolved.line === null;
}

function pickCandidate(candidates: readonly ResolvedPlace[], ask: Ask): Promise<ResolvedPlace | undefined> {
  return ask.pick(
    'It may be any of these',
    candidates.map((value) => ({
      label: withoutIcons(value.path),
      description: `${value.line === null ? 'the whole file' : `line ${value.line}`}, at ${value.revisionName}`,
      value,
    })),
  );
}

/** The place that a row of the Case view is about. */
export function placeOfRow(argument: unknown): RowPlace | undefined {
  if (typeof argument !== 'object' || argument === null || !('place' in argument)) return undefined;
  const { place } = argument;
  if (typeof place !== 'object' || place === null || !('key' in place) || !('index' in place)) return undefined;
  const { key, index } = place;
  const parsed = typeof key === 'string' ? parseKey(key) : undefined;
  if (!parsed || typeof index !== 'number') return undefined;
  const branch = 'branch' in place && typeof place.branch === 'string' ? { branch: place.branch } : {};
  return { key: `${parsed.repository}#${parsed.ghsaId}`, index, ...branch };
}

/** The place under the cursor of the report that is open; undefined where there is none. */
export async function placeAt(advisory: Advisory, documents: DocumentPlaces): Promise<number | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (!editor || parseReportUri(editor.document.uri)?.key !== keyOf(advisory)) return undefined;
  const it = await documents.of(editor.document);
  const at = it?.known.places.findIndex((place) => it.range(place).contains(editor.selection.active)) ?? -1;
  return at < 0 ? undefined : at;
}

/** Lets the person pick one of a report's places; says so where there is none. */
export async function pickPlace(known: KnownPlaces, ask: Ask): Promise<KnownPlaces['places'][number] | undefined> {
  if (known.places.length === 0) {
    await ask.notice('The report names no place in code.');
    return undefined;
  }
  return ask.pick(
    'Places in the report',
    known.places.map((value) => {
      const { resolution, found } = value;
      if ('unresolved' in resolution)
        return {
          label: `$(circle-slash) ${withoutIcons(writtenPath(found))}`,
          description: withoutIcons(reason(resolution.unresolved)),
          value,
        };
      const { path, line, revisionName } = resolution.resolved;
      return {
        label: `$(file-code) ${withoutIcons(path)}${line === null ? '' : `:${line}`}`,
        description: `at ${revisionName}`,
        value,
      };
    }),
  );
}

async function reveal(known: KnownPlaces, place: ResolvedPlace): Promise<void> {
  if (!known.repository) return;
  // The report that leads here stays open: only then there is a way back to it.
  const here = vscode.window.activeTextEditor;
  if (here && parseReportUri(here.document.uri)) await vscode.commands.executeCommand('workbench.action.keepEditor');
  const uri = await targetOf(known.repository, place);
  const document = await vscode.workspace.openTextDocument(uri);
  const selection = rangeOf(place);
  const editor = await vscode.window.showTextDocument(document, { viewColumn: columnForDocument(), selection, preview: true });
  editor.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** Moves to the next or previous place in the open report. */
export async function stepPlace(direction: 1 | -1, documents: DocumentPlaces, ask: Ask): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor || parseReportUri(editor.document.uri) === undefined) {
    await ask.notice('Open a report first.');
    return;
  }
  const it = await documents.of(editor.document);
  const ranges = it?.known.places.filter(({ resolution }) => 'resolved' in resolution).map((place) => it.range(place)) ?? [];
  const at = editor.selection.active;
  const ahead =
    direction === 1 ? ranges.find((range) => range.start.isAfter(at)) : ranges.findLast((range) => range.start.isBefore(at));
  // Past the last one it goes on from the first, as the search does.
  const range = ahead ?? (direction === 1 ? ranges[0] : ranges.at(-1));
  if (!range) {
    await ask.notice('No place in the report leads anywhere.');
    return;
  }
  editor.selection = new vscode.Selection(range.start, range.start);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
