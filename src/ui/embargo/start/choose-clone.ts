import * as vscode from 'vscode';
import type { Advisory } from '../../../advisory/model.ts';
import { readSource, type Source } from '../../../embargo/source.ts';
import { apiBase, DEFAULT_API_BASE, webHosts } from '../../settings.ts';
import { failureWords } from '../failures.ts';
import { workOptions, type EmbargoParts } from '../parts.ts';

/** The person's clone of the advisory's repository: the one that places are looked up in, or a folder that is named now. */
export async function chooseClone({ repository }: Advisory, parts: EmbargoParts): Promise<Source | undefined> {
  const { clones, ask } = parts;
  const known = await clones.of(repository, webHosts(apiBase() ?? DEFAULT_API_BASE));
  if (known) return source(known.folder, repository, parts);
  const folder = await ask.folder({
    title: `Where is your clone of ${repository}? It is only read.`,
    verb: 'Take This Clone',
    ...(vscode.workspace.workspaceFolders?.[0] ? { suggested: vscode.workspace.workspaceFolders[0].uri } : {}),
  });
  return folder && source(folder.fsPath, repository, parts);
}

async function source(folder: string, repository: string, parts: EmbargoParts): Promise<Source | undefined> {
  const read = await readSource(folder, repository, workOptions(parts));
  if (read.ok) return read.value;
  await parts.ask.problem(failureWords(read.failure));
  return undefined;
}

/** Whether the person reaches the public remote by ssh: then the fork is reached so, too. */
export function usesSsh({ upstream }: Source): boolean {
  const url = upstream?.url ?? '';
  return /^(?:git\+)?ssh:\/\//i.test(url) || /^(?:[^@/\s]+@)[^:/\s]+:(?!\/\/)/.test(url);
}
