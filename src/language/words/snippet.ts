/** A text so that a snippet has it to the letter. */
export function literal(text: string): string {
  return text.replace(/[\\$}]/g, String.raw`\$&`);
}

/** A place to stop at, with words that are overwritten. */
export function stop(number: number, words: string): string {
  return `\${${number}:${literal(words)}}`;
}

/** A place to stop at, with a choice. */
export function choice(number: number, values: readonly string[]): string {
  return `\${${number}|${values.map((value) => value.replace(/[\\,|$}]/g, String.raw`\$&`)).join(',')}|}`;
}

const PLACEHOLDER = /\{([^{}\n]{1,300})\}/g;

/**
 * A template as a snippet: what stands in braces is filled in where it is known, else it is a place to stop at.
 * @param known values by the word between the braces
 * @param used numbers of places that are taken already
 */
export function templateSnippet(body: string, known: ReadonlyMap<string, string>, used = 0): string {
  let number = used;
  let at = 0;
  let snippet = '';
  for (const match of body.matchAll(PLACEHOLDER)) {
    const value = known.get(match[1] ?? '');
    snippet += literal(body.slice(at, match.index)) + (value === undefined ? stop(++number, match[1] ?? '') : literal(value));
    at = match.index + match[0].length;
  }
  return snippet + literal(body.slice(at));
}
