import * as vscode from 'vscode';
import type { Advisory } from '../../advisory/model.ts';
import type { Inbox } from '../../inbox/inbox.ts';
import type { ReportPlace } from '../../places/place.ts';
import type { KnownPlaces, Places } from '../places/places.ts';
import { shiftOf } from './shift.ts';
import { parseReportUri } from './report-uri.ts';
import { rangeOf, targetOf } from './revision.ts';

class PlaceLink extends vscode.DocumentLink {
  readonly place: ReportPlace;
  readonly known: KnownPlaces;

  constructor(range: vscode.Range, place: ReportPlace, known: KnownPlaces) {
    super(range);
    this.place = place;
    this.known = known;
  }
}

/** The places in a report's document, by range. */
export class DocumentPlaces {
  readonly #inbox: Inbox;
  readonly #places: Places;

  constructor(inbox: Inbox, places: Places) {
    this.#inbox = inbox;
    this.#places = places;
  }

  /**
   * undefined for a document that is no report. In a text that somebody has changed, places stand where the report is as
   * it was: before the first change and behind the last one.
   */
  async of(
    document: vscode.TextDocument,
  ): Promise<
    | {
        readonly advisory: Advisory;
        readonly known: KnownPlaces;
        readonly places: readonly ReportPlace[];
        range(place: ReportPlace): vscode.Range;
      }
    | undefined
  > {
    const parsed = parseReportUri(document.uri);
    const advisory = parsed?.part === 'report' ? this.#inbox.store.get(parsed.key) : undefined;
    if (!advisory) return undefined;
    const known = await this.#places.of(advisory);
    const shift = shiftOf(document.getText(), advisory.description ?? '');
    const places = known.places.filter(({ found }) => shift(found) !== undefined);
    const range = ({ found }: ReportPlace) => {
      const { start, end } = shift(found) ?? { start: 0, end: 0 };
      return new vscode.Range(document.positionAt(start), document.positionAt(end));
    };
    return { advisory, known, places, range };
  }
}

/**
 * Links that lead to where they stand, over what VS Code by itself would make a link to a file of this machine, or of another one
 * (`file://host/share`): a report is not to be trusted with that. Of two links in one place VS Code takes ours.
 */
function shieldsOf(document: vscode.TextDocument): vscode.DocumentLink[] {
  return [...document.getText().matchAll(/file:[^\s]{0,2000}/gi)].map((match) => {
    const start = document.positionAt(match.index);
    const range = new vscode.Range(start, document.positionAt(match.index + match[0].length));
    const link = new vscode.DocumentLink(range, document.uri.with({ fragment: `L${start.line + 1}` }));
    link.tooltip = 'Not opened: a report does not lead to files outside its repository.';
    return link;
  });
}

function tooltipOf({ resolved, candidates }: Extract<ReportPlace['resolution'], { resolved: unknown }>): string {
  const { path, line, revisionName } = resolved;
  const others = candidates.length > 1 ? `, one of ${candidates.length}` : '';
  return `Open ${path}${line === null ? '' : `, line ${line}`}, at ${revisionName}${others}`;
}

/** Links on every place that leads somewhere. A click opens the code; where it leads is found out when it is followed. */
export class PlaceLinks implements vscode.DocumentLinkProvider {
  readonly #documents: DocumentPlaces;

  constructor(documents: DocumentPlaces) {
    this.#documents = documents;
  }

  async provideDocumentLinks(document: vscode.TextDocument): Promise<vscode.DocumentLink[]> {
    const shields = shieldsOf(document);
    // Whatever goes wrong with the places, the shields stand: without them VS Code's own links would.
    const it = await this.#documents.of(document).catch(() => undefined);
    if (!it) return shields;
    return shields.concat(
      it.places.flatMap((place) => {
        if (!('resolved' in place.resolution)) return [];
        const link = new PlaceLink(it.range(place), place, it.known);
        link.tooltip = tooltipOf(place.resolution);
        return [link];
      }),
    );
  }

  async resolveDocumentLink(link: vscode.DocumentLink): Promise<vscode.DocumentLink> {
    if (!(link instanceof PlaceLink)) return link;
    const { resolution } = link.place;
    if ('resolved' in resolution && link.known.repository) {
      const uri = await targetOf(link.known.repository, resolution.resolved);
      const { start, end } = rangeOf(resolution.resolved);
      const first = `L${start.line + 1}`;
      link.target = uri.with({ fragment: end.line > start.line ? `${first}-${end.line + 1}` : first });
    }
    return link;
  }
}

/** Offers links. VS Code keeps those of an open document until it changes; it asks again when they are offered anew. */
export function linkPlaces(
  selector: vscode.DocumentSelector,
  links: PlaceLinks,
  onDidChange: vscode.Event<unknown>,
): vscode.Disposable {
  const offer = () => vscode.languages.registerDocumentLinkProvider(selector, links);
  let offered = offer();
  const listening = onDidChange(() => {
    offered.dispose();
    offered = offer();
  });
  return new vscode.Disposable(() => {
    listening.dispose();
    offered.dispose();
  });
}
