/**
 * The texts that reporters sent, by name; most lie in `reports/`, two are made by rule.
 * Their line numbers are those of the practice repository: whoever changes a template is told by the test what to renew.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { practiceCommits } from './commits.ts';
import { hostileReport } from './hostile.ts';
import { longReport } from './long.ts';

export const writtenReports = [
  'ceval-lock',
  'cookies-control',
  'email-bytes-newline',
  'et-remove-uaf',
  'gone-cgi',
  'html-quadratic',
  'http-read-buffer',
  'never-released',
  'nowhere',
  'odd-places',
  'overlapped-windows',
  'pip-links',
  'release-shell',
  'remote-debugging',
  'short-vague',
  'shutil-windows-drive',
  'tar-negative-size',
  'tar-realpath',
  'unicode-escape-uaf',
  'webbrowser-dash',
  'writelines-memory',
  'zip-path-endless',
  'zip64-locator',
] as const;

export type ReportName = (typeof writtenReports)[number] | 'long-log' | 'hostile';

export const reportNames: readonly ReportName[] = [...writtenReports, 'long-log', 'hostile'];

export const defaultWeb = 'https://github.com';

/** Put the web origin for `{{web}}` and the practice CPython's commits for `{{sha:<tag or branch>}}`. */
export function fillReport(text: string, web = defaultWeb): string {
  return text.replaceAll('{{web}}', web).replaceAll(/\{\{sha:([^}]+)\}\}/g, (_, name: string) => {
    const commit = practiceCommits[name];
    if (commit === undefined) throw new Error(`no commit is known for ${name}`);
    return commit;
  });
}

/** A report as it stands in an advisory's description. */
export function reportText(name: ReportName, web = defaultWeb): string {
  if (name === 'long-log') return longReport();
  if (name === 'hostile') return hostileReport(web);
  const text = readFileSync(path.join(import.meta.dirname, 'reports', `${name}.md`), 'utf8');
  return fillReport(text.replaceAll('\r\n', '\n'), web);
}
