import * as vscode from 'vscode';
import { parseKey, type AdvisoryKey } from '../../advisory/model.ts';
import { SCHEMES } from '../ids.ts';

export type ReportPart = 'report' | 'conversation';
const ENDINGS: Readonly<Record<ReportPart, string>> = { report: '.advisory', conversation: '.conversation.advisory' };

/**
 * The address of an advisory's document: `ghsa:/owner/name/GHSA-….advisory`. Its name says the id and nothing else, and
 * does not end in `.md`: an association of `*.md` would make it Markdown, in which VS Code runs command links.
 */
export function reportUri(key: AdvisoryKey, part: ReportPart = 'report'): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEMES.report, path: `/${key.replace('#', '/')}${ENDINGS[part]}` });
}

/** The advisory and part that an address names. */
export function parseReportUri(uri: vscode.Uri): { readonly key: AdvisoryKey; readonly part: ReportPart } | undefined {
  if (uri.scheme !== SCHEMES.report) return undefined;
  for (const part of ['conversation', 'report'] as const) {
    if (!uri.path.endsWith(ENDINGS[part])) continue;
    const path = uri.path.slice(1, -ENDINGS[part].length);
    const cut = path.lastIndexOf('/');
    const parsed = cut < 0 ? undefined : parseKey(`${path.slice(0, cut)}#${path.slice(cut + 1)}`);
    if (parsed) return { key: `${parsed.repository}#${parsed.ghsaId}`, part };
  }
  return undefined;
}
