import { stringify } from 'yaml';
import type { AdvisoryContent } from '../content.ts';
import { contentOf } from '../content.ts';
import type { Advisory, Cvss } from '../model.ts';
import { packageWords, TEAM } from './content.ts';

/** A value of the front matter: a text, a list of texts, or a list of small maps. */
export type FrontItem = Readonly<Record<string, string | readonly string[]>>;
export type FrontValue = string | readonly string[] | readonly FrontItem[];
/** Keys and values in the order in which they are written. What GitHub does not hold has no key. */
export type Front = ReadonlyMap<string, FrontValue>;

/** What stands between the fields that can be changed and those that cannot. */
export const READ_ONLY_LINE = '# Kept by GitHub, read-only here:';

/** The keys that a person may change, as the content has them. @param states whether a credit was accepted, by login and type */
export function writableFront(content: AdvisoryContent, states: Advisory['credits'] = []): Front {
  const collaborators = [...content.users, ...content.teams.map((team) => TEAM + team)];
  return filled({
    title: content.title,
    cve: content.cveId,
    // With a vector GitHub takes no word: it follows from the vector, and stands among what GitHub keeps.
    severity: hasVector(content.cvss) ? null : content.severity,
    cvss: content.cvss,
    cwe: content.cwes,
    affected: content.affected.map(({ ecosystem, name, range, patched, functions, extra }) =>
      present({
        package: packageWords(ecosystem, name),
        range,
        patched,
        functions: functions.length > 0 ? functions : null,
        more: extra && JSON.stringify(extra),
      }),
    ),
    credits: content.credits.map(({ login, type }) =>
      present({ login, type, state: states.find((one) => one.login === login && one.type === type)?.state }),
    ),
    collaborators,
  });
}

/** The keys that GitHub keeps. */
export function readOnlyFront(advisory: Advisory): Front {
  const { cvss4, cvss3, submissionAccepted, extra } = advisory;
  const shown = cvss4 ?? cvss3;
  const misplaced = shown !== null && (cvss4 !== null) !== shown.vector.startsWith('CVSS:4');
  return filled({
    id: advisory.ghsaId,
    repository: advisory.repository,
    state: advisory.state,
    rated: shown && hasVector(shown.vector) ? advisory.severity : null,
    score: scoreOf(shown),
    cvss3: cvss4 && cvss3 ? cvss3.vector : null,
    score3: cvss4 && scoreOf(cvss3),
    slot: misplaced ? (cvss4 ? 'cvss_v4' : 'cvss_v3') : null,
    reporter: advisory.author,
    publisher: advisory.publisher,
    submission: submissionAccepted === null ? null : submissionAccepted ? 'accepted' : 'waiting',
    fork: forkOf(advisory),
    url: advisory.htmlUrl,
    comments: advisory.comments === null ? null : String(advisory.comments),
    created: date(advisory.createdAt),
    updated: date(advisory.updatedAt),
    published: date(advisory.publishedAt),
    closed: date(advisory.closedAt),
    withdrawn: date(advisory.withdrawnAt),
    more: extra && Object.keys(extra).length > 0 ? JSON.stringify(extra) : null,
  });
}

/** Both parts of an advisory's front matter. */
export function frontOf(advisory: Advisory): { readonly writable: Front; readonly readOnly: Front } {
  return { writable: writableFront(contentOf(advisory), advisory.credits), readOnly: readOnlyFront(advisory) };
}

/** One key with its value as YAML, with the line end. No text goes over a line, however long it is. */
export function frontLine(key: string, value: FrontValue): string {
  const number = NUMBERS.has(key) ? Number(value) : Number.NaN;
  return stringify({ [key]: String(number) === value ? number : value }, FORM);
}

/** Keys whose values need no quotes. */
const NUMBERS = new Set(['score', 'score3', 'comments']);

function hasVector(vector: string | null): boolean {
  return vector !== null && vector !== '';
}

/** A text as one line of YAML, with quotes where it needs them. */
export function scalarText(value: string): string {
  // As the value of a key: a text alone needs fewer quotes.
  return frontLine('k', value).slice('k: '.length, -1);
}

/** One item of a list, from its dash to its line end, without indentation before it. */
export function itemText(item: string | FrontItem): string {
  return stringify([item], FORM);
}

const FORM = { lineWidth: 0, blockQuote: false, doubleQuotedMinMultiLineLength: 2 ** 30 } as const;

function forkOf({ privateFork }: Advisory): string | null {
  if (!privateFork) return null;
  const usual = `https://github.com/${privateFork.fullName}`;
  const url = privateFork.htmlUrl ?? '';
  return url === usual ? privateFork.fullName : `${privateFork.fullName} ${url}`;
}

function scoreOf(cvss: Cvss | null): string | null {
  return cvss?.score === null || cvss?.score === undefined ? null : String(cvss.score);
}

function date(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}

function present(item: Readonly<Record<string, string | readonly string[] | null | undefined>>): FrontItem {
  return Object.fromEntries(
    Object.entries(item).flatMap(([key, value]) => (value === null || value === undefined ? [] : [[key, value]])),
  );
}

/** Without what is empty: the description should not start below a page of nothing. */
function filled(fields: Readonly<Record<string, FrontValue | null | undefined>>): Front {
  const there = Object.entries(fields).flatMap(([key, value]): [string, FrontValue][] =>
    value === null || value === undefined || (Array.isArray(value) && value.length === 0) ? [] : [[key, value as FrontValue]],
  );
  return new Map(there);
}
