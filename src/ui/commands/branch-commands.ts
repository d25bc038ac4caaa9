import * as vscode from 'vscode';
import { keyOf, type Advisory } from '../../advisory/model.ts';
import type { Carried } from '../../places/carry/carry.ts';
import type { ResolvedPlace } from '../../places/place.ts';
import type { Ask } from '../ask.ts';
import { columnForDocument } from '../documents/column.ts';
import { rangeOf, revisionUri, targetOf } from '../documents/revision.ts';
import { spotOf, type BranchTable, type KnownPlaces, type Places } from '../places/places.ts';
import { branchWords, carriedWords } from '../places/words.ts';
import { lookedUp } from './looked-up.ts';
import { withoutIcons } from './report-commands.ts';

/** A place with where it is on the branches. */
interface OnBranches {
  readonly known: KnownPlaces & { readonly repository: NonNullable<KnownPlaces['repository']> };
  readonly place: ResolvedPlace;
  readonly branches: readonly { readonly name: string; readonly revision: string; readonly carried: Carried }[];
}

/** Opens a place on a branch, the one that is named or else picked, at the line where it is there. */
export async function openOnBranch(advisory: Advisory, index: number, places: Places, ask: Ask, name?: string): Promise<void> {
  const it = await onBranches(advisory, index, places, ask);
  if (!it) return;
  const branch = it.branches.find((one) => one.name === name) ?? (await pickBranch('Open on branch', it, ask));
  if (!branch) return;
  const there = placeOn(branch);
  if (!there) return;
  // A working file with the same content may be another branch's: only what is checked out is edited.
  const head = await it.known.repository.commit('HEAD');
  const uri =
    head.ok && head.value === there.revision
      ? await targetOf(it.known.repository, there)
      : revisionUri(it.known.repository.folder, there);
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { viewColumn: columnForDocument(), selection: rangeOf(there), preview: true });
}

/** Shows what differs between the affected version's file and a branch's, at the place. */
export async function compareWithBranch(
  advisory: Advisory,
  index: number,
  places: Places,
  ask: Ask,
  name?: string,
): Promise<void> {
  const it = await onBranches(advisory, index, places, ask);
  if (!it) return;
  const branch = it.branches.find((one) => one.name === name) ?? (await pickBranch('Compare the affected version with', it, ask));
  const there = branch && placeOn(branch);
  if (!there) return;
  const { repository } = it.known;
  const base = (path: string) => path.slice(path.lastIndexOf('/') + 1);
  const title = `${base(it.place.path)} (${it.place.revisionName} ↔ ${there.revisionName})`;
  await vscode.commands.executeCommand(
    'vscode.diff',
    revisionUri(repository.folder, it.place),
    revisionUri(repository.folder, there),
    title,
    { viewColumn: columnForDocument(), selection: rangeOf(there), preview: true },
  );
}

/** Peeks at a place on all branches at once, from wherever the person is. */
export async function peekOnBranches(advisory: Advisory, index: number, places: Places, ask: Ask): Promise<void> {
  const it = await onBranches(advisory, index, places, ask);
  const editor = vscode.window.activeTextEditor;
  if (!it) return;
  if (!editor) {
    await ask.notice('Open the report or some code first: a peek is shown inside an editor.');
    return;
  }
  const locations = locationsOn(it);
  await vscode.commands.executeCommand(
    'editor.action.peekLocations',
    editor.document.uri,
    editor.selection.active,
    locations,
    'peek',
  );
}

/** Where a place is: at the affected version, and on each branch that has it. */
export function branchLocations(known: KnownPlaces, table: BranchTable, place: ResolvedPlace): vscode.Location[] {
  const { repository } = known;
  return repository ? locationsOn({ known: { ...known, repository }, place, branches: rowsOf(table, place) }) : [];
}

function locationsOn({ known, place, branches }: OnBranches): vscode.Location[] {
  const spots = [place, ...branches.flatMap((branch) => placeOn(branch) ?? [])];
  return spots.map((spot) => new vscode.Location(revisionUri(known.repository.folder, spot), rangeOf(spot)));
}

async function onBranches(advisory: Advisory, index: number, places: Places, ask: Ask): Promise<OnBranches | undefined> {
  const known = await lookedUp(advisory, places, ask);
  if (!known) return undefined;
  const resolution = known.places[index]?.resolution;
  const { repository } = known;
  if (!repository || !resolution || !('resolved' in resolution)) {
    await ask.notice('This place leads nowhere in the clone, so there is nothing to carry to another branch.');
    return undefined;
  }
  const table = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: 'Looking at the branches' },
    () => places.branches(advisory),
  );
  if (!table) {
    await ask.problem(
      `The branches could not be looked at for ${keyOf(advisory).split('#')[1] ?? 'the advisory'}. Refresh, then try again.`,
    );
    return undefined;
  }
  const branches = rowsOf(table, resolution.resolved);
  if (branches.length === 0) {
    await ask.notice('The clone has none of the supported branches. Fetch them, then refresh.');
    return undefined;
  }
  return { known: { ...known, repository }, place: resolution.resolved, branches };
}

/** The rows of the table for one place. */
export function rowsOf(table: BranchTable, place: ResolvedPlace): OnBranches['branches'] {
  const at = table.places.findIndex((one) => spotOf(one) === spotOf(place));
  return table.rows.flatMap(({ branch: { name, revision }, carried }) => {
    const one = carried[at];
    return revision === undefined || one === undefined ? [] : [{ name, revision, carried: one }];
  });
}

function pickBranch(title: string, it: OnBranches, ask: Ask): Promise<OnBranches['branches'][number] | undefined> {
  return ask.pick(
    title,
    it.branches
      .filter(({ carried }) => carried.path !== null)
      .map((value) => ({
        label: `$(git-branch) ${withoutIcons(branchWords(value.name))}`,
        description: withoutIcons(carriedWords(value.carried, it.place)),
        value,
      })),
    'A branch',
  );
}

/** The place on a branch; where the lines are gone, the file that it was in. */
function placeOn({ name, revision, carried }: OnBranches['branches'][number]): ResolvedPlace | undefined {
  if (carried.path === null) return undefined;
  const { path, line, endLine, note } = carried;
  return { revision, revisionName: name, path, line, endLine, symbol: null, certainty: 'likely', note };
}
