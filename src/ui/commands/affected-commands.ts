import * as vscode from 'vscode';
import { keyOf, type Advisory } from '../../advisory/model.ts';
import { toSarif } from '../../places/sarif.ts';
import { releasesOf } from '../../places/releases.ts';
import type { Ask } from '../ask.ts';
import type { KnownPlaces, Places } from '../places/places.ts';
import { lookedUp } from './looked-up.ts';
import { withoutIcons } from './report-commands.ts';

/** Lets the person say which version a report is about; the choice is remembered for this advisory. */
export async function chooseAffected(advisory: Advisory, places: Places, ask: Ask): Promise<boolean> {
  const known = await lookedUp(advisory, places, ask);
  if (!known) return false;
  const { repository, clone } = known;
  if (!repository || !clone) {
    await ask.notice('No clone of this repository is known here, so there is no version to choose.');
    return false;
  }
  const releases = [...(await releasesOf(repository, clone.process))].reverse();
  const refs = await repository.refs();
  const branches = refs.ok ? [...refs.value.keys()].filter((ref) => /^refs\/(?:remotes\/[^/]+|heads)\/(?!HEAD$)/.test(ref)) : [];
  const names = [...new Set(branches.map((ref) => ref.replace(/^refs\/(?:heads\/|remotes\/)/, '')))];
  // Newest first, as the releases: 3.14 stands before 3.9.
  names.sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  const key = keyOf(advisory);
  const chosen = places.chosen(key) ?? '';
  const [primary] = known.affected;
  const describe = (name: string) =>
    name === chosen ? 'chosen by you' : name === primary?.name ? 'where places are looked up now' : '';
  const answer = await ask.pick(
    'Which version is affected?',
    [
      { label: 'As the report says', description: 'or the default branch where it says nothing', value: '' },
      ...releases.map(({ name }) => ({ label: `$(tag) ${withoutIcons(name)}`, description: describe(name), value: name })),
      ...names.map((name) => ({ label: `$(git-branch) ${withoutIcons(name)}`, description: describe(name), value: name })),
    ],
    'A release or a branch: line numbers in the report are read there',
  );
  if (answer === undefined) return false;
  await places.choose(key, answer);
  return true;
}

/** Says since which release the code is there, and what affected range follows. */
export async function findSince(advisory: Advisory, places: Places, ask: Ask): Promise<void> {
  const known = await lookedUp(advisory, places, ask);
  if (!known) return;
  const resolved = resolvedOf(known);
  if (!known.clone || resolved.length === 0) {
    await ask.notice('No place of the report leads into a clone, so there is nothing to look for in the releases.');
    return;
  }
  const { clone } = known;
  const since = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: 'Looking through the releases', cancellable: true },
    (progress, token) => {
      let shown = 0;
      return places.ask('places/since', { ...clone, places: resolved }, token, ({ done, all }) => {
        progress.report({ message: `${done} of ${all}`, increment: ((done - shown) / Math.max(1, all)) * 100 });
        shown = done;
      });
    },
  );
  if (!since) return;
  if (!since.ok) {
    await ask.problem('Git could not read the clone while the releases were compared. Refresh, then try again.');
    return;
  }
  const { first, range, note } = since.value;
  if (first === null || range === null) {
    await ask.notice(`It cannot be told since when. ${note ?? ''}`.trim());
    return;
  }
  const copy = 'Copy Range';
  const answer = await ask.notice(`The code is there since ${first}. Proposed affected range: ${range}.`, copy);
  if (answer === copy) await vscode.env.clipboard.writeText(range);
}

/** Whom to ask: owners of the files, and who last changed the affected lines. */
export async function suggestExperts(advisory: Advisory, places: Places, ask: Ask): Promise<void> {
  const known = await lookedUp(advisory, places, ask);
  if (!known) return;
  const resolved = resolvedOf(known);
  if (!known.clone || resolved.length === 0) {
    await ask.notice('No place of the report leads into a clone, so nobody can be suggested.');
    return;
  }
  const { clone } = known;
  const experts = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: 'Asking the history', cancellable: true },
    (_progress, token) => places.ask('places/experts', { ...clone, places: resolved }, token),
  );
  if (!experts) return;
  if (experts.length === 0) {
    await ask.notice('Neither CODEOWNERS nor the history names anybody for these lines.');
    return;
  }
  const chosen = await ask.pick(
    'They may know this code. Asking them makes them part of the embargo.',
    experts.map(({ name, why }) => ({
      label: `$(person) ${withoutIcons(name)}`,
      detail: withoutIcons([...why.slice(0, 1), ...(why.length > 1 ? [`and ${why.length - 1} more`] : [])].join(' · ')),
      value: name,
    })),
    'Choose somebody to copy the name',
  );
  if (chosen !== undefined) await vscode.env.clipboard.writeText(chosen);
}

/** Writes the places as SARIF to a file that the person names. */
export async function exportPlaces(advisory: Advisory, places: Places, ask: Ask): Promise<void> {
  const known = await lookedUp(advisory, places, ask);
  if (!known) return;
  if (resolvedOf(known).length === 0) {
    await ask.notice('No place of the report leads anywhere, so there is nothing to export.');
    return;
  }
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  // The file's name tells the id and nothing of what is reported.
  const name = `${advisory.ghsaId}.sarif`;
  const uri = await ask.save({
    title: 'Export the places of this report',
    ...(folder ? { suggested: vscode.Uri.joinPath(folder, name) } : {}),
    filters: { SARIF: ['sarif', 'json'] },
  });
  if (!uri) return;
  const text = `${JSON.stringify(toSarif(known, advisory.repository), null, 2)}\n`;
  try {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  } catch {
    await ask.problem('The file could not be written. Choose another folder.');
    return;
  }
  await ask.notice('The places are exported. The file tells where an unfixed problem is: keep it to yourself.');
}

function resolvedOf({ places }: KnownPlaces) {
  return places.flatMap(({ resolution }) => ('resolved' in resolution ? [resolution.resolved] : []));
}
