import * as vscode from 'vscode';
import type { AdvisoryKey } from '../../advisory/model.ts';
import type { Standing } from '../../sending/desk.ts';
import { COMMANDS } from '../ids.ts';
import type { CaseRow } from './case-node.ts';

/** What of the document is not on GitHub, and what was sent and is not there any more; no row where there is neither. */
export function writingRows(key: AdvisoryKey, standing: Standing | undefined, blurred: boolean): readonly CaseRow[] {
  if (!standing) return [];
  return [...unsentRow(key, standing, blurred), ...lostRow(key, standing)];
}

function unsentRow(key: AdvisoryKey, { unsent, heldChanged }: Standing, blurred: boolean): readonly CaseRow[] {
  if (unsent?.length === 0) return [];
  const rows = (unsent ?? []).map(({ field, words }, index): CaseRow => ({
    id: `unsent:${index}`,
    label: blurred && field === 'title' ? 'title: changed' : words,
    icon: new vscode.ThemeIcon('edit'),
    command: { command: COMMANDS.compareWithGitHub, title: 'Compare', arguments: [key] },
  }));
  const changed: CaseRow[] = heldChanged
    ? [
        {
          id: 'unsent:held',
          label: 'GitHub has changed since',
          icon: new vscode.ThemeIcon('info'),
          tooltip: 'Both are put together when you send.',
        },
      ]
    : [];
  return [
    {
      id: 'unsent',
      label: 'Unsent',
      description:
        unsent === undefined
          ? 'the front matter cannot be read'
          : `${unsent.length === 1 ? '1 change' : `${unsent.length} changes`} on this machine only`,
      icon: new vscode.ThemeIcon('cloud-upload'),
      context: 'unsent',
      rows: [...rows, ...changed],
    },
  ];
}

function lostRow(key: AdvisoryKey, { lost }: Standing): readonly CaseRow[] {
  if (lost.length === 0) return [];
  return [
    {
      id: 'lost',
      label: 'Overwritten by somebody',
      description: `${lost.length} of what you sent`,
      icon: new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground')),
      context: 'lost',
      rows: lost.map(({ words }, index) => ({
        id: `lost:${index}`,
        label: words,
        command: { command: COMMANDS.restoreLost, title: 'Restore', arguments: [key] },
      })),
    },
  ];
}
