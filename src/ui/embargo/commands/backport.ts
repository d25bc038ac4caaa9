import * as vscode from 'vscode';
import { backport as bring, type Backported } from '../../../embargo/backport/backport.ts';
import type { EmbargoFailure } from '../../../embargo/failure.ts';
import { isAtHand, type BranchRow } from '../../../embargo/matrix.ts';
import type { Workspace } from '../../../embargo/workspace.ts';
import type { Choice } from '../../ask.ts';
import { COMMANDS } from '../../ids.ts';
import { failureWords } from '../failures.ts';
import { branchOfRow } from '../matrix/tree.ts';
import { count } from '../matrix/words.ts';
import type { EmbargoParts } from '../parts.ts';
import type { EmbargoWindow } from '../window/embargo-window.ts';
import { working } from '../working.ts';
import { openConflict } from './open-conflict.ts';
import { openWorktreeTerminal } from './open-worktree-terminal.ts';
import { oneBranchFor } from './pick-one.ts';
import { workspaceHere } from './workspace-here.ts';

const SETTLE = 'Settle';
const CONFLICT = 'Open Conflict…';
const CHANGES = 'Show Changes';
const TERMINAL = 'Open Terminal';

/** Brings the fix of one branch onto others, after it was tried what would come of it. */
export async function backport(window: EmbargoWindow, parts: EmbargoParts, row: unknown): Promise<void> {
  const here = await workspaceHere(window, parts);
  if (!here) return;
  const rows = await window.matrix.refresh();
  const named = rows.find(({ name }) => name === branchOfRow(row));
  // A row without a fix of its own is where somebody wants one.
  const target = named?.commits === 0 ? named.name : undefined;
  const from = await oneBranchFor(target === undefined ? row : undefined, window, parts, {
    title: 'Backport the fix of which branch?',
    fits: ({ commits, name }) => commits > 0 && name !== target,
    none: 'There is nothing to backport: commit the fix on its branch first.',
  });
  if (!from) return;
  const others = rows.filter(({ name, state }) => name !== from.name && isAtHand(state)).map(({ name }) => name);
  const tried = await run(window, parts, { from: from.name, to: target === undefined ? others : [target], dryRun: true });
  if (!tried) return;
  const to = await chooseTargets(from.name, tried, rows, here, parts);
  if (to.length === 0) return;
  const done = await run(window, parts, { from: from.name, to, dryRun: false });
  await window.look();
  if (done) await tell(done, window, parts);
}

async function run(
  window: EmbargoWindow,
  parts: EmbargoParts,
  { from, to, dryRun }: { readonly from: string; readonly to: readonly string[]; readonly dryRun: boolean },
): Promise<readonly Backported[] | undefined> {
  const title = dryRun ? `Trying the fix of ${from} on other branches` : `Backporting the fix of ${from}`;
  const done = await working(title, (signal) => bring({ workspace: window.folder, from, to, dryRun }, window.options(signal)));
  if (done.ok) return done.value;
  await troubled(done.failure, window, parts);
  return undefined;
}

async function troubled(failure: EmbargoFailure, window: EmbargoWindow, { ask }: EmbargoParts): Promise<void> {
  if (failure.kind === 'cancelled') return;
  const buttons = failure.kind === 'unfinished' ? [SETTLE] : [];
  const pressed = await ask.problem(`${window.id}: ${failureWords(failure)}`, ...buttons);
  if (pressed === SETTLE) await vscode.commands.executeCommand(COMMANDS.settleInterrupted);
}

/** Asks for the branches, each with what came of trying; untouched ones that are affected are ticked. */
async function chooseTargets(
  from: string,
  tried: readonly Backported[],
  rows: readonly BranchRow[],
  { manifest }: Workspace,
  { ask }: EmbargoParts,
): Promise<readonly string[]> {
  const open = tried.filter(({ kind }) => kind !== 'already-there');
  if (open.length === 0) {
    await ask.notice(tried.length === 0 ? 'There is no other branch.' : `The fix of ${from} is on every other branch already.`);
    return [];
  }
  const choices = open.map((one): Choice<string> => {
    const isUntouched = rows.find(({ name }) => name === one.branch)?.state === 'untouched';
    const { affected } = manifest.branches.find(({ name }) => name === one.branch) ?? {};
    const about = affected === false ? ' · not affected' : affected === undefined ? ' · not known whether affected' : '';
    const files = one.kind === 'would-conflict' ? { detail: one.files.slice(0, 5).join(', ') } : {};
    const isFit = one.kind === 'would-apply' || one.kind === 'would-conflict';
    return {
      label: one.branch,
      description: `${triedWords(one)}${about}`,
      ...files,
      value: one.branch,
      picked: isUntouched && affected === true && isFit,
    };
  });
  return (await ask.pickMany(`Backport the fix of ${from} to which branches?`, choices, 'Nothing leaves this machine')) ?? [];
}

function triedWords(one: Backported): string {
  switch (one.kind) {
    case 'would-apply':
    case 'applied':
      return `would apply (${count(one.commits, 'commit')})`;
    case 'would-conflict':
    case 'conflict':
      return `would conflict in ${count(one.files.length, 'file')}`;
    case 'already-there':
      return 'has it already';
    case 'in-the-way':
      return 'changes of yours are in the way';
    case 'unfinished':
      return 'something waits to be finished there';
    case 'astray':
      return 'its worktree stands on another branch';
    case 'failed':
      return failureWords(one.failure);
  }
}

/** Says what came of each branch, with a way on for what a person has to do. */
async function tell(done: readonly Backported[], window: EmbargoWindow, parts: EmbargoParts): Promise<void> {
  const words = `${window.id}: ${done.map(outcomeWords).join('; ')}.`;
  const is = (kind: Backported['kind']) => done.find((one) => one.kind === kind)?.branch;
  const [conflict, inTheWay, unfinished] = [is('conflict'), is('in-the-way'), is('unfinished')];
  const waiting = window.matrix.rows?.some(({ conflicts }) => conflicts.length > 0) === true;
  const isFine = done.every(({ kind }) => kind === 'applied' || kind === 'already-there');
  if (isFine) {
    await parts.ask.notice(words);
    return;
  }
  const buttons = [
    ...(conflict !== undefined || (unfinished !== undefined && waiting) ? [CONFLICT] : []),
    ...(inTheWay === undefined ? [] : [CHANGES]),
    ...(unfinished !== undefined && !waiting ? [TERMINAL] : []),
  ];
  if (conflict !== undefined) await openConflict(window, parts, { kind: 'branch', branch: conflict }, 'first');
  const pressed = await parts.ask.problem(words, ...buttons);
  if (pressed === CONFLICT) await openConflict(window, parts, undefined);
  if (pressed === CHANGES) await vscode.commands.executeCommand('workbench.view.scm');
  if (pressed === TERMINAL && unfinished !== undefined) openWorktreeTerminal(window, unfinished);
}

function outcomeWords(one: Backported): string {
  switch (one.kind) {
    case 'applied':
    case 'would-apply':
      return `${one.branch} has the fix`;
    case 'already-there':
      return `${one.branch} had it already`;
    case 'conflict':
    case 'would-conflict':
      return `${one.branch} is in conflict in ${count(one.files.length, 'file')}: resolve it there and commit`;
    case 'in-the-way':
      return `${one.branch} has changes of yours in files of the fix: commit or stash them, then backport again`;
    case 'unfinished':
      return `${one.branch} has a merge, a rebase or an earlier backport that waits to be finished`;
    case 'astray':
      return `${one.branch} has its worktree on another branch, or has none: check out the private branch there, then backport again`;
    case 'failed':
      return `${one.branch}: ${failureWords(one.failure).replace(/\.$/, '')}`;
  }
}
