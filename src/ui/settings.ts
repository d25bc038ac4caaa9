import * as vscode from 'vscode';
import { parseRepositoryName, sameRepository, type RepositoryName } from '../advisory/model.ts';

const section = () => vscode.workspace.getConfiguration('advisoryTriage');

export const DEFAULT_API_BASE = 'https://api.github.com';

/** The listed repositories, each once, and the entries that name none. */
export function repositories(): { readonly names: readonly RepositoryName[]; readonly wrong: readonly string[] } {
  const names: RepositoryName[] = [];
  const wrong: string[] = [];
  for (const entry of stringList(section().get<unknown>('repositories'))) {
    const name = parseRepositoryName(entry);
    if (name === undefined) wrong.push(entry);
    else if (!names.some((known) => sameRepository(known, name))) names.push(name);
  }
  return { names, wrong };
}

/** Writes the list where it is set now: the workspace's own if it has one, else the user's. */
export async function setRepositories(names: readonly string[]): Promise<void> {
  const inspected = section().inspect('repositories');
  const target =
    inspected?.workspaceValue === undefined ? vscode.ConfigurationTarget.Global : vscode.ConfigurationTarget.Workspace;
  await section().update('repositories', names, target);
}

export function queries(): readonly { readonly label: string; readonly query: string }[] {
  const value = section().get<unknown>('queries');
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null || !('label' in entry) || !('query' in entry)) return [];
    return typeof entry.label === 'string' && typeof entry.query === 'string' ? [{ label: entry.label, query: entry.query }] : [];
  });
}

/** Milliseconds between two refreshes. */
export function refreshInterval(): number {
  const minutes = section().get<number>('refreshMinutes', 5);
  return Math.min(Math.max(Number.isFinite(minutes) ? minutes : 5, 1), 1440) * 60_000;
}

export function keepOnDisk(): boolean {
  return section().get<string>('cache', 'sealed') !== 'memory';
}

export function processSetting(): Readonly<Record<string, string>> {
  return stringMap(section().get<unknown>('process'));
}

/** Folders of clones by repository, as the user named them. */
export function cloneSetting(): Readonly<Record<string, string>> {
  return stringMap(section().get<unknown>('clones'));
}

/** The folder that the person chose for embargo workspaces; undefined for none yet. */
export function embargoFolder(): string | undefined {
  const text = section().get<string>('embargo.folder', '').trim();
  return text === '' ? undefined : text;
}

/** Whether the product's release calendar may be asked which branches there are. */
export function asksCalendar(): boolean {
  return section().get<boolean>('releaseCalendar', true);
}

/** Remembers that folder, on this machine. */
export async function setEmbargoFolder(folder: string): Promise<void> {
  await section().update('embargo.folder', folder, vscode.ConfigurationTarget.Global);
}

/**
 * The command that verifies a branch, from the person's own settings only: what a workspace says is not read, whatever
 * VS Code makes of its scope.
 */
export function verifyCommand(): string | undefined {
  const text: unknown = section().inspect('embargo.verify')?.globalValue;
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined;
}

/** The API base without a trailing slash; undefined for one that must not be given a token. */
export function apiBase(): string | undefined {
  const text = section().get<string>('apiBase', '').trim().replace(/\/+$/, '');
  if (text === '') return DEFAULT_API_BASE;
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const loopback = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && loopback);
  return safe && url.username === '' && url.password === '' && url.search === '' && url.hash === '' ? text : undefined;
}

/** Hosts whose web addresses lead into the repositories of an API base. */
export function webHosts(base: string): readonly string[] {
  const host = new URL(base).host.toLowerCase();
  return base === DEFAULT_API_BASE ? ['github.com', 'www.github.com'] : [host, 'github.com'];
}

function stringList(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [];
}

function stringMap(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
