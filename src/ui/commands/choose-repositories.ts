import { sameRepository } from '../../advisory/model.ts';
import type { Ask } from '../ask.ts';
import type { Clones } from '../places/clones.ts';
import { apiBase, DEFAULT_API_BASE, repositories, setRepositories, webHosts } from '../settings.ts';
import { parseRepositoryName } from '../../advisory/model.ts';

const OTHER = Symbol('another repository');

/** Lets the person choose the repositories to watch, from the list and from the remotes of the open folders. */
export async function chooseRepositories(ask: Ask, clones: Clones): Promise<void> {
  const { names, wrong } = repositories();
  const hosts = webHosts(apiBase() ?? DEFAULT_API_BASE);
  const remote = (await clones.remotes()).filter(({ host }) => hosts.includes(host)).map(({ repository }) => repository);
  const offered = remote.filter(
    (name, index) =>
      !names.some((one) => sameRepository(one, name)) && remote.findIndex((one) => sameRepository(one, name)) === index,
  );
  const picked = await ask.pickMany<string | typeof OTHER>(
    'Repositories whose advisories are listed',
    [
      ...names.map((value) => ({ label: value, description: 'listed', value, picked: true })),
      ...offered.map((value) => ({ label: value, description: 'a remote of an open folder', value, picked: names.length === 0 })),
      ...wrong.map((value) => ({ label: value, description: 'no repository name', value, picked: false })),
      { label: 'Another repository…', value: OTHER },
    ],
    'Tick the ones to list',
  );
  if (!picked) return;
  const chosen = picked.filter((value) => typeof value === 'string');
  if (picked.includes(OTHER)) {
    const typed = await ask.input({
      title: 'Another repository',
      prompt: 'As on GitHub: owner/name',
      placeHolder: 'python/cpython',
      check: (text) => (parseRepositoryName(text) === undefined ? 'Write it as owner/name.' : undefined),
    });
    const name = typed === undefined ? undefined : parseRepositoryName(typed);
    if (name !== undefined && !chosen.some((one) => sameRepository(one, name))) chosen.push(name);
  }
  await setRepositories(chosen);
}
