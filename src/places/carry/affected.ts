import type { CarryStatus } from './carry-lines.ts';

/** Whether a branch has the code that a report speaks of: a first answer, which a person checks. */
export interface FirstAnswer {
  readonly answer: 'affected' | 'not-affected' | 'unclear';
  /** In words: counts and paths, nothing of the report. */
  readonly reasons: readonly string[];
}

const SAID: Readonly<Record<CarryStatus, string>> = {
  same: 'unchanged',
  moved: 'unchanged, but elsewhere',
  changed: 'changed',
  gone: 'gone',
};
const MOST_PATHS = 5;

/**
 * The first answer for a branch from what became of the places there: all the same or only moved, it is affected; all gone,
 * the code is not there; anything else a person must look at.
 * @param carried the places that matter
 */
export function firstAnswer(carried: readonly { readonly status: CarryStatus; readonly path: string | null }[]): FirstAnswer {
  const of = (...statuses: CarryStatus[]) => carried.filter(({ status }) => statuses.includes(status));
  const all = carried.length;
  if (all === 0) return { answer: 'unclear', reasons: ['No place of the report leads into the code.'] };
  if (of('same', 'moved').length === all) {
    const moved = of('moved').length;
    const where = moved === 0 ? '.' : moved === all ? ', in another spot.' : `, ${moved} of them in another spot.`;
    return { answer: 'affected', reasons: [`${count(all, all)} there as at the affected version${where}`] };
  }
  if (of('gone').length === all) return { answer: 'not-affected', reasons: [`${count(all, all)} not there.`] };
  const reasons = (['same', 'moved', 'changed', 'gone'] as const).flatMap((status) => {
    const those = of(status);
    if (those.length === 0) return [];
    return [`${count(those.length, all)} ${SAID[status]}${status === 'changed' ? paths(those) : ''}.`];
  });
  return { answer: 'unclear', reasons };
}

function count(some: number, all: number): string {
  if (all === 1) return 'The place is';
  if (some === all) return `All ${all} places are`;
  return `${some} of ${all} places ${some === 1 ? 'is' : 'are'}`;
}

function paths(those: readonly { readonly path: string | null }[]): string {
  const names = [...new Set(those.flatMap(({ path }) => (path === null ? [] : [path])))];
  if (names.length === 0) return '';
  const rest = names.length - MOST_PATHS;
  return `: ${names.slice(0, MOST_PATHS).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
