/** Whether a character may stand in a name; what lies beyond ASCII is not looked at closely. */
export function isWord(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || (code >= 48 && code <= 57) || code > 127;
}

/** Where a text stands next, or the end. */
export function endOf(text: string, what: string, from: number): number {
  const found = text.indexOf(what, from);
  return found < 0 ? text.length : found;
}

/** The offset of the line break that ends a directive: one that no `\` stands before, and that is in no comment. */
export function directiveEnd(text: string, start: number): number {
  const stop = /\\\r?\n|\/\*|\/\/|\n/g;
  stop.lastIndex = start;
  for (let found = stop.exec(text); found; found = stop.exec(text)) {
    if (found[0] === '\n') return found.index;
    if (found[0] === '//') {
      return endOf(text, '\n', found.index);
    }
    if (found[0] === '/*') stop.lastIndex = Math.min(text.length, endOf(text, '*/', found.index + 2) + 2);
  }
  return text.length;
}
