/** Contents of advisories for the tests of merging. */
import { EMPTY_CONTENT, type AdvisoryContent } from '../../../../src/advisory/content.ts';
import type { Vulnerability } from '../../../../src/advisory/model.ts';

/** A content with nothing in it but what is given. */
export function content(changes: Partial<AdvisoryContent> = {}): AdvisoryContent {
  return { ...EMPTY_CONTENT, title: 'Something leaks', description: 'It leaks.', ...changes };
}

/** An affected range of CPython, as most advisories have one for each branch. */
export function cpython(range: string | null, patched: string | null = null, more: Partial<Vulnerability> = {}): Vulnerability {
  return { ecosystem: 'other', name: 'cpython', range, patched, functions: [], ...more };
}
