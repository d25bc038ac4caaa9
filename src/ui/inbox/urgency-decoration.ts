import * as vscode from 'vscode';
import { SCHEMES } from '../ids.ts';

const COLOURS: Readonly<Record<string, { readonly colour: string; readonly words: string }>> = {
  near: { colour: 'list.warningForeground', words: 'the time is getting short' },
  urgent: { colour: 'list.errorForeground', words: 'the time is almost up' },
  over: { colour: 'list.errorForeground', words: 'the time is over' },
};

/** Colours the rows whose clock runs out: orange when near, red when urgent or over. */
export const urgencyDecoration: vscode.FileDecorationProvider = {
  provideFileDecoration(uri) {
    const look = uri.scheme === SCHEMES.row ? COLOURS[uri.query] : undefined;
    if (!look) return undefined;
    return new vscode.FileDecoration(undefined, look.words, new vscode.ThemeColor(look.colour));
  },
};
