/**
 * Affected version ranges and patched versions as GitHub's advisories hold them: what other rooms ask about them.
 * Versions by themselves are in versions.ts, branches in branches.ts, releases in releases.ts.
 */
export { type RangeFailure, type RangeFault } from './failure.ts';
export { parseRange, readRange } from './parse.ts';
export { parsePatched, type PatchedVersion } from './patched.ts';
export {
  boundsOf,
  contains,
  formatRange,
  isEmpty,
  overlap,
  placeOf,
  type Bound,
  type Bounds,
  type Comparator,
  type Operator,
  type VersionRange,
} from './sets.ts';
