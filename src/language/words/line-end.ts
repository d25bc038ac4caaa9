/** The line end that a text has: that of its first line. */
export function lineEndOf(text: string): '\r\n' | '\n' {
  const found = text.indexOf('\n');
  return found > 0 && text[found - 1] === '\r' ? '\r\n' : '\n';
}
