import * as vscode from 'vscode';
import { ReadOnlyFiles } from './read-only-files.ts';
import { Repository } from '../../git/repository.ts';
import { workingFile } from '../../git/working-file.ts';
import type { ResolvedPlace } from '../../places/place.ts';
import { SCHEMES } from '../ids.ts';

interface Address {
  readonly folder: string;
  readonly revision: string;
  readonly path: string;
}

/** The address of a file at a revision. Its label, made from `name` by the manifest, tells the revision in tab and breadcrumb. */
export function revisionUri(folder: string, place: Pick<ResolvedPlace, 'revision' | 'revisionName' | 'path'>): vscode.Uri {
  // The name goes first: a peek sorts by address, so branches stand there in their order.
  const address = { name: place.revisionName, folder, revision: place.revision, path: place.path };
  return vscode.Uri.from({ scheme: SCHEMES.revision, path: `/${place.path}`, query: JSON.stringify(address) });
}

/**
 * Files at a revision of a clone, read-only. A file system, not a content provider: the tab of a provided content loses the
 * revision from its name when it is shown again (VS Code names it by its path then), and a file's keeps it.
 */
export class RevisionFiles extends ReadOnlyFiles {
  readonly #open: (folder: string) => Promise<Repository | undefined>;
  /** Content never changes under an address that names a commit. */
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;

  /** @param open gives a clone that is known by its folder; any other folder is not read */
  constructor(open: (folder: string) => Promise<Repository | undefined>) {
    super();
    this.#open = open;
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { length: size } = await this.readFile(uri);
    return { type: vscode.FileType.File, ctime: 0, mtime: 0, size, permissions: vscode.FilePermission.Readonly };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const address = parseRevisionUri(uri);
    const repository = address && (await this.#open(address.folder));
    if (!address || !repository)
      return told('The clone that this file came from is not open any more. Open the place again from its report.');
    const content = await repository.file(address.revision, address.path);
    return content.ok ? content.value : told('Git could not read this file. Open the place again from its report.');
  }
}

/** Words in place of a file: the message of a failure is not shown by VS Code. */
function told(words: string): Uint8Array {
  return new TextEncoder().encode(words);
}

/** The clone, commit and path that an address names; undefined for any other address. */
export function parseRevisionUri(uri: vscode.Uri): Address | undefined {
  try {
    const json: unknown = JSON.parse(uri.query);
    if (typeof json !== 'object' || json === null || !('folder' in json) || !('revision' in json) || !('path' in json))
      return undefined;
    const { folder, revision, path } = json;
    if (
      typeof folder !== 'string' ||
      typeof revision !== 'string' ||
      typeof path !== 'string' ||
      !/^[0-9a-f]{40,64}$/.test(revision)
    )
      return undefined;
    return { folder, revision, path };
  } catch {
    return undefined;
  }
}

/** The path in the tree of a revision's document, if it is of that clone. */
export function pathOfRevision(uri: vscode.Uri, folder: string | undefined): string | undefined {
  const address = parseRevisionUri(uri);
  return address && address.folder === folder ? address.path : undefined;
}

/** Where a click on a place leads: the working file where it has exactly that content, else the file at its revision. */
export async function targetOf(repository: Repository, place: ResolvedPlace): Promise<vscode.Uri> {
  const top = await repository.top();
  const content = await repository.file(place.revision, place.path);
  if (top.ok && content.ok) {
    const file = await workingFile(top.value, place.path, content.value);
    if (file !== undefined) return vscode.Uri.file(file);
  }
  return revisionUri(repository.folder, place);
}

/** The lines of a place as a range of the editor. */
export function rangeOf(place: ResolvedPlace): vscode.Range {
  const first = (place.line ?? 1) - 1;
  return place.endLine === null
    ? new vscode.Range(first, 0, first, 0)
    : new vscode.Range(first, 0, place.endLine - 1, Number.MAX_SAFE_INTEGER);
}
