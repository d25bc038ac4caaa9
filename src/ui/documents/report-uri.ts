import * as vscode from 'vscode';
import { parseKey, type AdvisoryKey } from '../../advisory/model.ts';
import { SCHEMES } from '../ids.ts';

/**
 * What of an advisory a document shows: the advisory itself, its conversation, what GitHub holds now, or one of the four
 * texts of a merge.
 */
export type ReportPart = 'report' | 'conversation' | 'github' | 'base' | 'theirs' | 'mine' | 'merged';
const ENDINGS: Readonly<Record<Exclude<ReportPart, 'report'>, string>> = {
  conversation: '.conversation.advisory',
  github: '.github.advisory',
  base: '.base.advisory',
  theirs: '.theirs.advisory',
  mine: '.mine.advisory',
  merged: '.merged.advisory',
};
const REPORT = '.advisory';
const DRAFTS = '/drafts/';
const RECORDS = '/records/';
const DRAFT = '.advisory.md';

/**
 * The address of an advisory's document: `ghsa:/owner/name/GHSA-….advisory`. Its name says the id and nothing else, and
 * does not end in `.md`: an association of `*.md` would make it Markdown, in which VS Code runs command links.
 */
export function reportUri(key: AdvisoryKey, part: ReportPart = 'report'): vscode.Uri {
  const ending = part === 'report' ? REPORT : ENDINGS[part];
  return vscode.Uri.from({ scheme: SCHEMES.report, path: `/${key.replace('#', '/')}${ending}` });
}

/** The advisory and part that an address names. */
export function parseReportUri(uri: vscode.Uri): { readonly key: AdvisoryKey; readonly part: ReportPart } | undefined {
  if (uri.scheme !== SCHEMES.report || uri.path.startsWith(DRAFTS) || uri.path.startsWith(RECORDS)) return undefined;
  const part =
    (Object.keys(ENDINGS) as Exclude<ReportPart, 'report'>[]).find((one) => uri.path.endsWith(ENDINGS[one])) ?? 'report';
  const ending = part === 'report' ? REPORT : ENDINGS[part];
  if (!uri.path.endsWith(ending)) return undefined;
  const path = uri.path.slice(1, -ending.length);
  const cut = path.lastIndexOf('/');
  const parsed = cut < 0 ? undefined : parseKey(`${path.slice(0, cut)}#${path.slice(cut + 1)}`);
  return parsed && { key: `${parsed.repository}#${parsed.ghsaId}`, part };
}

/** The address of a draft of one's own in the extension's storage: `ghsa:/drafts/NAME.advisory.md`. */
export function draftUri(name: string): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEMES.report, path: `${DRAFTS}${name}${DRAFT}` });
}

/** The name of the draft that an address names. Names are made here: date, time and a number, no word of a text. */
export function parseDraftUri(uri: vscode.Uri): string | undefined {
  if (uri.scheme !== SCHEMES.report || !uri.path.startsWith(DRAFTS) || !uri.path.endsWith(DRAFT)) return undefined;
  const name = uri.path.slice(DRAFTS.length, -DRAFT.length);
  return /^[\w-]{1,60}$/.test(name) ? name : undefined;
}

/** The address of a record that was made: `ghsa:/records/CVE-….json`. */
export function recordUri(fileName: string): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEMES.report, path: RECORDS + fileName });
}

/** The file name of the record that an address names. */
export function parseRecordUri(uri: vscode.Uri): string | undefined {
  return uri.scheme === SCHEMES.report && uri.path.startsWith(RECORDS) ? uri.path.slice(RECORDS.length) : undefined;
}
