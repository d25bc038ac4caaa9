import * as vscode from 'vscode';
import { keyOf, type Advisory } from '../../advisory/model.ts';
import type { Ask } from '../ask.ts';
import { kindOf } from '../documents/document-kind.ts';
import { parseReportUri } from '../documents/report-uri.ts';
import type { CommandName } from '../ids.ts';
import type { WritingRoom } from '../sending/room.ts';
import type { Commands } from './commands.ts';
import { explainFinding } from './explain-finding.ts';
import { openReport } from './report-commands.ts';

export interface WritingCommandParts {
  /** Which advisory a command is about; asks where nothing tells. */
  readonly about: (argument: unknown) => Promise<Advisory | undefined>;
  readonly ask: Ask;
  readonly room: () => Promise<WritingRoom>;
  readonly extensionUri: vscode.Uri;
}

/** The verbs that write: documents, drafts, scores, records. */
export function writingCommands(parts: WritingCommandParts): Pick<Commands, WritingCommand> {
  const { about, ask, room, extensionUri } = parts;
  const onAdvisory = async (argument: unknown, act: (advisory: Advisory, room: WritingRoom) => Promise<unknown>) => {
    const advisory = await about(argument instanceof vscode.Uri ? parseReportUri(argument)?.key : argument);
    if (advisory) await act(advisory, await room());
  };
  /** A draft in front has no advisory that could be asked for. */
  const draftInFront = (argument: unknown) =>
    (argument === undefined || argument instanceof vscode.Uri || (typeof argument === 'string' && !argument.includes('#'))) &&
    kindOf(vscode.window.activeTextEditor?.document) === 'draft';
  return {
    sendToGitHub: (argument) => onAdvisory(argument, (advisory, { flow }) => flow.sendDocument(advisory)),
    compareWithGitHub: (argument) => onAdvisory(argument, (advisory, it) => it.compare(advisory)),
    discardChanges: (argument) => onAdvisory(argument, (advisory, it) => it.discard(advisory)),
    showEarlierText: async (argument) => {
      if (draftInFront(argument)) await (await room()).showEarlierDraft();
      else await onAdvisory(argument, (advisory, it) => it.showEarlier(advisory));
    },
    restoreLost: (argument) => onAdvisory(argument, (advisory, it) => it.restoreLost(advisory)),
    claim: (argument) => onAdvisory(argument, (advisory, it) => it.claim(advisory)),
    release: (argument) => onAdvisory(argument, (advisory, it) => it.release(advisory)),
    handOver: (argument) => onAdvisory(argument, (advisory, it) => it.handOver(advisory)),
    accept: (argument) => onAdvisory(argument, (advisory, it) => it.decide('accept', advisory)),
    reject: (argument) => onAdvisory(argument, (advisory, it) => it.decide('close', advisory)),
    newDraft: async () => (await room()).newDraft(),
    openDraft: async (row) => (await room()).aboutDraft(row, 'open'),
    deleteDraft: async (row) => (await room()).aboutDraft(row, 'delete'),
    createOnGitHub: async () => (await room()).createOnGitHub(),
    copyAsReport: async () => (await room()).copyAsReport(),
    score: async (argument) => {
      if (!draftInFront(argument)) {
        const advisory = await about(argument instanceof vscode.Uri ? parseReportUri(argument)?.key : argument);
        if (!advisory) return;
        const front = vscode.window.activeTextEditor?.document;
        if (!front || parseReportUri(front.uri)?.key !== keyOf(advisory)) await openReport(advisory, 'report');
      }
      (await room()).calculator.show();
    },
    exportRecord: async (argument) => {
      if (draftInFront(argument)) await (await room()).exportRecord(undefined);
      else await onAdvisory(argument, (advisory, it) => it.exportRecord(advisory));
    },
    saveRecord: async () => (await room()).saveRecord(),
    showFindings: async () => {
      await vscode.commands.executeCommand('workbench.actions.view.problems');
    },
    explainFinding: (code) => explainFinding(code, extensionUri, ask),
  };
}

type WritingCommand = Extract<
  CommandName,
  | 'sendToGitHub'
  | 'compareWithGitHub'
  | 'discardChanges'
  | 'showEarlierText'
  | 'restoreLost'
  | 'claim'
  | 'release'
  | 'handOver'
  | 'accept'
  | 'reject'
  | 'newDraft'
  | 'openDraft'
  | 'deleteDraft'
  | 'createOnGitHub'
  | 'copyAsReport'
  | 'score'
  | 'exportRecord'
  | 'saveRecord'
  | 'showFindings'
  | 'explainFinding'
>;
