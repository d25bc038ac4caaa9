import * as vscode from 'vscode';
import type { Advisory } from '../../advisory/model.ts';
import { reason, shortReason, type ResolvedPlace } from '../../places/place.ts';
import type { Ask } from '../ask.ts';
import { columnForDocument } from '../documents/column.ts';
import { parseReportUri } from '../documents/report-uri.ts';
import type { DocumentPlaces } from '../documents/links.ts';
import { rangeOf, targetOf } from '../documents/revision.ts';
import { withoutIcons } from './report-commands.ts';
import type { KnownPlaces, Places } from '../places/places.ts';

/** Opens a place of a report: the code it means, at the revision it means; or says why that is not to be had. */
export async function openPlace(advisory: Advisory, index: number | undefined, places: Places, ask: Ask): Promise<void> {
  const known = await places.of(advisory);
  const place = index === undefined ? await pickPlace(known, ask) : known.places[index];
  if (!place) return;
  if ('resolved' in place.resolution) {
    await reveal(known, place.resolution.resolved);
    return;
  }
  const { unresolved } = place.resolution;
  if (unresolved.why === 'ambiguous') {
    const chosen = await ask.pick(
      'It may be any of these',
      unresolved.candidates.map((value) => ({
        label: withoutIcons(value.path),
        description: `line ${value.line ?? 1}, at ${value.revisionName}`,
        value,
      })),
    );
    if (chosen) await reveal(known, chosen);
    return;
  }
  await ask.notice(shortReason(unresolved));
}

async function pickPlace(known: KnownPlaces, ask: Ask): Promise<KnownPlaces['places'][number] | undefined> {
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
          label: `$(circle-slash) ${withoutIcons(found.path)}`,
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
