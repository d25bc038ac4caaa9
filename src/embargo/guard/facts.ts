import { isPersons, LIST, readListing, splitKey, type Listed, type RunGit } from './listing.ts';
import type { GuardFacts } from './settings.ts';

/**
 * Reads what the guard has to know of the person's own settings (system and global; never a repository's).
 * @param anyFolder where git runs; the clone itself, once there is one, because settings may depend on the folder
 * @param guardFolder the absolute path of the guard's own folder
 * @returns facts that hold until those settings change; without any if git gives none
 */
export async function readFacts(run: RunGit, anyFolder: string, guardFolder: string): Promise<GuardFacts> {
  const listed = await run(anyFolder, LIST);
  const persons = listed.ok ? readListing(listed.value).filter(isPersons) : [];
  return { folder: guardFolder.replaceAll('\\', '/'), ...namesIn(persons) };
}

/** Names in the given settings that would stand above the guard's general ones. */
export function namesIn(listed: readonly Listed[]): Omit<GuardFacts, 'folder'> {
  const schemes = new Set<string>();
  const addresses = new Set<string>();
  const remotes = new Set<string>();
  for (const { key } of listed) {
    const [section, between, name] = splitKey(key);
    if (between === '') continue;
    if (section === 'protocol' && name === 'allow') schemes.add(between);
    if (section === 'http' && (name === 'proxy' || name === 'extraheader')) addresses.add(between);
    if (section === 'remote' && name === 'proxy') remotes.add(between);
  }
  return { schemes: [...schemes].sort(), addresses: [...addresses].sort(), remotes: [...remotes].sort() };
}
