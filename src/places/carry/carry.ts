import { fail, ok } from '../../common/result.ts';
import type { Repository } from '../../git/repository.ts';
import type { CarryCache } from './carry-cache.ts';
import { findElsewhere } from './elsewhere.ts';
import { stopped, type Answer, type Carried, type CarryFrom, type CarryOptions } from './ground.ts';
import { conclude, step, type Open, type Step } from './step.ts';

export type { Carried, CarryFrom, CarryOptions, FindSymbol } from './ground.ts';

/**
 * Finds one place at another revision.
 * @param toRevision a commit id
 * @param cache shared between places and revisions; unchanged files are not even read
 */
export async function carryPlace(
  repository: Repository,
  from: CarryFrom,
  toRevision: string,
  cache: CarryCache,
  options: CarryOptions = {},
): Answer<Carried> {
  const carried = await carryPlaces(repository, [from], toRevision, cache, options);
  if (!carried.ok) return carried;
  const [only] = carried.value;
  return only ? ok(only) : fail({ kind: 'no-such-object' });
}

/** The same for several places, in their order; those that must be looked for in other files share one search. */
export async function carryPlaces(
  repository: Repository,
  froms: readonly CarryFrom[],
  toRevision: string,
  cache: CarryCache,
  options: CarryOptions = {},
): Answer<readonly Carried[]> {
  const steps = await stepsTo(repository, froms, toRevision, cache, options);
  return steps.ok ? settle(steps.value, options) : steps;
}

/**
 * The same for several revisions. Quicker than one after the other: while git looks for what is lost in one revision, the
 * files of the next are compared already.
 * @param onProgress told how many revisions are done
 * @returns in the order of the revisions
 */
export async function carryToAll(
  repository: Repository,
  froms: readonly CarryFrom[],
  toRevisions: readonly string[],
  cache: CarryCache,
  options: CarryOptions & { readonly onProgress?: ((done: number, all: number) => void) | undefined } = {},
): Answer<readonly (readonly Carried[])[]> {
  for (const revision of new Set([...froms.map((from) => from.revision), ...toRevisions])) void repository.tree(revision);
  let done = 0;
  const settling: Answer<readonly Carried[]>[] = [];
  for (const [at, revision] of toRevisions.entries()) {
    const steps = stepsTo(repository, froms, revision, cache, options);
    const next = toRevisions[at + 1];
    if (next !== undefined) void readAhead(repository, froms, next, cache);
    const found = await steps;
    if (!found.ok) return found;
    const settled = settle(found.value, options);
    void settled.then(() => options.onProgress?.(++done, toRevisions.length));
    settling.push(settled);
  }
  const all: (readonly Carried[])[] = [];
  for (const settled of await Promise.all(settling)) {
    if (!settled.ok) return settled;
    all.push(settled.value);
  }
  return ok(all);
}

/** Has git send the files that the next revision will need. */
async function readAhead(
  repository: Repository,
  froms: readonly CarryFrom[],
  revision: string,
  cache: CarryCache,
): Promise<void> {
  const to = await repository.tree(revision);
  for (const from of froms) {
    const tree = await repository.tree(from.revision);
    if (!to.ok || !tree.ok) return;
    const id = to.value.files.get(from.path)?.id;
    if (from.line !== null && id !== undefined && id !== tree.value.files.get(from.path)?.id) void cache.text(repository, id);
  }
}

async function stepsTo(
  repository: Repository,
  froms: readonly CarryFrom[],
  toRevision: string,
  cache: CarryCache,
  options: CarryOptions,
): Answer<readonly Step[]> {
  const to = await repository.tree(toRevision);
  if (!to.ok) return to;
  const steps: Step[] = [];
  const running = froms.map(async (from): Answer<Step> => {
    const tree = await repository.tree(from.revision);
    return tree.ok ? step({ repository, cache, from: tree.value, to: to.value, options }, from) : tree;
  });
  for (const one of await Promise.all(running)) {
    if (!one.ok) return one;
    steps.push(one.value);
  }
  return ok(steps);
}

/** Looks in other files for the places that were not settled. */
async function settle(steps: readonly Step[], options: CarryOptions): Answer<readonly Carried[]> {
  const done: Carried[] = [];
  const open: { readonly at: number; readonly it: Open }[] = [];
  for (const [at, one] of steps.entries()) {
    if ('open' in one) open.push({ at, it: one.open });
    else done[at] = one.carried;
  }
  // Places may come from different revisions; each has its own tree to tell what was there before.
  for (const from of new Set(open.map(({ it }) => it.ground.from))) {
    const group = open.filter(({ it }) => it.ground.from === from);
    const [first] = group;
    if (!first) continue;
    const lost = group.map(({ it }) => it);
    const found = await findElsewhere(first.it.ground, lost);
    if (!found.ok) return found;
    group.forEach(({ at, it }, n) => (done[at] = conclude(it, found.value[n])));
  }
  return stopped(options) ?? ok(done);
}
