import { join } from 'node:path';
import * as vscode from 'vscode';
import { isAtHand, type BranchRow } from '../../../embargo/matrix.ts';
import { COMMANDS } from '../../ids.ts';
import { table } from '../../markdown.ts';
import { failureWords } from '../failures.ts';
import type { Matrix } from './matrix.ts';
import { branchFacts, branchState, shortCommit, spokenBranch } from './words.ts';

/** A row of the Branches view: a branch, a file in conflict below it, or words where there are no branches. */
export type MatrixNode =
  | { readonly kind: 'branch'; readonly branch: string; readonly row: BranchRow }
  | { readonly kind: 'file'; readonly branch: string; readonly folder: string; readonly path: string }
  | { readonly kind: 'words'; readonly words: string };

/** The branch that a row of the view is about; undefined for anything else. */
export function branchOfRow(row: unknown): string | undefined {
  if (typeof row !== 'object' || row === null || !('kind' in row) || !('branch' in row)) return undefined;
  return row.kind === 'branch' && typeof row.branch === 'string' ? row.branch : undefined;
}

/** The branch matrix as a tree view, one row a branch. */
export class MatrixTree implements vscode.TreeDataProvider<MatrixNode> {
  readonly #workspace: string;
  readonly #matrix: Matrix;
  readonly #changes = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changes.event;

  /** @param workspace the workspace's folder */
  constructor(workspace: string, matrix: Matrix) {
    this.#workspace = workspace;
    this.#matrix = matrix;
    matrix.onDidChange(() => {
      this.#changes.fire(undefined);
    });
  }

  getChildren(node?: MatrixNode): MatrixNode[] {
    if (node) return node.kind === 'branch' ? this.#filesOf(node.row) : [];
    const { rows, failure } = this.#matrix;
    if (failure) return [{ kind: 'words', words: failureWords(failure) }];
    if (!rows) {
      const words = vscode.workspace.isTrusted ? 'Looking at the branches…' : 'Trust this folder to have its branches looked at';
      return [{ kind: 'words', words }];
    }
    return rows.map((row) => ({ kind: 'branch', branch: row.name, row }));
  }

  #filesOf({ name, folder, conflicts }: BranchRow): MatrixNode[] {
    return conflicts.map((path) => ({ kind: 'file', branch: name, folder: join(this.#workspace, folder), path }));
  }

  getTreeItem(node: MatrixNode): vscode.TreeItem {
    if (node.kind === 'words') {
      const item = new vscode.TreeItem(node.words);
      item.iconPath = new vscode.ThemeIcon('info');
      return item;
    }
    return node.kind === 'file' ? fileItem(node) : this.#branchItem(node.row);
  }

  #branchItem(row: BranchRow): vscode.TreeItem {
    const { words, icon, colour } = branchState(row);
    const { Expanded, None } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(row.name, row.conflicts.length > 0 ? Expanded : None);
    // Under its old id VS Code would keep it as it was: without anything below it.
    item.id = row.conflicts.length > 0 ? `${row.name}:conflicts` : row.name;
    item.description = `${words} · ${shortCommit(row.commit)}`;
    item.iconPath = new vscode.ThemeIcon(icon, colour === undefined ? undefined : new vscode.ThemeColor(colour));
    item.contextValue = `workBranch ${standOf(row)}`.trim();
    item.tooltip = table(branchFacts(row), 'As the worktree is now.');
    item.accessibilityInformation = { label: spokenBranch(row) };
    return item;
  }
}

/** What its row offers first: a conflict to resolve, a fix to bring on, or a place where one is wanted. */
function standOf({ state, commits }: BranchRow): string {
  if (!isAtHand(state)) return '';
  if (state === 'conflict') return 'conflict';
  return commits > 0 ? 'fixed' : 'empty';
}

function fileItem(node: Extract<MatrixNode, { kind: 'file' }>): vscode.TreeItem {
  const { branch, path } = node;
  const item = new vscode.TreeItem(path.slice(path.lastIndexOf('/') + 1));
  item.id = `${branch}:${path}`;
  item.description = 'in conflict';
  item.tooltip = path;
  item.iconPath = new vscode.ThemeIcon('git-merge');
  item.command = { command: COMMANDS.openConflict, title: 'Open Conflict', arguments: [node] };
  item.accessibilityInformation = { label: `${path}, in conflict on ${branch}` };
  return item;
}
