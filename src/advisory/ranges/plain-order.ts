/**
 * The order of versions that are numbers with dots and something behind them: Semantic Versioning 2.0 where they are
 * written so, and the same idea for `1.0rc1`, `1.0.RC1` and four numbers, which the ecosystems write too.
 */

/** No empty part, and no placeholder such as `1.x` either. */
const FORM = /^\d[0-9A-Za-z]*(?:[-._+~][0-9A-Za-z]+)*$/;
const PLACEHOLDER = /(?:^|[-._])x(?:[-._]|$)/i;

/** Whether `text` is a version of this kind. */
export function isPlain(text: string): boolean {
  return FORM.test(text) && !PLACEHOLDER.test(text);
}

interface Parts {
  /** The numbers in front, without zeros at the end. */
  readonly release: readonly string[];
  /** Identifiers of the pre-release; none: a release. */
  readonly before: readonly string[];
}

/** Words behind a version that do not make it a pre-release: Maven's. */
const RELEASE_WORD = /^(?:final|release|ga)$/i;

function partsOf(version: string): Parts {
  const [text = ''] = version.split('+', 1);
  const numbers = /^\d+(?:\.\d+)*/.exec(text)?.[0] ?? '';
  const release = numbers.split('.');
  while (release.length > 0 && /^0+$/.test(release.at(-1) ?? '')) release.pop();
  const rest = text.slice(numbers.length);
  if (rest === '' || RELEASE_WORD.test(rest.slice(1))) return { release, before: [] };
  // Behind a hyphen identifiers end at dots (section 9); elsewhere also where letters and digits meet, as in `rc10`.
  return { release, before: rest.startsWith('-') ? rest.slice(1).split('.') : (rest.match(/\d+|[A-Za-z]+/g) ?? []) };
}

/** Compares two versions of this kind: less than 0, 0 or more than 0. What stands behind a `+` does not count (section 10). */
export function comparePlain(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  const release = compareLists(left.release, right.release);
  if (release !== 0) return release;
  if (left.before.length === 0 || right.before.length === 0) return right.before.length - left.before.length;
  return compareLists(left.before, right.before);
}

/** Item by item; of two lists that are alike as far as one goes, the shorter comes first. */
function compareLists(a: readonly string[], b: readonly string[]): number {
  for (const [at, item] of a.entries()) {
    const other = b[at];
    if (other === undefined) return 1;
    const difference = compareItems(item, other);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Numbers by their value, however long; a number before a word; words by their ASCII characters (section 11.4). */
function compareItems(a: string, b: string): number {
  const [left, right] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (left !== right) return left ? -1 : 1;
  if (left) {
    const [one, two] = [a.replace(/^0+(?=\d)/, ''), b.replace(/^0+(?=\d)/, '')];
    if (one.length !== two.length) return one.length - two.length;
    return one === two ? 0 : one < two ? -1 : 1;
  }
  return a === b ? 0 : a < b ? -1 : 1;
}
