import * as vscode from 'vscode';
import type { Advisory } from '../../advisory/model.ts';
import { parseRemoteUrl } from '../../git/remote-url.ts';
import type { FoundPlace } from '../../places/place.ts';
import type { Ask } from '../ask.ts';
import type { Clones } from '../places/clones.ts';
import type { KnownPlaces, Places } from '../places/places.ts';

/** The commit that a link names and the clone has not; only a whole id can be fetched. */
export async function missingCommit(found: FoundPlace, { repository }: KnownPlaces): Promise<string | undefined> {
  const id = found.link?.segments[0];
  if (!repository || id === undefined || !/^[0-9a-f]{40}$/.test(id)) return undefined;
  return (await repository.commit(id)).ok ? undefined : id;
}

/**
 * Fetches a commit that a report links to and the clone has not, when the person says so.
 * @returns whether it is there now
 */
export async function fetchMissing(
  advisory: Advisory,
  commit: string,
  known: KnownPlaces,
  places: Places,
  clones: Clones,
  ask: Ask,
): Promise<boolean> {
  const { repository } = known;
  const remotes = repository ? await repository.remotes() : undefined;
  const remote = remotes?.ok
    ? (remotes.value.find(({ url }) => parseRemoteUrl(url)?.repository.toLowerCase() === advisory.repository.toLowerCase()) ??
      remotes.value[0])
    : undefined;
  if (!repository || !remote) {
    await ask.notice('The clone has no remote to fetch from.');
    return false;
  }
  const agreed = await ask.confirm({
    message: `Fetch ${commit.slice(0, 10)} from the remote "${remote.name}"?`,
    detail:
      'The commit is kept in a folder of the extension. Your clone stays as it is. The server sees that you ask for this commit.',
    verb: 'Fetch',
  });
  if (!agreed) return false;
  const fetched = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `Fetching ${commit.slice(0, 10)}`, cancellable: true },
    (_progress, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => {
        abort.abort();
      });
      return clones.fetchCommit(repository.folder, remote.url, commit, abort.signal);
    },
  );
  if (!fetched) {
    await ask.problem('The commit could not be fetched. It may not be public, or the server cannot be reached.');
    return false;
  }
  places.forget();
  return true;
}
