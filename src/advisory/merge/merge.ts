import type { AdvisoryContent, ContentField, CreditLine } from '../content.ts';
import type { Vulnerability } from '../model.ts';
import { mergeAffected, type Part } from './affected.ts';
import { mergeKeyed, mergeSet } from './lists.ts';
import { changedFields, sameScoring, sameValue, setKey } from './same.ts';
import { mergeText } from './text.ts';

/** A field's or an item's value on one side; null: there is none. */
export type ConflictValue = string | readonly string[] | Vulnerability | readonly Vulnerability[] | null;

/** Two people changed the same thing in different ways. */
export interface Conflict {
  readonly field: ContentField;
  /**
   * Which item of a list: a login, a package with its range, or a package alone where its items cannot be told apart;
   * for the description, the line of `mine`.
   */
  readonly item?: string;
  /** Which part of an item; absent: the whole. */
  readonly part?: Part;
  /** Texts; for the description lists of lines, for `affected` the item or the items, for credits the type. */
  readonly base: ConflictValue;
  readonly mine: ConflictValue;
  readonly theirs: ConflictValue;
}

export interface Merge {
  /** Both sides' changes together; where they conflict, what `choose` said. */
  readonly merged: AdvisoryContent;
  readonly conflicts: readonly Conflict[];
  readonly mineChanged: readonly ContentField[];
  readonly theirsChanged: readonly ContentField[];
}

export type Choose = (conflict: Conflict, index: number) => 'mine' | 'theirs';

/**
 * Three-way merge of an advisory's writable part: fields by field, lists item by item, the description line by line.
 * What only one side changed is taken; what both changed alike is taken once; all else is a conflict.
 * @param base what both started from
 * @param mine what this person wants
 * @param theirs what GitHub holds now
 * @param choose which side stands in a conflict; mine unless told. Called in the order of `conflicts`
 */
export function merge(
  base: AdvisoryContent,
  mine: AdvisoryContent,
  theirs: AdvisoryContent,
  choose: Choose = () => 'mine',
): Merge {
  const conflicts: Conflict[] = [];
  const ask = (conflict: Conflict): 'mine' | 'theirs' => choose(conflict, conflicts.push(conflict) - 1);
  const merged: AdvisoryContent = {
    title: mergeValue('title', base.title, mine.title, theirs.title, ask) ?? '',
    cveId: mergeValue('cveId', base.cveId, mine.cveId, theirs.cveId, ask),
    ...mergeScoring(base, mine, theirs, ask),
    cwes: mergeSet(base.cwes, mine.cwes, theirs.cwes, setKey),
    affected: mergeAffected(base.affected, mine.affected, theirs.affected, (it) => ask({ field: 'affected', ...it })),
    credits: mergeCredits(base.credits, mine.credits, theirs.credits, ask),
    users: mergeSet(base.users, mine.users, theirs.users, setKey),
    teams: mergeSet(base.teams, mine.teams, theirs.teams, setKey),
    description: mergeText(base.description, mine.description, theirs.description, ({ line, ...sides }) =>
      ask({ field: 'description', item: `line ${line}`, ...sides }),
    ).text,
  };
  return { merged, conflicts, mineChanged: changedFields(base, mine), theirsChanged: changedFields(base, theirs) };
}

type Ask = (conflict: Conflict) => 'mine' | 'theirs';

function mergeValue(
  field: 'title' | 'cveId',
  base: string | null,
  mine: string | null,
  theirs: string | null,
  ask: Ask,
): string | null {
  if (sameValue(mine, theirs) || sameValue(mine, base)) return theirs;
  if (sameValue(theirs, base)) return mine;
  return ask({ field, base, mine, theirs }) === 'mine' ? mine : theirs;
}

/** Severity and vector exclude each other at GitHub, so they are one decision. */
function mergeScoring(
  base: AdvisoryContent,
  mine: AdvisoryContent,
  theirs: AdvisoryContent,
  ask: Ask,
): Pick<AdvisoryContent, 'severity' | 'cvss'> {
  const of = ({ severity, cvss }: AdvisoryContent) => ({ severity, cvss });
  if (sameScoring(mine, theirs) || sameScoring(mine, base)) return of(theirs);
  if (sameScoring(theirs, base)) return of(mine);
  const words = ({ severity, cvss }: AdvisoryContent) => (sameValue(cvss, null) ? severity : cvss);
  const field = [base, mine, theirs].some(({ cvss }) => !sameValue(cvss, null)) ? 'cvss' : 'severity';
  return of(ask({ field, base: words(base), mine: words(mine), theirs: words(theirs) }) === 'mine' ? mine : theirs);
}

export interface Credited {
  readonly login: string;
  /** One, as GitHub keeps one a person; a document may have more. */
  readonly types: ReadonlySet<string>;
}

/** Everybody with their credits, by login. */
export function creditedPeople(credits: readonly CreditLine[]): ReadonlyMap<string, Credited> {
  const people = new Map<string, { readonly login: string; readonly types: Set<string> }>();
  for (const { login, type } of credits) {
    const known = people.get(setKey(login));
    if (known) known.types.add(type);
    else people.set(setKey(login), { login, types: new Set([type]) });
  }
  return people;
}

function mergeCredits(
  base: readonly CreditLine[],
  mine: readonly CreditLine[],
  theirs: readonly CreditLine[],
  ask: Ask,
): readonly CreditLine[] {
  const words = (credited: Credited | undefined) => (credited ? [...credited.types].join(', ') : null);
  const merged = mergeKeyed(
    creditedPeople(base),
    creditedPeople(mine),
    creditedPeople(theirs),
    (a, b) => words(a) === words(b),
    (_, sides) => {
      const item = (sides.mine ?? sides.theirs)?.login ?? '';
      const conflict: Conflict = {
        field: 'credits',
        item,
        base: words(sides.base),
        mine: words(sides.mine),
        theirs: words(sides.theirs),
      };
      return ask(conflict) === 'mine' ? sides.mine : sides.theirs;
    },
  );
  return [...merged.values()].flatMap(({ login, types }) => [...types].map((type) => ({ login, type })));
}
