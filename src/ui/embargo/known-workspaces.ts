import { join } from 'node:path';
import * as vscode from 'vscode';
import { plainId } from '../../embargo/layout.ts';
import { readManifest } from '../../embargo/manifest.ts';
import { matrixOf } from '../../embargo/matrix.ts';
import type { CaseWorkspace } from '../case/workspace-rows.ts';
import { knownFolder } from './folder.ts';
import { workOptions, type EmbargoParts } from './parts.ts';
import { branchState } from './matrix/words.ts';

/** How the workspaces of advisories stand, for the Case view of an ordinary window. Looked up when a case is shown. */
export class KnownWorkspaces implements vscode.Disposable {
  readonly #parts: EmbargoParts;
  readonly #known = new Map<string, CaseWorkspace | undefined>();
  readonly #looking = new Set<string>();
  readonly #focus: vscode.Disposable;

  constructor(parts: EmbargoParts) {
    this.#parts = parts;
    // Work goes on in another window: whoever comes back from there sees what has become of it.
    this.#focus = vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused && this.#known.size > 0) this.look();
    });
  }

  /** What was found last; the first time it is looked up, and told of when it is known. */
  of(ghsaId: string): CaseWorkspace | undefined {
    const id = plainId(ghsaId);
    if (id === undefined) return undefined;
    if (!this.#known.has(id)) void this.#look(id);
    return this.#known.get(id);
  }

  /** Looks again after those that were asked for. */
  look(): void {
    for (const id of this.#known.keys()) void this.#look(id);
  }

  async #look(id: string): Promise<void> {
    if (this.#looking.has(id)) return;
    this.#looking.add(id);
    const found = await lookUp(id, this.#parts);
    this.#looking.delete(id);
    const before = this.#known.get(id);
    const isNew = JSON.stringify(before) !== JSON.stringify(found);
    this.#known.set(id, found);
    if (isNew) this.#parts.changed();
  }

  dispose(): void {
    this.#focus.dispose();
  }
}

async function lookUp(id: string, parts: EmbargoParts): Promise<CaseWorkspace | undefined> {
  const root = knownFolder();
  if (root === undefined) return undefined;
  const folder = join(root, id);
  const manifest = await readManifest(folder);
  if (!manifest.ok) return undefined;
  const { state } = manifest.value;
  if (state !== 'ready') return { folder, state, branches: [] };
  const rows = await matrixOf({ folder, manifest: manifest.value }, workOptions(parts));
  return { folder, state, branches: rows.map((row) => ({ name: row.name, ...branchState(row) })) };
}
