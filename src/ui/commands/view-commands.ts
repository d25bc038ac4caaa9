import { SORTS, parseQuery, type Sort } from '../../inbox/query.ts';
import type { Ask } from '../ask.ts';
import type { CaseTree } from '../case/tree.ts';
import type { AdvisoryFiles } from '../documents/advisory-files.ts';
import type { InboxTree } from '../inbox/tree.ts';
import type { ViewState } from '../inbox/view-state.ts';

const SORT_WORDS: Readonly<Record<Sort, string>> = {
  deadline: 'Deadline, the nearest first',
  age: 'Age, the oldest first',
  severity: 'Severity, the worst first',
  updated: 'Last change, the newest first',
};

/** Asks for the order of the rows. */
export async function sortInbox(ask: Ask, state: ViewState, tree: InboxTree): Promise<void> {
  const sort = await ask.pick(
    'Sort the inbox by',
    SORTS.map((value) => ({ label: SORT_WORDS[value], value, ...(value === state.sort ? { description: 'now' } : {}) })),
  );
  if (sort === undefined) return;
  await state.setSort(sort);
  tree.redraw();
}

/** Asks for a filter: the words of a query, or plain text. */
export async function filterInbox(ask: Ask, state: ViewState, tree: InboxTree): Promise<void> {
  const text = await ask.input({
    title: 'Filter the inbox',
    value: state.filter,
    placeHolder: 'tarfile severity:high is:new',
    prompt:
      'Plain words look at title, ids and repository. Also: is:mine|unassigned|open|finished|new|waiting|late, state: repo: severity: coordinator: author: tag: cve: score: deadline: age: sort:. A "-" before a term turns it round.',
    check: (typed) => parseQuery(typed).problems.map(({ term, expected }) => `"${term}" is not understood. Try ${expected}.`)[0],
  });
  if (text === undefined) return;
  await state.setFilter(text);
  tree.redraw();
}

export async function clearFilter(state: ViewState, tree: InboxTree): Promise<void> {
  await state.setFilter('');
  tree.redraw();
}

export async function setGrouped(grouped: boolean, state: ViewState, tree: InboxTree): Promise<void> {
  await state.setGrouped(grouped);
  tree.redraw();
}

/** Shows ids in place of titles, everywhere, until it is switched off. */
export async function setBlurred(
  blurred: boolean,
  state: ViewState,
  tree: InboxTree,
  caseTree: CaseTree,
  reports: AdvisoryFiles,
): Promise<void> {
  await state.setBlurred(blurred);
  reports.redraw();
  tree.redraw();
  caseTree.redraw();
}
