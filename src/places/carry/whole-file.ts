import { ok } from '../../common/result.ts';
import { inPackage, isFile, namedAlike, suffixFamily } from './files.ts';
import { compared, type Answer, type Carried, type Ground } from './ground.ts';
import type { Numbered } from './numbered.ts';
import { isTest } from './search.ts';

/** A file that has less of the old one is another file. */
const LEAST_KEPT = 0.3;
const MOST_STRINGS = 8;
const LEAST_HITS = 3;

/** What became of a file as a whole: by its name, else by its content. */
export async function carryWhole(ground: Ground, path: string, id: string): Answer<Carried> {
  const now = ground.to.files.get(path);
  if (now && isFile(ground.to, path)) return ok(whole(path, now.id === id ? 'same' : 'changed', null));
  const candidates = namedAlike(path, id, ground.from, ground.to);
  const equal = candidates.find((other) => ground.to.files.get(other)?.id === id);
  if (equal !== undefined) return ok(whole(equal, 'moved', `It is ${equal} now.`));
  const text = await ground.cache.text(ground.repository, id);
  if (!text.ok) return text;
  const gone = whole(null, 'gone', `${path} is not there.`);
  if (!text.value) return ok(gone);
  let best = await mostAlike(ground, id, candidates);
  if (!best.ok) return best;
  const [package_] = inPackage(path, ground.to);
  if (best.value === null && package_ !== undefined) {
    return ok(whole(package_, 'changed', `It is ${package_} now; most of it was written anew.`));
  }
  if (best.value === null) {
    const found = await byContent(ground, path, text.value.numbered);
    if (!found.ok) return found;
    best = await mostAlike(ground, id, found.value);
    if (!best.ok) return best;
  }
  return ok(best.value === null ? gone : whole(best.value, 'changed', `It is ${best.value} now.`));
}

function whole(path: string | null, status: Carried['status'], note: string | null): Carried {
  return { path, line: null, endLine: null, status, note };
}

async function mostAlike(ground: Ground, id: string, paths: readonly string[]): Answer<string | null> {
  let best: string | null = null;
  let most = LEAST_KEPT;
  for (const path of paths) {
    const map = await compared(ground, id, path);
    if (!map.ok) return map;
    if ((map.value?.kept ?? 0) <= most) continue;
    most = map.value?.kept ?? 0;
    best = path;
  }
  return ok(best);
}

/** The files that have several of the long lines which stand once in the old one. */
async function byContent(ground: Ground, path: string, { lines, ids, counts }: Numbered): Answer<readonly string[]> {
  const strings = lines
    .filter((line, at) => counts[ids[at] ?? -1] === 1 && line.length < 120 && /^[\x20-\x7e]+$/.test(line))
    .map((line) => line.trim())
    .sort((a, b) => b.length - a.length)
    .slice(0, MOST_STRINGS);
  const { repository, cache, to, options } = ground;
  const wanted = [{ strings, suffixes: suffixFamily(path), tests: isTest(path) }];
  const hits = await cache.searches.find(repository, to, wanted, options.signal);
  if (!hits.ok) return hits;
  const counted = new Map<string, number>();
  for (const paths of hits.value[0]?.values() ?? []) for (const one of paths) counted.set(one, (counted.get(one) ?? 0) + 1);
  const enough = [...counted].filter(([, count]) => count >= LEAST_HITS).sort((a, b) => b[1] - a[1]);
  return ok(enough.slice(0, 3).map(([one]) => one));
}
