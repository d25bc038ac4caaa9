import { fail, ok, type Result } from '../../common/result.ts';
import { unreadable, type RangeFailure } from './failure.ts';
import { meaningOf, partsOf } from './meaning.ts';
import { formatRange, isEmpty, type Comparator, type VersionRange } from './sets.ts';
import { RangeReader, type Fault } from './reader.ts';
import type { VersionScheme } from './versions.ts';

/**
 * Reads GitHub's `vulnerable_version_range`, exactly as GitHub's documentation wants it written ("Best practices for
 * writing repository security advisories", Affected versions): `= 1.2`, one bound, or the lower and then the upper bound
 * with a comma and a space between; an operator, one space, a version. What is written otherwise is a failure that says
 * where, with the right text where there is no doubt. Several ranges are several items of `affected`.
 */
export function parseRange(text: string, scheme: VersionScheme): Result<VersionRange, RangeFailure> {
  const bad = unreadable(text);
  if (bad) return fail(bad);
  const { groups, faults } = new RangeReader(text, scheme).read();
  const doubt = faults.find(({ certain }) => !certain);
  if (doubt) return fail({ ...failure(doubt), ...withSuggestion(meaningOf(text, scheme)) });
  const [first = [], second] = groups;
  const comparators = inOrder(first);
  if (second || !comparators || (comparators !== first && isEmpty({ comparators }, scheme)))
    return fail(tooMany(text, groups, scheme));
  const range = { comparators, text };
  const suggestion = formatRange(range);
  const [fault] = faults;
  if (fault) return fail({ ...failure(fault), suggestion });
  if (comparators !== first) return fail({ ...failure(upperFirst(first)), suggestion });
  return suggestion === text ? ok(range) : fail({ ...failure(spaces(text, suggestion)), suggestion });
}

/**
 * The same, but a text that is not written right and surely means something is read as that: `>=3.8,<3.12`. Offsets are
 * then those in `text` of the range, which is the text written right.
 */
export function readRange(text: string, scheme: VersionScheme): Result<VersionRange, RangeFailure> {
  const read = parseRange(text, scheme);
  if (read.ok || read.failure.suggestion === undefined) return read;
  return parseRange(read.failure.suggestion, scheme);
}

function failure({ what, start, end, words }: Omit<Fault, 'certain'>): RangeFailure {
  return { kind: 'bad-range', what, start, end, words };
}

function withSuggestion(suggestion: string | undefined): { readonly suggestion?: string } {
  return suggestion === undefined ? {} : { suggestion };
}

/** The bounds with the lower first (the same list where they are so already), undefined where they are not those of one range. */
function inOrder(group: readonly Comparator[]): readonly Comparator[] | undefined {
  const [first, second, third] = group;
  if (!second) return first && group;
  if (third || first?.operator === '=' || second.operator === '=') return undefined;
  const [one, two] = [first?.operator.charAt(0), second.operator.charAt(0)];
  if (one === two) return undefined;
  return one === '>' ? group : [second, ...group.slice(0, 1)];
}

function upperFirst(group: readonly Comparator[]): Omit<Fault, 'certain'> {
  const [start, end] = [group[0]?.start ?? 0, group.at(-1)?.end ?? 0];
  return { what: 'order', start, end, words: 'The lower bound comes first.' };
}

/** The first place where the text differs from how it should be written, when all its pieces are right. */
function spaces(text: string, right: string): Omit<Fault, 'certain'> {
  let at = 0;
  while (at < text.length - 1 && text.charAt(at) === right.charAt(at)) at++;
  const words = 'One space stands behind an operator and behind a comma, and none elsewhere.';
  return { what: 'spaces', start: at, end: at + 1, words };
}

/** More than one range. What comes behind the first is marked. */
function tooMany(text: string, groups: readonly (readonly Comparator[])[], scheme: VersionScheme): RangeFailure {
  const [first = [], second] = groups;
  const start = second?.[0]?.start ?? first[1]?.start ?? 0;
  const words =
    'One item holds one range: a version, or at most one lower and one upper bound. Write each range as an item of its own.';
  const parts = partsOf(groups, scheme);
  return { kind: 'bad-range', what: 'too-many', start, end: text.trimEnd().length, words, ...(parts ? { parts } : {}) };
}
