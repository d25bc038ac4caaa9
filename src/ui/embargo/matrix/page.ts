import type { BranchRow } from '../../../embargo/matrix.ts';
import { branchState, shortCommit } from './words.ts';

const COLUMNS = [
  'Branch',
  'State',
  'Commit',
  'Stands on',
  'Commits',
  'Changed files',
  'Tests',
  'In the fork',
  'Public branch',
] as const;

/**
 * The branch matrix as a page: one table, no script, nothing loaded, colours of the theme only.
 * @param nonce fresh for every page
 */
export function matrixPage(id: string, rows: readonly BranchRow[], nonce: string): string {
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  const head = COLUMNS.map((name) => `<th scope="col">${name}</th>`).join('');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>Branches of ${escaped(id)}</title>
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<main>
<table>
<caption>Branches of ${escaped(id)}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${rows.map(line).join('\n')}
</tbody>
</table>
</main>
</body>
</html>`;
}

function line(row: BranchRow): string {
  const conflicts = row.conflicts.length > 0 ? ` in ${row.conflicts.slice(0, 10).join(', ')}` : '';
  const cells = [
    `${branchState(row).words}${conflicts}`,
    shortCommit(row.commit),
    shortCommit(row.base),
    String(row.commits),
    String(row.changed),
    row.tested ?? 'not run',
    row.pushed ? 'yes' : 'no',
    row.public?.branch ?? '–',
  ];
  const mark = row.state === 'conflict' || row.state === 'failed' ? ' class="trouble"' : '';
  return `<tr${mark}><th scope="row">${escaped(row.name)}</th>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const STYLE = `
body { color: var(--vscode-foreground); background: var(--vscode-editor-background); font: var(--vscode-font-size) var(--vscode-font-family); padding: 1em; }
main { overflow-x: auto; }
caption { text-align: left; padding: 0 0 0.8em; font-weight: bold; }
table { border-collapse: collapse; }
th, td { text-align: left; padding: 0.35em 1em 0.35em 0; border-bottom: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent)); vertical-align: top; }
thead th { color: var(--vscode-descriptionForeground); font-weight: normal; white-space: nowrap; }
td:nth-child(3), td:nth-child(4) { font-family: var(--vscode-editor-font-family); }
tr.trouble td:nth-child(2) { color: var(--vscode-errorForeground); font-weight: bold; }
`;
