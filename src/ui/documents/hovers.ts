import * as vscode from 'vscode';
import type { Advisory } from '../../advisory/model.ts';
import { reason, type ReportPlace, type ResolvedPlace } from '../../places/place.ts';
import { branchLocations, rowsOf } from '../commands/branch-commands.ts';
import { plain } from '../markdown.ts';
import type { BranchTable, KnownPlaces, Places } from '../places/places.ts';
import { branchWords, carriedWords } from '../places/words.ts';
import type { DocumentPlaces } from './links.ts';
import { rangeOf, revisionUri } from './revision.ts';

/** A place of the report that is open, under a position. */
interface Pointed {
  readonly known: KnownPlaces;
  readonly place: ReportPlace;
  readonly range: vscode.Range;
  readonly advisory: Advisory;
}

async function pointed(
  documents: DocumentPlaces,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<Pointed | undefined> {
  const it = await documents.of(document);
  const place = it?.known.places.find((one) => it.range(one).contains(position));
  return it && place ? { known: it.known, place, range: it.range(place), advisory: it.advisory } : undefined;
}

/** What a place is: the code at the affected version, who last changed it there, and where it is on each branch. */
export class PlaceHovers implements vscode.HoverProvider {
  readonly #documents: DocumentPlaces;
  readonly #places: Places;

  constructor(documents: DocumentPlaces, places: Places) {
    this.#documents = documents;
    this.#places = places;
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    const it = await pointed(this.#documents, document, position);
    if (!it) return undefined;
    const text = new vscode.MarkdownString('', false);
    const { resolution } = it.place;
    if ('unresolved' in resolution) {
      text.appendMarkdown(plain(reason(resolution.unresolved)));
      return new vscode.Hover(text, it.range);
    }
    const { resolved, candidates } = resolution;
    const [content, change, table] = await Promise.all([
      it.known.repository?.file(resolved.revision, resolved.path),
      this.#lastChange(it.known, resolved, token),
      this.#places.branches(it.advisory),
    ]);
    text.appendMarkdown(`${head(resolved, candidates.length)}\n\n`);
    if (content?.ok && resolved.line !== null)
      text.appendCodeblock(snippet(content.value.toString('utf8'), resolved.line), languageOf(resolved.path));
    if (change !== undefined) text.appendMarkdown(`${plain(change)}\n\n`);
    if (table) text.appendMarkdown(branchLines(table, resolved));
    return new vscode.Hover(text, it.range);
  }

  async #lastChange(known: KnownPlaces, place: ResolvedPlace, token: vscode.CancellationToken): Promise<string | undefined> {
    if (!known.clone || place.line === null) return undefined;
    const { revision, path, line } = place;
    const change = await this.#places.ask('places/lastChange', { ...known.clone, revision, path, line }, token);
    if (!change) return undefined;
    const day = new Date(change.time).toISOString().slice(0, 10);
    return `Last changed there by ${change.author}, ${day} (${change.commit.slice(0, 10)})`;
  }
}

function head({ path, revisionName, certainty, note }: ResolvedPlace, candidates: number): string {
  const doubt = candidates > 1 ? ` (one of ${candidates})` : certainty === 'likely' ? ' (likely)' : '';
  return `**${plain(path)}** at ${plain(revisionName)}${doubt}${note === null ? '' : `\n\n${plain(note)}`}`;
}

/** What became of the place, and on which branches: those with the same answer share a line, for a hover is low. */
function branchLines(table: BranchTable, place: ResolvedPlace): string {
  const names = new Map<string, string[]>();
  for (const { name, carried } of rowsOf(table, place)) {
    const words = carriedWords(carried, place);
    names.set(words, [...(names.get(words) ?? []), branchWords(name)]);
  }
  return [...names].map(([words, those]) => `- ${plain(those.join(', '))}: ${plain(words)}`).join('\n');
}

/** Go to definition, from a report: the place at the affected version, or all that it may be. */
export class PlaceDefinitions implements vscode.DefinitionProvider {
  readonly #documents: DocumentPlaces;

  constructor(documents: DocumentPlaces) {
    this.#documents = documents;
  }

  async provideDefinition(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.LocationLink[] | undefined> {
    const it = await pointed(this.#documents, document, position);
    if (!it?.known.repository || !('resolved' in it.place.resolution)) return undefined;
    const { folder } = it.known.repository;
    const { resolved, candidates } = it.place.resolution;
    return (candidates.length > 1 ? candidates : [resolved]).map((place) => ({
      originSelectionRange: it.range,
      targetUri: revisionUri(folder, place),
      targetRange: rangeOf(place),
    }));
  }
}

/** Find references, from a report: the place at the affected version and on every branch that has it. */
export class PlaceReferences implements vscode.ReferenceProvider {
  readonly #documents: DocumentPlaces;
  readonly #places: Places;

  constructor(documents: DocumentPlaces, places: Places) {
    this.#documents = documents;
    this.#places = places;
  }

  async provideReferences(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Location[] | undefined> {
    const it = await pointed(this.#documents, document, position);
    if (!it || !('resolved' in it.place.resolution)) return undefined;
    const table = await this.#places.branches(it.advisory);
    return branchLocations(it.known, table ?? { places: [], rows: [] }, it.place.resolution.resolved);
  }
}

/** Five lines around the line. */
function snippet(text: string, line: number): string {
  const from = Math.max(0, line - 3);
  return text
    .split('\n')
    .slice(from, line + 2)
    .map((content, index) => `${from + index + 1 === line ? '>' : ' '} ${from + index + 1}  ${content.trimEnd()}`)
    .join('\n');
}

function languageOf(path: string): string {
  return path.endsWith('.py') ? 'python' : /\.[ch]$/.test(path) ? 'c' : 'plaintext';
}
