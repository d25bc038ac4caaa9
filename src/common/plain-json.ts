/**
 * JSON for what is kept on disk. Fields that GitHub has and this project does not know may hold whole numbers that are
 * too large for a number; Octokit reads those as BigInt, which JSON has no form for.
 */
const MARK = '$wholeNumber';

/** Values as JSON text; whole numbers of any size come back by `readJson` as they were. */
export function writeJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? { [MARK]: String(inner) } : inner));
}

/** What `writeJson` wrote. Throws SyntaxError for what is no JSON. */
export function readJson(text: string): unknown {
  // A reviver is asked for every value, which takes five times as long as reading them.
  if (!text.includes(MARK)) return JSON.parse(text) as unknown;
  return JSON.parse(text, (_, inner: unknown) => {
    const digits = typeof inner === 'object' && inner !== null && MARK in inner ? inner[MARK] : undefined;
    return typeof digits === 'string' && /^-?[0-9]{1,4000}$/.test(digits) ? BigInt(digits) : inner;
  }) as unknown;
}
