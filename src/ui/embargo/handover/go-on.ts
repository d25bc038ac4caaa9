import type * as vscode from 'vscode';
import type { EmbargoParts } from '../parts.ts';
import { PlanSheet } from './plan-sheet.ts';
import { PullSheet } from './pull-sheet.ts';

const GO_ON = 'Go On With It';
const ANEW = 'Begin Anew';

/**
 * Where a person has begun to write at an address, asks whether that is to be lost.
 * @returns whether nothing new is to be made: it is shown again, or the question was put away
 */
export async function goesOn(uri: vscode.Uri, { ask, sheets }: EmbargoParts): Promise<boolean> {
  const sheet = sheets.get(uri);
  const isWritten = (sheet instanceof PlanSheet || sheet instanceof PullSheet) && sheet.isWritten;
  if (!isWritten) return false;
  const chosen = await ask.decide({
    message: 'There is a text of yours for this branch already.',
    detail: 'It is in memory only: what is begun anew replaces it.',
    verbs: [GO_ON, ANEW],
  });
  if (chosen === GO_ON) await sheets.show(uri);
  return chosen !== ANEW;
}
