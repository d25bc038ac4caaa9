import { oneLine } from '../../advisory/title.ts';

/** A value of the document is shown up to this many characters. */
const MOST = 300;

/** A value of the document so that Markdown shows it to the letter, on one line: no link, no image, no HTML, no table. */
export function plain(text: string): string {
  const line = oneLine(text.slice(0, 4 * MOST));
  const cut = line.length > MOST ? `${line.slice(0, MOST).replace(/[\ud800-\udbff]$/, '')}…` : line;
  return cut.replace(/[\\`*_{}[\]()#+\-.!|<>~&:@/$^"'=]/g, String.raw`\$&`);
}

/** Paragraphs of which some may be absent. */
export function paragraphs(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}

/** A table; the cells are Markdown on one line. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** `1 finding`, `2 findings`. */
export function count(number: number, word: string, more = `${word}s`): string {
  return `${number} ${number === 1 ? word : more}`;
}
