import type { GitFailure } from '../git/run.ts';
import { parseRemoteUrl, type RemotePlace } from '../git/remote-url.ts';
import type { Repository } from '../git/repository.ts';
import { shown } from './refusal.ts';

/** Why a clone cannot be read, in one line. */
export function unreadableWords(folder: string, failure: GitFailure): string {
  return failure.kind === 'git-missing'
    ? 'There is no git to be found: install it, or put it on the path.'
    : `${shown(folder)} is no git repository that can be read.`;
}

/** What a clone was made of, as its remotes tell: `upstream`, else `origin`, else the first. */
export async function remoteOf(clone: Repository): Promise<RemotePlace | undefined> {
  const remotes = await clone.remotes();
  const list = remotes.ok ? remotes.value : [];
  const remote = list.find(({ name }) => name === 'upstream') ?? list.find(({ name }) => name === 'origin') ?? list[0];
  return remote && parseRemoteUrl(remote.url);
}
