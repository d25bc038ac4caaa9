import ignore from 'ignore';
import type { Ground } from './ground.ts';
import type { ResolvedPlace } from './place.ts';

/** Somebody who may know the affected code, and why. */
export interface Expert {
  /** `@login`, `@org/team`, or a person's name where git knows no more. */
  readonly name: string;
  /** Sentences: what they own or changed last. Paths, no text of a report. */
  readonly why: readonly string[];
}

/** Where GitHub looks for it, in its order (docs.github.com, "About code owners"). */
const OWNER_FILES = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];
/** Blame is dear: this many places are asked about. */
const MOST_BLAMED = 12;
/** Around a line, so that who wrote the function counts, not only who touched that line. */
const AROUND = 5;

/**
 * Suggests whom to ask about some places: the owners of their files, then who last changed the affected lines.
 * @param now the revision whose CODEOWNERS holds today: that of the default branch
 * @returns owners first, each once
 */
export async function suggestExperts(places: readonly ResolvedPlace[], now: string, ground: Ground): Promise<readonly Expert[]> {
  const experts = new Map<string, string[]>();
  const add = (name: string, why: string) => {
    const known = experts.get(name);
    if (!known) experts.set(name, [why]);
    else if (!known.includes(why)) known.push(why);
  };
  const rules = await ownerRules(now, ground);
  for (const path of new Set(places.map((place) => place.path)))
    for (const owner of ownersOf(rules, path)) add(owner, `owns ${path}`);
  const lines = new Map(places.filter(({ line }) => line !== null).map((place) => [`${place.path}:${place.line ?? 0}`, place]));
  for (const { revision, path, line, endLine } of [...lines.values()].slice(0, MOST_BLAMED)) {
    if (ground.parts.signal?.aborted || line === null) break;
    const changes = await lastChanges(revision, path, line, endLine, ground);
    for (const { author, time } of changes.slice(0, 2))
      add(author, `last changed ${path} near line ${line}, ${new Date(time).toISOString().slice(0, 10)}`);
  }
  return [...experts].map(([name, why]) => ({ name, why }));
}

async function lastChanges(revision: string, path: string, line: number, endLine: number | null, ground: Ground) {
  const tree = await ground.tree(revision);
  const count = (tree && (await ground.text(tree, path)))?.lines.length ?? 0;
  if (line > count) return [];
  const { repository, signal } = ground.parts;
  const to = Math.min(count, (endLine ?? line) + AROUND);
  const found = await repository.blame(revision, path, Math.max(1, line - AROUND), to, signal);
  return found.ok ? found.value : [];
}

/** One line of CODEOWNERS: a pattern as in .gitignore, and who owns what it fits. */
interface OwnerRule {
  readonly owners: readonly string[];
  readonly fits: (path: string) => boolean;
}

async function ownerRules(revision: string, ground: Ground): Promise<readonly OwnerRule[]> {
  const tree = await ground.tree(revision);
  const path = OWNER_FILES.find((name) => tree?.files.has(name));
  const file = tree && path !== undefined ? await ground.text(tree, path) : undefined;
  return file ? readOwners(file.text) : [];
}

/** Reads a CODEOWNERS file; lines that GitHub would leave out are left out. */
export function readOwners(text: string): readonly OwnerRule[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [pattern, ...owners] = line
      .replace(/(^|\s)#.*$/, '')
      .trim()
      .split(/\s+/);
    // GitHub knows no negation and no character classes there.
    if (pattern === undefined || pattern === '' || /^!|[[\]]/.test(pattern)) return [];
    const matcher = ignore({ ignorecase: false }).add(pattern);
    return [{ owners: owners.filter((owner) => /^@|.@./.test(owner)), fits: (path: string) => matcher.ignores(path) }];
  });
}

/** The last rule that fits is the one that holds. */
export function ownersOf(rules: readonly OwnerRule[], path: string): readonly string[] {
  return rules.findLast(({ fits }) => fits(path))?.owners ?? [];
}
