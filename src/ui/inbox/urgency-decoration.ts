import * as vscode from 'vscode';
import { SCHEMES } from '../ids.ts';

const COLOURS: Readonly<Record<string, { readonly colour: string; readonly words: string }>> = {
  near: { colour: 'list.warningForeground', words: 'the time is getting short' },
  urgent: { colour: 'list.errorForeground', words: 'the time is almost up' },
  over: { colour: 'list.errorForeground', words: 'the time is over' },
};

/** Marks the rows whose clock runs out: orange when near, red when urgent or over, with the days at the row's end. */
export const urgencyDecoration: vscode.FileDecorationProvider = {
  provideFileDecoration(uri) {
    if (uri.scheme !== SCHEMES.row) return undefined;
    const query = new URLSearchParams(uri.query);
    const look = COLOURS[query.get('urgency') ?? ''];
    if (!look) return undefined;
    return new vscode.FileDecoration(query.get('mark') ?? undefined, look.words, new vscode.ThemeColor(look.colour));
  },
};
