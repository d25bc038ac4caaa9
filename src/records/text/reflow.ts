/**
 * Breaks lines at spaces so that they have at most `columns` characters; a word that is longer stands alone. What a line
 * is indented by stands before its parts as well. Lines that begin with four spaces are code and stay as they are.
 */
export function reflow(text: string, columns: number): string {
  return text
    .split('\n')
    .flatMap((line) => {
      if (line.length <= columns || /^(?: {4}|\t)/.test(line)) return [line];
      const marker = /^ {0,3}(?:[-*+] {1,3}|\d{1,3}[.)] {1,3}|> ?)?/.exec(line)?.[0] ?? '';
      const hang = marker.startsWith('>') ? marker : ' '.repeat(marker.length);
      return wrap(line.slice(marker.length), columns - marker.length).map((part, at) => (at === 0 ? marker : hang) + part);
    })
    .join('\n');
}

/** A line broken at its spaces into lines of at most `columns` characters, as far as its words allow. */
export function wrap(line: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let current: string[] = [];
  let length = 0;
  for (const word of line.split(' ')) {
    if (word === '') continue;
    if (current.length > 0 && length + 1 + word.length > columns) {
      lines.push(current.join(' '));
      current = [];
      length = 0;
    }
    length += word.length + (current.length > 0 ? 1 : 0);
    current.push(word);
  }
  if (current.length > 0) lines.push(current.join(' '));
  return lines;
}
