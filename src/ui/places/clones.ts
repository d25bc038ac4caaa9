import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { sameRepository, type RepositoryName } from '../../advisory/model.ts';
import { fetchCommit, isSide } from '../../git/fetch.ts';
import { parseRemoteUrl } from '../../git/remote-url.ts';
import { Repository } from '../../git/repository.ts';
import { cloneSetting } from '../settings.ts';

/** A repository that a remote of an open folder names. */
export interface RemoteRepository {
  readonly host: string;
  readonly repository: RepositoryName;
  readonly folder: string;
}

/** Finds the person's clones: those named in the setting, and the open folders by all their remotes. Reads only. */
export class Clones {
  readonly #storage: string;
  readonly #opened = new Map<string, Repository>();
  readonly #changes = new vscode.EventEmitter<void>();
  #remotes: Promise<readonly RemoteRepository[]> | undefined;

  /** Other folders are open, or they may be read now. */
  readonly onDidChange = this.#changes.event;

  /** @param storage the extension's own folder, where what is fetched is kept */
  constructor(subscriptions: vscode.Disposable[], storage: string) {
    this.#storage = storage;
    subscriptions.push(
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.#changes.fire();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => {
        this.#changes.fire();
      }),
      new vscode.Disposable(() => {
        for (const repository of this.#opened.values()) repository.dispose();
      }),
    );
  }

  /**
   * A clone of a repository; undefined where none is known.
   * @param hosts hosts on which the repository lives; a remote elsewhere with the same name is another repository
   */
  async of(repository: RepositoryName, hosts: readonly string[]): Promise<Repository | undefined> {
    const named = Object.entries(cloneSetting()).find(([name]) => sameRepository(name, repository))?.[1];
    if (named !== undefined) return this.#open(named);
    const found = (await this.remotes()).find(
      (remote) => sameRepository(remote.repository, repository) && hosts.includes(remote.host),
    );
    return found && this.#open(found.folder);
  }

  /** The repositories that the remotes of the open folders name. Nothing is read in a folder that is not trusted. */
  remotes(): Promise<readonly RemoteRepository[]> {
    this.#remotes ??= this.#readRemotes();
    return this.#remotes;
  }

  /** A clone by its folder, if it is one of the person's: an address in an old tab may name any folder. */
  async byFolder(folder: string): Promise<Repository | undefined> {
    const remotes = await this.remotes();
    const known = Object.values(cloneSetting()).includes(folder) || remotes.some((remote) => remote.folder === folder);
    return known ? this.#open(folder) : undefined;
  }

  /** Settings have changed, or a remote may have been added. */
  forget(): void {
    this.#remotes = undefined;
    for (const repository of this.#opened.values()) repository.forgetRefs();
  }

  /** Another git is to be used. */
  restart(): void {
    for (const repository of this.#opened.values()) repository.dispose();
    this.#opened.clear();
    this.#changes.fire();
  }

  async #readRemotes(): Promise<readonly RemoteRepository[]> {
    if (!vscode.workspace.isTrusted) return [];
    const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
    const found = await Promise.all(
      folders.map(async ({ uri }) => {
        const opened = this.#open(uri.fsPath);
        const top = await opened.top();
        const remotes = await opened.remotes();
        if (!top.ok || !remotes.ok) return [];
        return remotes.value.flatMap(({ url }) => {
          const place = parseRemoteUrl(url);
          return place ? [{ ...place, folder: top.value }] : [];
        });
      }),
    );
    return found.flat();
  }

  /** Our own repository with what was fetched for a clone; undefined where nothing was. */
  side(folder: string): string | undefined {
    const side = this.#sideOf(folder);
    return isSide(side) ? side : undefined;
  }

  /** Fetches a commit that a clone has not, into our own folder; the clone stays as it is. */
  async fetchCommit(folder: string, url: string, commit: string, signal: AbortSignal): Promise<boolean> {
    const gitPath = this.gitPath();
    const options = { signal, ...(gitPath === undefined ? {} : { gitPath }) };
    const fetched = await fetchCommit(this.#sideOf(folder), folder, url, commit, options);
    this.#opened.get(folder)?.dispose();
    this.#opened.delete(folder);
    return fetched.ok;
  }

  /** Removes everything that was ever fetched. */
  async removeFetched(): Promise<void> {
    for (const repository of this.#opened.values()) repository.dispose();
    this.#opened.clear();
    await rm(join(this.#storage, 'fetched'), { recursive: true, force: true });
  }

  #sideOf(folder: string): string {
    return join(this.#storage, 'fetched', createHash('sha256').update(folder).digest('hex').slice(0, 16));
  }

  /** The git that VS Code is told to use; undefined for the one on the path. */
  gitPath(): string | undefined {
    const setting = vscode.workspace.getConfiguration('git').get<string | string[] | null>('path');
    const named = Array.isArray(setting) ? setting[0] : setting;
    return named === null || named === '' ? undefined : named;
  }

  #open(folder: string): Repository {
    let repository = this.#opened.get(folder);
    if (!repository) {
      const gitPath = this.gitPath();
      repository = new Repository(folder, gitPath === undefined ? {} : { gitPath }, this.side(folder));
      this.#opened.set(folder, repository);
    }
    return repository;
  }
}
