/**
 * Two people who work on one advisory, for the tests of sending: what they write, what they mean by it, and an account of
 * it that shares no code with what is tested. Every text that is written is unlike any other, so that it can be found
 * again; every affected item has a function of its own name in it, by which it is known whatever else becomes of it.
 */
import type { AdvisoryContent } from '../../src/advisory/content.ts';
import type { Vulnerability } from '../../src/advisory/model.ts';
import { blankReport } from '../sandbox/blank.ts';
import type { Advisory } from '../sandbox/state.ts';
import { world as fixtures } from '../sandbox/fixtures.ts';
import type { World } from '../sandbox/world.ts';

export const ID = 'GHSA-5555-6666-7777';
export const REPOSITORY = 'example/widget';
export const EDITORS = ['ada', 'sam'] as const;
export type Name = (typeof EDITORS)[number];

const LOGINS = ['rita', 'cole', 'tess', 'late'] as const;
const TYPES = ['coordinator', 'finder', 'reporter'] as const;
const CWES = ['CWE-20', 'CWE-22', 'CWE-79', 'CWE-125'] as const;
const TEAMS = ['response', 'psrt'] as const;
const V3 = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:L/A:L';
const V4 = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:L/VA:N/SC:H/SI:H/SA:H';
const SCORES = [
  { severity: 'high', cvss: null },
  { severity: 'low', cvss: null },
  { severity: null, cvss: V3 },
  { severity: null, cvss: V4 },
] as const;

/** Both editors administer the repository, so that they may change everything. */
export const world: World = {
  ...fixtures,
  repositories: fixtures.repositories.map((one) => ({ ...one, admins: [...EDITORS] })),
  advisories: [
    blankReport({
      repository: REPOSITORY,
      ghsaId: ID,
      createdAt: '2026-10-01T00:00:00Z',
      author: 'rita',
      state: 'draft',
      submissionAccepted: true,
    }),
  ],
};

const item = (id: number, range: string | null, patched: string | null) => ({
  ecosystem: 'other',
  name: 'cpython',
  vulnerableVersionRange: range,
  patchedVersions: patched,
  vulnerableFunctions: ['shared', `item${id}`],
});

/** Puts the advisory back to how every run begins. */
export function reset(advisory: Advisory): void {
  Object.assign(advisory, {
    summary: 'Something leaks',
    description: ['Line 1', '', 'Line 2', 'Line 3', '', 'Line 4', '', 'Line 5'].join('\r\n'),
    cveId: null,
    severity: null,
    cvssVector: null,
    cweIds: ['CWE-20'],
    vulnerabilities: [item(1, '>= 3.13, < 3.13.2', null), item(2, '>= 3.12, < 3.12.9', null), item(3, '< 3.11.12', '3.11.12')],
    credits: [
      { login: 'rita', type: 'reporter', state: 'accepted' },
      { login: 'tess', type: 'coordinator', state: 'pending' },
    ],
    collaboratingUsers: ['cole'],
    collaboratingTeams: ['response'],
  } satisfies Partial<Advisory>);
}

/** What somebody meant by an edit: a question to what GitHub holds, and where its answer is told. */
export interface Meaning {
  /** The field, and the item where a list has items with names of their own. */
  readonly field: string;
  readonly item?: string;
  readonly words: string;
  readonly isIn: (held: Held) => boolean;
}

/** What both a content and the sandbox's own memory come to. */
export interface Held {
  readonly title: string;
  readonly cveId: string | null;
  readonly severity: string | null;
  readonly cvss: string | null;
  readonly cwes: readonly string[];
  readonly users: readonly string[];
  readonly teams: readonly string[];
  readonly credits: readonly { readonly login: string; readonly type: string }[];
  readonly affected: readonly Pick<Vulnerability, 'range' | 'patched' | 'functions'>[];
  readonly lines: readonly string[];
}

const linesOf = (text: string) => text.split('\n').map((line) => line.replace('\r', ''));

/** The sandbox's memory, read past all of GitHub's and our own code. */
export function heldBy(advisory: Advisory): Held {
  return {
    title: advisory.summary,
    cveId: advisory.cveId,
    severity: advisory.severity,
    cvss: advisory.cvssVector,
    cwes: advisory.cweIds,
    users: advisory.collaboratingUsers,
    teams: advisory.collaboratingTeams,
    credits: advisory.credits,
    affected: advisory.vulnerabilities.map((one) => ({
      range: one.vulnerableVersionRange,
      patched: one.patchedVersions,
      functions: one.vulnerableFunctions,
    })),
    lines: linesOf(advisory.description ?? ''),
  };
}

export function asHeld({ description, ...content }: AdvisoryContent): Held {
  return { ...content, lines: linesOf(description) };
}

export interface Edit {
  readonly content: AdvisoryContent;
  readonly meaning: Meaning;
}

/** What a person may do to a content; numbers pick what it is done to. */
export const ACTS = [
  'title',
  'cve',
  'score',
  'cwe',
  'user',
  'team',
  'credit',
  'uncredit',
  'patched',
  'range',
  'function',
  'add-item',
  'drop-item',
  'change-line',
  'add-line',
  'drop-line',
] as const;
export type Act = (typeof ACTS)[number];

/**
 * Carries out one act.
 * @param pick which of several things it is done to
 * @param fresh a number that no other edit of the run has
 * @returns undefined where there is nothing to do it to
 */
export function edit(content: AdvisoryContent, act: Act, pick: number, fresh: number): Edit | undefined {
  const at = <T>(list: readonly T[]): T | undefined => list[pick % Math.max(1, list.length)];
  switch (act) {
    case 'title':
      return value(content, 'title', `Title ${fresh}`);
    case 'cve':
      return value(content, 'cveId', `CVE-2026-${10_000 + fresh}`);
    case 'score': {
      const score = SCORES[pick % SCORES.length] ?? SCORES[0];
      const words = score.cvss ?? score.severity;
      const isIn = (held: Held) => (held.cvss ?? held.severity) === words;
      return { content: { ...content, ...score }, meaning: { field: 'cvss', words: `score ${words}`, isIn } };
    }
    case 'cwe':
      return toggled(content, 'cwes', CWES[pick % CWES.length] ?? '');
    case 'user':
      return toggled(content, 'users', LOGINS[pick % LOGINS.length] ?? '');
    case 'team':
      return toggled(content, 'teams', TEAMS[pick % TEAMS.length] ?? '');
    case 'credit':
    case 'uncredit':
      return credited(content, LOGINS[pick % LOGINS.length] ?? '', act === 'credit' ? (TYPES[fresh % TYPES.length] ?? '') : null);
    case 'add-item':
      return added(content, fresh, pick);
    case 'patched':
    case 'range':
    case 'function':
    case 'drop-item': {
      const one = at(content.affected);
      return one && changed(content, one, act, fresh);
    }
    case 'change-line':
    case 'add-line':
    case 'drop-line':
      return described(content, act, pick, fresh);
  }
}

function value(content: AdvisoryContent, field: 'title' | 'cveId', text: string): Edit {
  return {
    content: { ...content, [field]: text },
    meaning: { field, words: `${field} ${text}`, isIn: (held) => held[field] === text },
  };
}

function toggled(content: AdvisoryContent, field: 'cwes' | 'users' | 'teams', name: string): Edit {
  const there = content[field].includes(name);
  const list = there ? content[field].filter((one) => one !== name) : [...content[field], name];
  const isIn = (held: Held) => held[field].includes(name) !== there;
  return {
    content: { ...content, [field]: list },
    meaning: { field, item: name, words: `${name} ${there ? 'out' : 'in'}`, isIn },
  };
}

function credited(content: AdvisoryContent, login: string, type: string | null): Edit {
  const others = content.credits.filter((one) => one.login !== login);
  const credits = type === null ? others : [...others, { login, type }];
  const isIn = (held: Held) => (held.credits.find((one) => one.login === login)?.type ?? null) === type;
  return {
    content: { ...content, credits },
    meaning: { field: 'credits', item: login, words: `${login} ${type ?? 'out'}`, isIn },
  };
}

const markOf = (one: Pick<Vulnerability, 'functions'>) => one.functions.find((name) => name.startsWith('item')) ?? '';

function added(content: AdvisoryContent, fresh: number, pick: number): Edit {
  const mark = `item${fresh}`;
  const range = pick % 3 === 0 ? null : `< 3.${fresh}`;
  const patched = pick % 2 === 0 ? null : `3.${fresh}`;
  const one: Vulnerability = { ecosystem: 'other', name: 'cpython', range, patched, functions: ['shared', mark] };
  const place = pick % (content.affected.length + 1);
  const isIn = (held: Held) => held.affected.some((other) => other.functions.includes(mark));
  return {
    content: { ...content, affected: [...content.affected.slice(0, place), one, ...content.affected.slice(place)] },
    meaning: { field: 'affected', words: `${mark} in`, isIn },
  };
}

function changed(
  content: AdvisoryContent,
  one: Vulnerability,
  act: 'patched' | 'range' | 'function' | 'drop-item',
  fresh: number,
): Edit {
  const mark = markOf(one);
  const find = (held: Held) => held.affected.find((other) => other.functions.includes(mark));
  const made = (affected: readonly Vulnerability[], words: string, isIn: (held: Held) => boolean): Edit => ({
    content: { ...content, affected },
    meaning: { field: 'affected', words: `${mark} ${words}`, isIn },
  });
  const replaced = (other: Vulnerability) => content.affected.map((each) => (each === one ? other : each));
  if (act === 'drop-item')
    return made(
      content.affected.filter((each) => each !== one),
      'out',
      (held) => find(held) === undefined,
    );
  if (act === 'function') {
    const name = `f${fresh}`;
    return made(
      replaced({ ...one, functions: [...one.functions, name] }),
      name,
      (held) => find(held)?.functions.includes(name) === true,
    );
  }
  const text = act === 'range' ? `< 4.${fresh}` : `4.${fresh}`;
  return made(replaced({ ...one, [act]: text }), `${act} ${text}`, (held) => find(held)?.[act] === text);
}

function described(
  content: AdvisoryContent,
  act: 'change-line' | 'add-line' | 'drop-line',
  pick: number,
  fresh: number,
): Edit | undefined {
  const lines = linesOf(content.description);
  const named = lines.flatMap((line, at) => (line === '' ? [] : [at]));
  const at = named[pick % Math.max(1, named.length)];
  const text = `Text ${fresh}`;
  const rest = lines.slice((at ?? -1) + 1);
  const before = lines.slice(0, at ?? 0);
  const old = at === undefined ? undefined : (lines[at] ?? '');
  if (act === 'drop-line' && old === undefined) return undefined;
  const made =
    act === 'drop-line' || old === undefined
      ? [...before, ...(act === 'drop-line' ? [] : [text]), ...rest]
      : [...before, ...(act === 'add-line' ? [old, text] : [text]), ...rest];
  const isIn = act === 'drop-line' ? (held: Held) => !held.lines.includes(old ?? '') : (held: Held) => held.lines.includes(text);
  return {
    content: { ...content, description: made.join('\n') },
    meaning: { field: 'description', words: `${act} ${act === 'drop-line' ? (old ?? '') : text}`, isIn },
  };
}

/** What must be so whatever people do: no item is made of two, none is there twice, one credit a person. */
export function soundness(held: Held): string | undefined {
  const marks = held.affected.map((one) => one.functions.filter((name) => name.startsWith('item')));
  if (marks.some((some) => some.length !== 1)) return `an item has the marks ${JSON.stringify(marks)}`;
  if (new Set(marks.flat()).size !== marks.length) return `an item is there twice: ${JSON.stringify(marks)}`;
  const logins = held.credits.map(({ login }) => login.toLowerCase());
  return new Set(logins).size === logins.length ? undefined : `a person has two credits: ${logins.join()}`;
}
