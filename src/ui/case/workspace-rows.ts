import * as vscode from 'vscode';
import type { CaseRow } from './case-node.ts';

/** How the embargo workspace of an advisory stands, for its case. */
export interface CaseWorkspace {
  readonly folder: string;
  readonly state: 'making' | 'ready' | 'removing';
  /** Its branches with their states in words, as the branch matrix has them. */
  readonly branches: readonly {
    readonly name: string;
    readonly words: string;
    readonly icon: string;
    readonly colour?: string;
  }[];
}

/** What the Branches row can offer: a fix is started of a draft, and a workspace that is there is opened. */
export function branchesContext(state: string, workspace: CaseWorkspace | undefined): string {
  if (workspace?.state === 'ready') return 'branchesInWork';
  // One that is not whole is gone on with, or removed, by starting again.
  return state === 'draft' ? 'branchesOfDraft' : 'branches';
}

/**
 * The Branches row together with the workspace: a branch that is in it says how far its fix is.
 * @param row the first answer from the places; undefined where they tell nothing, and then the workspace stands alone
 */
export function withWorkspace(
  row: CaseRow | undefined,
  state: string,
  workspace: CaseWorkspace | undefined,
): CaseRow | undefined {
  if (!row && !workspace) return undefined;
  const base: CaseRow = row ?? { id: 'branches', label: 'Branches', rows: [] };
  const context = branchesContext(state, workspace);
  if (!workspace) return base.rows ? { ...base, context } : base;
  if (workspace.state !== 'ready') {
    const words = workspace.state === 'making' ? 'a workspace was begun and is not whole' : 'a workspace is half removed';
    return { ...base, context, description: words };
  }
  const inWork = new Map(workspace.branches.map((branch) => [branch.name, branch]));
  const named = (base.rows ?? []).map((one) => {
    const name = one.id.startsWith('branch:') ? one.id.slice('branch:'.length) : undefined;
    const branch = name === undefined ? undefined : inWork.get(name);
    if (name === undefined || !branch) return one;
    inWork.delete(name);
    return dressed(one, branch);
  });
  const others = [...inWork.values()].map((branch) => dressed({ id: `branch:${branch.name}`, label: branch.name }, branch));
  return { ...base, context, description: 'in an embargo workspace', rows: [...named, ...others] };
}

/** What is being done about a branch is of more use than whether it was likely affected; that is still in the tooltip. */
function dressed(row: CaseRow, { name, words, icon, colour }: CaseWorkspace['branches'][number]): CaseRow {
  const told = typeof row.tooltip === 'string' ? `\n${row.tooltip}` : '';
  return {
    ...row,
    description: words,
    icon: new vscode.ThemeIcon(icon, colour === undefined ? undefined : new vscode.ThemeColor(colour)),
    tooltip: `${name} in the workspace: ${words}${told}`,
    spoken: `${name}, ${words} in the embargo workspace. ${row.spoken ?? ''}`.trim(),
  };
}
