import * as vscode from 'vscode';
import type { AdvisoryKey } from '../../advisory/model.ts';
import { supportedBranches } from '../../process/process.ts';
import { COMMANDS } from '../ids.ts';
import { spotOf, type BranchTable, type KnownPlaces } from '../places/places.ts';
import { branchWords, carriedWords } from '../places/words.ts';
import type { CaseRow } from './case-node.ts';

const ANSWERS = {
  affected: { words: 'affected', icon: 'warning' },
  'not-affected': { words: 'not affected', icon: 'pass' },
  unclear: { words: 'to be looked at', icon: 'question' },
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
    description: 'a first answer, from where the code is',
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
          description: [words, ...answer.reasons.slice(0, 1)].join(' · '),
          tooltip: [`${name}${branch.status === undefined ? '' : ` (${branch.status})`}: ${words}`, ...answer.reasons].join('\n'),
          spoken: `${name}, ${words}. ${answer.reasons.join('. ')}`,
          icon: new vscode.ThemeIcon(icon),
          open: false,
          rows: carried.flatMap((one, at) => {
            const place = table.places[at];
            if (!place) return [];
            const index = known.places.findIndex(
              ({ resolution }) => 'resolved' in resolution && spotOf(resolution.resolved) === spotOf(place),
            );
            return [
              {
                id: `branch:${branch.name}:${at}`,
                label: `${place.path}${place.line === null ? '' : `:${place.line}`}`,
                description: carriedWords(one, place),
                tooltip: [`${place.path} on ${name}: ${carriedWords(one, place)}`, ...(one.note === null ? [] : [one.note])].join(
                  '\n',
                ),
                icon: new vscode.ThemeIcon(STATUS_ICONS[one.status]),
                context: one.path === null ? 'nowhere' : 'placeOnBranch',
                place: { key, index, branch: branch.name },
                ...(one.path === null
                  ? {}
                  : {
                      command: { command: COMMANDS.openOnBranch, title: 'Open on Branch', arguments: [key, index, branch.name] },
                    }),
              },
            ];
          }),
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

const STATUS_ICONS = { same: 'check', moved: 'arrow-swap', changed: 'diff-modified', gone: 'circle-slash' } as const;
