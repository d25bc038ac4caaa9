import * as vscode from 'vscode';
import type { AdvisoryKey } from '../../advisory/model.ts';
import type { Carried } from '../../places/carry/carry.ts';
import type { ResolvedPlace } from '../../places/place.ts';
import { supportedBranches } from '../../process/process.ts';
import { COMMANDS } from '../ids.ts';
import { spotOf, type BranchTable, type KnownPlaces } from '../places/places.ts';
import { branchWords, carriedWords } from '../places/words.ts';
import type { CaseRow } from './case-node.ts';

const ANSWERS = {
  affected: { words: 'likely affected', icon: new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground')) },
  'not-affected': {
    words: 'not affected: the code is not there',
    icon: new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed')),
  },
  unclear: { words: 'to check', icon: new vscode.ThemeIcon('question') },
} as const;

/** The first answer which branches are affected, with what became of each place there; undefined where there is nothing to say. */
export function branchesRow(
  key: AdvisoryKey,
  known: KnownPlaces | undefined,
  table: BranchTable | null | undefined,
  now: number,
): CaseRow | undefined {
  if (!known?.places.some(({ resolution }) => 'resolved' in resolution)) return undefined;
  if (table === null)
    return {
      id: 'branches:unknown',
      label: 'Branches',
      description: 'could not be looked at: refresh to try again',
      icon: new vscode.ThemeIcon('warning'),
    };
  if (!table) return { id: 'branches:pending', label: 'Branches', description: 'being looked at…' };
  return {
    id: 'branches',
    label: 'Branches',
    description: 'a first answer',
    context: 'branches',
    tooltip:
      'Where the places of the report are on each supported branch. Code that is there may still be safe: this is where to look, not a verdict.',
    rows: table.rows
      .map(({ branch, carried, answer }): CaseRow => {
        const { words, icon } = ANSWERS[answer.answer];
        const name = branchWords(branch.name);
        return {
          id: `branch:${branch.name}`,
          label: name,
          description: answer.answer === 'unclear' ? [words, counts(carried)].filter((one) => one !== '').join(': ') : words,
          tooltip: [`${name}${branch.status === undefined ? '' : ` (${branch.status})`}: ${words}`, ...answer.reasons].join('\n'),
          spoken: `${name}, ${words}. ${answer.reasons.join(' ')}`,
          icon,
          open: false,
          rows: carried.flatMap((one, at) => placeOnBranchRow(key, known, table.places[at], one, branch.name, at)),
        };
      })
      .concat(missingRow(known, table, now)),
  };
}

/** The supported branches that the clone has not: nothing is known of them, which is not to be taken for "not affected". */
function missingRow({ clone }: KnownPlaces, { rows }: BranchTable, now: number): CaseRow[] {
  const there = new Set(rows.map(({ branch }) => branch.name));
  const missing = clone ? supportedBranches(clone.process, now).filter(({ name }) => !there.has(name)) : [];
  if (missing.length === 0) return [];
  const names = missing.map(({ name }) => name).join(', ');
  return [
    {
      id: 'branches:missing',
      label: 'Not in the clone',
      description: names,
      tooltip: `The clone has not these supported branches: ${names}. Fetch them, then refresh.`,
      icon: new vscode.ThemeIcon('circle-slash'),
    },
  ];
}

function placeOnBranchRow(
  key: AdvisoryKey,
  known: KnownPlaces,
  place: ResolvedPlace | undefined,
  carried: Carried,
  branch: string,
  at: number,
): CaseRow[] {
  if (!place) return [];
  const index = known.places.findIndex(
    ({ resolution }) => 'resolved' in resolution && spotOf(resolution.resolved) === spotOf(place),
  );
  const words = carriedWords(carried, place);
  const where = `${place.path}${place.line === null ? '' : `:${place.line}`}`;
  return [
    {
      id: `branch:${branch}:${at}`,
      label: `${shortPath(place.path)}${place.line === null ? '' : `:${place.line}`}`,
      description: words,
      tooltip: [`${where} on ${branchWords(branch)}: ${words}`, ...(carried.note === null ? [] : [carried.note])].join('\n'),
      spoken: `${where}, ${words}`,
      icon: new vscode.ThemeIcon(STATUS_ICONS[carried.status]),
      context: carried.path === null ? 'nowhere' : 'placeOnBranch',
      place: { key, index, branch },
      ...(carried.path === null
        ? {}
        : { command: { command: COMMANDS.openOnBranch, title: 'Open on Branch', arguments: [key, index, branch] } }),
    },
  ];
}

/** What a person has to look at: `2 of 7 changed, 1 gone`. */
function counts(carried: readonly Carried[]): string {
  const of = (wanted: Carried['status']) => carried.filter(({ status }) => status === wanted).length;
  const some = [
    [of('changed'), 'changed'],
    [of('gone'), 'gone'],
  ] as const;
  return some
    .filter(([count]) => count > 0)
    .map(([count, words], at) => (at === 0 ? `${count} of ${carried.length} ${words}` : `${count} ${words}`))
    .join(', ');
}

/** A file by its own name: the view is narrow. One that is named as many others are keeps its folder. */
function shortPath(path: string): string {
  const parts = path.split('/');
  return parts.slice(parts.at(-1)?.startsWith('__') === true ? -2 : -1).join('/');
}

const STATUS_ICONS = { same: 'check', moved: 'arrow-swap', changed: 'diff-modified', gone: 'circle-slash' } as const;
