import { coordinators, isCoordinatedBy } from '../advisory/credits.ts';
import { clocksOf, type Clocks } from '../advisory/clocks.ts';
import { keyOf, sameLogin, sameRepository, type Advisory } from '../advisory/model.ts';
import { scoreOf, severityOf, severityRank } from '../advisory/severity.ts';
import { awaitedFromBot, cleanTitle, tagsIn } from '../advisory/title.ts';
import type { Clock } from '../common/ports.ts';
import type { ProcessBook } from '../process/book.ts';

/** What a query is asked in: who asks, when, under which processes, and what is new to them. */
export interface Situation {
  readonly me: string | undefined;
  readonly clock: Clock;
  readonly book: ProcessBook;
  readonly isNew: (advisory: Advisory) => boolean;
  /** Since when nobody has coordinated it, where more is known than its last change tells. */
  readonly unassignedSince?: (advisory: Advisory) => number | undefined;
}

export const SORTS = ['deadline', 'age', 'severity', 'updated'] as const;
export type Sort = (typeof SORTS)[number];

export type Test = (advisory: Advisory, at: Situation) => boolean;

/** A query as the user wrote it, ready to be asked. */
export interface Query {
  readonly fits: Test;
  readonly sort: Sort | undefined;
}

/** The clocks of an advisory in a situation. */
export function clocksAt(advisory: Advisory, at: Situation): Clocks {
  return clocksOf(advisory, at.book.for(advisory.repository), at.clock(), at.unassignedSince?.(advisory));
}

/** What is wrong with a query: the term, and what would be understood in its place. */
export interface QueryProblem {
  readonly term: string;
  readonly expected: string;
}

/** The four questions that the sections ask; an advisory fits exactly one. */
export type Kind = 'mine' | 'unassigned' | 'open' | 'finished';

/** Which section an advisory belongs to. One that is unknown to the process's states counts as open: nothing is hidden. */
export function kindOf(advisory: Advisory, at: Situation): Kind {
  if (at.book.for(advisory.repository).states.finished.includes(advisory.state)) return 'finished';
  if (at.me !== undefined && isCoordinatedBy(advisory, at.me)) return 'mine';
  return coordinators(advisory).length === 0 ? 'unassigned' : 'open';
}

/**
 * Reads a query: words separated by spaces, quotes around a word with spaces, `-` before a term turns it round.
 * Plain words are looked for in title, id, CVE id and repository.
 */
export function parseQuery(text: string): { query: Query; problems: readonly QueryProblem[] } {
  const tests: Test[] = [];
  const problems: QueryProblem[] = [];
  let sort: Sort | undefined;
  for (const raw of text.match(/(?:[^\s"]|"[^"]*")+/g) ?? []) {
    const negated = raw.startsWith('-') && raw.length > 1;
    const term = negated ? raw.slice(1) : raw;
    // A quoted phrase is looked for as it stands, whatever is in it.
    const colon = term.startsWith('"') ? -1 : term.indexOf(':');
    const name = colon > 0 ? term.slice(0, colon).toLowerCase() : '';
    const value = unquote(colon > 0 ? term.slice(colon + 1) : term);
    if (name === 'sort') {
      sort = SORTS.find((known) => known === value.toLowerCase());
      if (!sort) problems.push({ term: raw, expected: `sort:${SORTS.join('|')}` });
      continue;
    }
    const test = name === '' ? hasText(value) : Object.hasOwn(TERMS, name) ? TERMS[name]?.(value) : undefined;
    if (test === undefined)
      problems.push({
        term: raw,
        expected: (Object.hasOwn(EXPECTED, name) ? EXPECTED[name] : undefined) ?? `one of ${Object.keys(EXPECTED).join(', ')}`,
      });
    else tests.push(negated ? (advisory, at) => !test(advisory, at) : test);
  }
  return { query: { fits: (advisory, at) => tests.every((test) => test(advisory, at)), sort }, problems };
}

function unquote(text: string): string {
  return text.replace(/"/g, '');
}

function hasText(text: string): Test {
  const wanted = text.toLowerCase();
  return (advisory, at) =>
    [
      cleanTitle(advisory.title, at.book.for(advisory.repository)),
      advisory.ghsaId,
      advisory.cveId ?? '',
      advisory.repository,
    ].some((field) => field.toLowerCase().includes(wanted));
}

const EXPECTED: Readonly<Record<string, string>> = {
  is: 'is:mine|unassigned|open|finished|new|waiting|late',
  state: 'state:triage|draft|published|closed|withdrawn',
  repo: 'repo:owner/name or repo:name',
  severity: 'severity:critical|high|medium|low|none',
  coordinator: 'coordinator:@me|none|any|login',
  author: 'author:@me|login',
  tag: 'tag:name',
  cve: 'cve:none|any|CVE-…',
  score: 'score:none|any|>=7.0',
  deadline: 'deadline:<=14',
  age: 'age:>=30',
  sort: `sort:${SORTS.join('|')}`,
};

const TERMS: Readonly<Record<string, (value: string) => Test | undefined>> = {
  is: isTest,
  state: (value) => (value === '' ? undefined : (advisory) => advisory.state === value.toLowerCase()),
  repo: (value) =>
    value === ''
      ? undefined
      : (advisory) =>
          sameRepository(advisory.repository, value) || advisory.repository.split('/')[1]?.toLowerCase() === value.toLowerCase(),
  severity: (value) =>
    ['critical', 'high', 'medium', 'low', 'none'].includes(value.toLowerCase())
      ? (advisory) => severityOf(advisory) === value.toLowerCase()
      : undefined,
  coordinator: (value) => {
    if (value === '') return undefined;
    if (value.toLowerCase() === 'none') return (advisory) => coordinators(advisory).length === 0;
    if (value.toLowerCase() === 'any') return (advisory) => coordinators(advisory).length > 0;
    return (advisory, at) => {
      const who = person(value, at);
      return who !== undefined && isCoordinatedBy(advisory, who);
    };
  },
  author: (value) =>
    value === ''
      ? undefined
      : (advisory, at) => {
          const who = person(value, at);
          return who !== undefined && advisory.author !== null && sameLogin(advisory.author, who);
        },
  tag: (value) =>
    value === ''
      ? undefined
      : (advisory, at) =>
          tagsIn(advisory.title, at.book.for(advisory.repository)).some((tag) =>
            [tag.tag, ...(tag.aliases ?? [])].includes(value.toUpperCase()),
          ),
  cve: (value) =>
    value.toLowerCase() === 'none'
      ? (advisory) => advisory.cveId === null
      : value.toLowerCase() === 'any'
        ? (advisory) => advisory.cveId !== null
        : value === ''
          ? undefined
          : (advisory) => advisory.cveId?.toLowerCase() === value.toLowerCase(),
  score: (value) =>
    value.toLowerCase() === 'none'
      ? (advisory) => scoreOf(advisory) === undefined
      : value.toLowerCase() === 'any'
        ? (advisory) => scoreOf(advisory) !== undefined
        : compare(value, (advisory) => scoreOf(advisory)?.score ?? null),
  deadline: (value) => compare(value, (advisory, at) => clocksAt(advisory, at).deadline?.daysLeft ?? null),
  age: (value) => compare(value, (advisory, at) => clocksAt(advisory, at).age),
};

function isTest(word: string): Test | undefined {
  const value = word.toLowerCase();
  switch (value) {
    case 'mine':
    case 'unassigned':
    case 'open':
    case 'finished':
      return (advisory, at) => kindOf(advisory, at) === value;
    case 'new':
      return (advisory, at) => at.isNew(advisory);
    case 'waiting':
      return (advisory, at) => awaitedFromBot(advisory, at.book.for(advisory.repository)) !== undefined;
    case 'late':
      return (advisory, at) => {
        const clocks = clocksAt(advisory, at);
        return clocks.unassignedLate || clocks.deadline?.urgency === 'over';
      };
    default:
      return undefined;
  }
}

function person(value: string, at: Situation): string | undefined {
  return value.toLowerCase() === '@me' ? at.me : value.replace(/^@/, '');
}

function compare(value: string, read: (advisory: Advisory, at: Situation) => number | null): Test | undefined {
  const found = /^(<=|>=|<|>|=)?(-?\d+(?:\.\d+)?)$/.exec(value);
  if (!found) return undefined;
  const bound = Number(found[2]);
  return (advisory, at) => {
    const number = read(advisory, at);
    if (number === null) return false;
    switch (found[1]) {
      case '<':
        return number < bound;
      case '<=':
        return number <= bound;
      case '>':
        return number > bound;
      case '>=':
        return number >= bound;
      default:
        return number === bound;
    }
  };
}

/** Puts advisories in order; equal ones stay in the order of their ids, so that rows never jump. */
export function sorted(advisories: readonly Advisory[], sort: Sort, at: Situation): Advisory[] {
  const key = sortKey(sort, at);
  return advisories
    .map((advisory) => ({ advisory, rank: key(advisory), name: keyOf(advisory) }))
    .sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    .map(({ advisory }) => advisory);
}

/** Smaller comes first. Finished advisories have no deadline: the last finished come first. */
function sortKey(sort: Sort, at: Situation): (advisory: Advisory) => number {
  switch (sort) {
    case 'deadline':
      return (advisory) => {
        const {
          clocks: { finishDays: days },
          states,
        } = at.book.for(advisory.repository);
        // Deadlines first, then what has none, then what is finished: no date is as great as these.
        if (states.finished.includes(advisory.state)) return 8e15 - (advisory.updatedAt ?? 0) / 10;
        return days === undefined || advisory.createdAt === null ? 7e15 : advisory.createdAt + days * 86_400_000;
      };
    case 'age':
      return (advisory) => advisory.createdAt ?? Number.MAX_SAFE_INTEGER;
    case 'severity':
      return (advisory) => -100 * severityRank(severityOf(advisory)) - (scoreOf(advisory)?.score ?? 0);
    case 'updated':
      return (advisory) => -(advisory.updatedAt ?? 0);
  }
}
