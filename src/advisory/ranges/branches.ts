import type { BranchStatus } from '../../process/process.ts';
import { readRange } from './parse.ts';
import { parsePatched } from './patched.ts';
import { boundsOf, intersection, isEmptyBounds, type Bounds } from './sets.ts';
import { compareVersions, isVersion, leadingNumbers, type VersionScheme } from './versions.ts';

/** What one item of `affected` says about versions. */
export interface AffectedVersions {
  readonly range: string | null;
  readonly patched: string | null;
}

/** A branch with the beginning that its versions have in common, `3.12`; and its status, where it is known. */
export interface BranchLine {
  readonly name: string;
  readonly version: string;
  readonly status?: BranchStatus;
}

/** A branch about which an advisory says nothing, and where it stands among those that it speaks of. */
export interface SilentBranch {
  readonly name: string;
  readonly version: string;
  /**
   * `between`: versions before and behind it are spoken of: most likely forgotten. `newer`: what is older is spoken of, so
   * the fault is there, too, unless it went by itself. `older`: the fault may have come in later, or it was forgotten.
   */
  readonly why: 'between' | 'newer' | 'older';
}

/** Names of the branches that `silentBranches` finds. */
export function branchesLeftOut(
  affected: readonly AffectedVersions[],
  branches: readonly BranchLine[],
  scheme: VersionScheme,
): readonly string[] {
  return silentBranches(affected, branches, scheme).map(({ name }) => name);
}

/**
 * The branches about which a coordinator should be asked, because the items say nothing of them. GitHub has no word for
 * "not affected", so silence may be meant; which is why each comes with where it stands.
 *
 * An item speaks of a branch where its range touches a version of that line, or where one of its bounds or its patched
 * version is one. So `< 3.14.1` speaks of all lines up to 3.14, `>= 3.12.0, < 3.12.9` of 3.12 alone, `< 3.12.0` of 3.12
 * as well. Not asked about are:
 * - a branch with a fix before its first release: where the nearest fix below it is the first release of a line or older
 *   (`< 3.14.0rc2`), all newer lines were made from what was fixed already;
 * - a branch that has no release yet (status `feature` or `prerelease`; where no status is known, the newest line if the
 *   branch is not named after it, as `main` is not): what is fixed there before the release concerns nobody;
 * - a branch whose version is none.
 * Nothing is asked where a range cannot be read or contradicts itself, for then nobody knows what it speaks of; and
 * nothing where no item names a version. A text of patched versions that cannot be read says nothing.
 *
 * @param affected the items of one package
 * @param branches the supported branches, in any order
 * @returns in the order of `branches`
 */
export function silentBranches(
  affected: readonly AffectedVersions[],
  branches: readonly BranchLine[],
  scheme: VersionScheme,
): readonly SilentBranch[] {
  const statements = statementsOf(affected, scheme);
  if (!statements) return [];
  return released(branches, scheme).flatMap(({ name, version }) => {
    const line = lineOf(version, scheme);
    if (isSpokenOf(line, statements, scheme)) return [];
    const below = statements.marks.filter((mark) => compareVersions(mark.version, line.first, scheme) < 0);
    if (hasFixBeforeRelease(below, leadingNumbers(version).length, scheme)) return [];
    const above = below.length < statements.marks.length;
    if (below.length === 0 && !above) return [];
    return [{ name, version, why: below.length === 0 ? 'older' : above ? 'between' : 'newer' }];
  });
}

/** A version that an item names. */
interface Mark {
  readonly version: string;
  /** A patched version, or the end of a range that is not in it. */
  readonly fixed: boolean;
}

interface Statements {
  readonly ranges: readonly Bounds[];
  readonly marks: readonly Mark[];
}

function statementsOf(affected: readonly AffectedVersions[], scheme: VersionScheme): Statements | undefined {
  const ranges: Bounds[] = [];
  const marks: Mark[] = [];
  for (const { range, patched } of affected) {
    if (range !== null) {
      const read = readRange(range, scheme);
      const bounds = read.ok ? boundsOf(read.value, scheme) : undefined;
      if (!bounds || isEmptyBounds(bounds, scheme)) return undefined;
      ranges.push(bounds);
      const { lower, upper } = bounds;
      if (lower) marks.push({ version: lower.version, fixed: false });
      if (upper) marks.push({ version: upper.version, fixed: !upper.inclusive });
    }
    const versions = patched === null ? undefined : parsePatched(patched, scheme);
    if (versions?.ok) marks.push(...versions.value.map(({ version }) => ({ version, fixed: true })));
  }
  return { ranges, marks };
}

/** All versions of a line, pre-releases of its first release with it: `first` is in it, `next` is not. */
interface Line {
  readonly first: string;
  readonly next: string;
}

function lineOf(version: string, scheme: VersionScheme): Line {
  const numbers = leadingNumbers(version);
  const next = [...numbers.slice(0, -1), String(BigInt(numbers.at(-1) ?? '0') + 1n)];
  // The first of all pre-releases in either order.
  const lowest = scheme === 'plain' ? '-0' : '.dev0';
  return { first: `${numbers.join('.')}${lowest}`, next: `${next.join('.')}${lowest}` };
}

function isSpokenOf({ first, next }: Line, { ranges, marks }: Statements, scheme: VersionScheme): boolean {
  const line: Bounds = { lower: { version: first, inclusive: true }, upper: { version: next, inclusive: false } };
  return (
    ranges.some((range) => !isEmptyBounds(intersection(range, line, scheme), scheme)) ||
    marks.some(({ version }) => compareVersions(first, version, scheme) <= 0 && compareVersions(version, next, scheme) < 0)
  );
}

/** Whether the highest of some versions is a fix in the first release of its line, or before it. */
function hasFixBeforeRelease(marks: readonly Mark[], size: number, scheme: VersionScheme): boolean {
  const [first, ...others] = marks;
  if (!first) return false;
  const highest = others.reduce(
    (most, { version }) => (compareVersions(version, most, scheme) > 0 ? version : most),
    first.version,
  );
  const release = leadingNumbers(highest).slice(0, size).join('.');
  if (compareVersions(highest, release, scheme) > 0) return false;
  return marks.some(({ version, fixed }) => fixed && compareVersions(version, highest, scheme) === 0);
}

/** The branches that have a release, as far as is known, and whose version is one. */
function released(branches: readonly BranchLine[], scheme: VersionScheme): readonly BranchLine[] {
  const lines = branches.filter(({ version }) => isVersion(version, scheme));
  const isNewest = ({ version }: BranchLine) => lines.every((other) => compareVersions(other.version, version, scheme) <= 0);
  return lines.filter((branch) => {
    if (branch.status !== undefined) return branch.status !== 'feature' && branch.status !== 'prerelease';
    return branch.name.includes(branch.version) || !isNewest(branch);
  });
}
