import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { advisoryOf } from '../../../advisory/document/advisory.ts';
import { parseDocument } from '../../../advisory/document/parse.ts';
import { parseRepositoryName, type Advisory } from '../../../advisory/model.ts';
import { layoutOf } from '../../../embargo/layout.ts';
import type { BranchRow } from '../../../embargo/matrix.ts';
import { documentName } from '../../../embargo/start/papers.ts';
import type { Workspace } from '../../../embargo/workspace.ts';
import type { Carried } from '../../../places/carry/carry.ts';
import type { ResolvedPlace } from '../../../places/place.ts';
import type { Choice } from '../../ask.ts';
import { withoutIcons } from '../../commands/report-commands.ts';
import { spotOf } from '../../places/places.ts';
import { carriedWords } from '../../places/words.ts';
import { apiBase, DEFAULT_API_BASE, webHosts } from '../../settings.ts';
import { failureWords } from '../failures.ts';
import type { EmbargoParts } from '../parts.ts';
import type { EmbargoWindow } from '../window/embargo-window.ts';
import { branchFor } from './pick-branches.ts';

/** A place of the report in a worktree. */
interface PlaceHere {
  readonly path: string;
  readonly line: number | null;
  readonly words: string;
}

/** Opens the code that the report speaks of, in the worktree of a branch, at the lines where it is there. */
export async function openWorktreePlaces(window: EmbargoWindow, parts: EmbargoParts, row: unknown): Promise<void> {
  const { ask } = parts;
  const found = await window.workspace();
  if (!found.ok) {
    await ask.problem(failureWords(found.failure));
    return;
  }
  const branch = await branchFor(row, window, parts, 'Open the places in the worktree of');
  if (!branch) return;
  const advisory = await documentIn(found.value);
  if (!advisory) {
    await ask.notice(`The document of ${window.id} is not in the workspace, so nothing is known of its places.`);
    return;
  }
  const places = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: `Looking for the places on ${branch.name}` },
    () => placesIn(found.value, branch, advisory, parts),
  );
  if (!places) await ask.problem('The places could not be looked up. Try again.');
  else if (places.length === 0) await ask.notice(`None of the places of ${window.id} is on ${branch.name}.`);
  else await openSome(join(window.folder, branch.folder), branch.name, places, parts);
}

/** The advisory as its document beside the code has it; undefined where there is none. */
async function documentIn({ folder, manifest }: Workspace): Promise<Advisory | undefined> {
  const path = join(layoutOf(folder).papers, documentName(manifest.advisory));
  const text = await readFile(path, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : advisoryOf(parseDocument(text));
}

/**
 * The places of the report, found at the affected version and carried to where the worktree stands. The person's clone
 * has the releases' tags, which our clone has not; commits are in both.
 */
async function placesIn(
  { folder, manifest }: Workspace,
  branch: BranchRow,
  advisory: Advisory,
  { places, clones, book }: EmbargoParts,
): Promise<readonly PlaceHere[] | undefined> {
  const about = parseRepositoryName(manifest.repository ?? '') ?? advisory.repository;
  const process = book().for(about);
  const common = { gitPath: clones.gitPath(), process };
  const request = {
    ...common,
    folder: manifest.source ?? join(folder, branch.folder),
    side: undefined,
    about,
    hosts: webHosts(apiBase() ?? DEFAULT_API_BASE),
    text: advisory.description ?? '',
    vulnerabilities: advisory.vulnerabilities,
    chosen: undefined,
  };
  const found = await places.ask('places/lookUp', request);
  if (!found) return undefined;
  const resolved = found.places.flatMap(({ resolution }) => ('resolved' in resolution ? [resolution.resolved] : []));
  const distinct = [...new Map(resolved.map((place) => [spotOf(place), place])).values()];
  if (distinct.length === 0) return [];
  const worktree = { ...common, folder: join(folder, branch.folder), side: undefined };
  const carried = await places.ask('places/carry', { ...worktree, places: distinct, names: [branch.commit] });
  if (carried?.ok !== true) return undefined;
  return distinct.flatMap((place, at) => placeHere(place, carried.value[0]?.carried[at]));
}

function placeHere(place: ResolvedPlace, carried: Carried | undefined): PlaceHere[] {
  if (carried === undefined || carried.status === 'gone' || carried.path === null) return [];
  return [{ path: carried.path, line: carried.line, words: carriedWords(carried, place) }];
}

async function openSome(worktree: string, branch: string, places: readonly PlaceHere[], { ask }: EmbargoParts): Promise<void> {
  const choices = places.map((value): Choice<PlaceHere> => ({
    label: withoutIcons(`${value.path}${value.line === null ? '' : `:${value.line}`}`),
    description: value.words,
    value,
    picked: true,
  }));
  const chosen = places.length === 1 ? places : await ask.pickMany(`Open in the worktree of ${branch}`, choices);
  for (const { path, line } of chosen ?? []) {
    const at = new vscode.Position(Math.max(0, (line ?? 1) - 1), 0);
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(join(worktree, path)));
    await vscode.window.showTextDocument(document, { selection: new vscode.Range(at, at), preview: false });
  }
}
