import * as vscode from 'vscode';
import { parseKey, type Advisory } from '../../advisory/model.ts';
import { parseReportUri } from '../documents/report-uri.ts';
import type { WindowVerbName } from '../embargo/commands/verbs.ts';
import type { Embargo } from '../embargo/embargo.ts';
import type { CommandName } from '../ids.ts';
import type { Commands } from './commands.ts';

export interface EmbargoCommandParts {
  /** Which advisory a command is about; asks where nothing tells. */
  readonly about: (argument: unknown) => Promise<Advisory | undefined>;
  /** The key of the advisory whose case is shown. */
  readonly selected: () => string | undefined;
  readonly embargo: Embargo;
}

/** The verbs of embargo workspaces: those that begin and end one, and those of an embargo window. */
export function embargoCommands({ about, selected, embargo }: EmbargoCommandParts): Pick<Commands, EmbargoCommand> {
  const { room } = embargo;
  const onAdvisory = async (argument: unknown, act: (advisory: Advisory) => Promise<unknown>) => {
    const advisory = await about(argument instanceof vscode.Uri ? parseReportUri(argument)?.key : argument);
    if (advisory) await act(advisory);
  };
  /** The id that a row is about; without a row a workspace is picked. Neither needs anybody signed in. */
  const idOf = (row: unknown): string | undefined => {
    if (row === undefined) return undefined;
    const isKeyed = typeof row === 'object' && row !== null && 'key' in row && typeof row.key === 'string';
    const key = isKeyed ? row.key : selected();
    return typeof key === 'string' ? parseKey(key)?.ghsaId : undefined;
  };
  /** Each of them asks for the branch where no row tells it. */
  const inWindow = async (name: WindowVerbName, row?: unknown, more?: unknown) => (await room()).inWindow(name, row, more);
  return {
    startFix: (argument) => onAdvisory(argument, async (advisory) => (await room()).startFix(advisory)),
    openWorkspace: async (row) => (await room()).openWorkspace(idOf(row)),
    removeWorkspace: async (row) => (await room()).removeWorkspace(idOf(row)),
    showGuard: () => inWindow('showGuard'),
    mendGuard: () => inWindow('mendGuard'),
    settleInterrupted: () => inWindow('settleInterrupted'),
    refreshBranches: () => inWindow('refreshBranches'),
    showBranchMatrix: () => inWindow('showBranchMatrix'),
    updateFromUpstream: () => inWindow('updateFromUpstream'),
    pushToFork: (row) => inWindow('pushToFork', row),
    openWorktreePlaces: (row) => inWindow('openWorktreePlaces', row),
    backport: (row) => inWindow('backport', row),
    openConflict: (row) => inWindow('openConflict', row),
    verify: (row) => inWindow('verify', row),
    openPullRequest: (row) => inWindow('openPullRequest', row),
    handOverToPublic: (row) => inWindow('handOverToPublic', row),
    acceptMarkedLines: (row, line) => inWindow('acceptMarkedLines', row, line),
    makePublicBranch: (row) => inWindow('makePublicBranch', row),
    showChecklist: () => inWindow('showChecklist'),
    openClone: () => inWindow('openClone'),
  };
}

type EmbargoCommand = Extract<CommandName, WindowVerbName | 'startFix' | 'openWorkspace' | 'removeWorkspace'>;
