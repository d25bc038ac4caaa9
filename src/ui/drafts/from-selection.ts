import { relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { EMPTY_CONTENT, type AdvisoryContent } from '../../advisory/content.ts';
import type { RepositoryName } from '../../advisory/model.ts';
import { nameAt } from '../../places/symbols/name-at.ts';
import type { BranchRow } from '../../places/service.ts';
import type { ResolvedPlace } from '../../places/place.ts';
import { plainProcess, type ProcessBook } from '../../process/book.ts';
import { sourceRoots, type Process } from '../../process/process.ts';
import type { Ask } from '../ask.ts';
import { parseRevisionUri } from '../documents/revision.ts';
import type { Clones } from '../places/clones.ts';
import type { Places } from '../places/places.ts';

export interface SelectionParts {
  readonly ask: Ask;
  readonly book: () => ProcessBook;
  readonly clones: Clones;
  readonly places: Places;
}

/** Where a selection stands in a clone. */
interface Selected {
  readonly folder: string;
  readonly revision: string;
  readonly revisionName: string;
  readonly path: string;
}

/** The beginning of an advisory about the code that is selected: its file, what it is called, and the branches that have it. */
export async function fromSelection(
  repository: RepositoryName | undefined,
  parts: SelectionParts,
): Promise<AdvisoryContent | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const selected = await whereIs(editor.document.uri, parts.clones);
  if (!selected) {
    await parts.ask.notice(
      'The selection is in no clone that is known here. Open the clone as a folder, or choose another start.',
    );
    return undefined;
  }
  const process = repository === undefined ? plainProcess : parts.book().for(repository);
  const [line, endLine] = [editor.selection.start.line + 1, lastLine(editor.selection)];
  const name = nameAt(editor.document.getText(), selected.path, line, sourceRoots(process));
  const place: ResolvedPlace = { ...selected, line, endLine, symbol: name ?? null, certainty: 'exact', note: null };
  const rows = await branchesOf(place, selected.folder, process, parts);
  const code = editor.document.getText(editor.selection);
  return {
    ...EMPTY_CONTENT,
    // The product itself is in no collection of packages.
    affected: [
      {
        ecosystem: 'other',
        name: repository?.split('/')[1] ?? null,
        range: null,
        patched: null,
        functions: name === undefined ? [] : [name],
      },
    ],
    description: [
      `## Affected code\n\n\`${selected.path}\`, ${line === endLine ? `line ${line}` : `lines ${line} to ${endLine}`}, at ${selected.revisionName}${name === undefined ? '' : ` (\`${name}\`)`}:`,
      fenced(code, selected.path),
      ...(rows.length > 0 ? [`| branch | first answer |\n|---|---|\n${rows.map(rowWords).join('\n')}`] : []),
    ].join('\n\n'),
  };
}

function lastLine({ start, end }: vscode.Selection): number {
  return end.character === 0 && end.line > start.line ? end.line : end.line + 1;
}

async function whereIs(uri: vscode.Uri, clones: Clones): Promise<Selected | undefined> {
  const revision = parseRevisionUri(uri);
  if (revision) return { ...revision, revisionName: revision.revision.slice(0, 12) };
  if (uri.scheme !== 'file') return undefined;
  for (const { folder } of await clones.remotes()) {
    const path = relative(folder, uri.fsPath).split(sep).join('/');
    if (path === '' || path.startsWith('../')) continue;
    const head = await (await clones.byFolder(folder))?.commit('HEAD');
    if (head?.ok) return { folder, revision: head.value, revisionName: head.value.slice(0, 12), path };
  }
  return undefined;
}

async function branchesOf(
  place: ResolvedPlace,
  folder: string,
  process: Process,
  { places, clones }: SelectionParts,
): Promise<readonly BranchRow[]> {
  const carried = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: 'Looking on every branch…', cancellable: true },
    (_, token) =>
      places.ask(
        'places/carry',
        { folder, gitPath: clones.gitPath(), side: clones.side(folder), process, places: [place] },
        token,
      ),
  );
  return carried?.ok ? carried.value : [];
}

function rowWords({ branch, answer }: BranchRow): string {
  const said = {
    affected: 'has this code',
    'not-affected': 'does not have it',
    unclear: 'has something else there: look',
  } as const;
  return `| ${branch.name} | ${said[answer.answer]} |`;
}

/** A fence that is longer than any in the code. */
function fenced(code: string, path: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(({ 0: ticks }) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  const language = path.endsWith('.py') ? 'python' : /\.[ch]$/.test(path) ? 'c' : '';
  return `${fence}${language}\n${code.replace(/\n$/, '')}\n${fence}`;
}
