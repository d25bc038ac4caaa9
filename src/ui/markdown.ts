import * as vscode from 'vscode';

/** A text so that Markdown shows it to the letter: no link, no image, no table, no emphasis. */
export function plain(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').replace(/[\\`*_{}[\]()#+\-.!|<>~&:@/$^"']/g, String.raw`\$&`);
}

/** A small table of names and values, none of them trusted. */
export function table(facts: readonly (readonly [string, string])[], footer: string): vscode.MarkdownString {
  const rows = facts.map(([name, value]) => `| **${plain(name)}** | ${plain(value)} |`);
  const text = new vscode.MarkdownString(['| | |', '|---|---|', ...rows, '', plain(footer)].join('\n'), false);
  text.isTrusted = false;
  text.supportHtml = false;
  return text;
}
