import { regionsOf, type Regions } from '../../places/find/regions.ts';

/**
 * What is code in a Markdown text. A line of nothing but mail marks is an empty line here: indented, it would be taken
 * for the start of a block of code that has no line.
 */
export function codeIn(text: string): Regions {
  const lines = text.split('\n').map((line) => (/^[>\s]*$/.test(line) ? ' '.repeat(line.length) : line));
  return regionsOf(lines.join('\n'));
}
