import * as vscode from 'vscode';
import { keyOf, type Advisory, type AdvisoryKey } from '../../advisory/model.ts';
import type { Repository } from '../../git/repository.ts';
import type { PlacesMethod, PlacesRequests, Progress } from '../../places/protocol.ts';
import type { ReportPlaces } from '../../places/report.ts';
import type { BranchRow, Clone } from '../../places/service.ts';
import type { ResolvedPlace } from '../../places/place.ts';
import type { ProcessBook } from '../../process/book.ts';
import type { Process } from '../../process/process.ts';
import { apiBase, DEFAULT_API_BASE, webHosts } from '../settings.ts';
import type { Clones } from './clones.ts';
import type { PlacesServer } from './language-client.ts';

export interface KnownPlaces extends ReportPlaces {
  readonly repository: Repository | undefined;
  readonly clone: (Clone & { readonly process: Process }) | undefined;
  /** The language server did not answer: nothing is known, rather than nothing there. */
  readonly unanswered: boolean;
}

/** The table branch × place; `carried` of a row is in the order of `places`. */
export interface BranchTable {
  readonly places: readonly ResolvedPlace[];
  readonly rows: readonly BranchRow[];
}

/** A report that is being looked through, or has been. */
interface Looked {
  readonly text: string;
  readonly chosen: string | undefined;
  readonly places: Promise<KnownPlaces>;
  found: KnownPlaces | undefined;
  readonly cancel: vscode.CancellationTokenSource;
  /** What it was found in may have changed, so it is found again for whoever still waits. */
  forgotten?: true;
  table?: Promise<BranchTable | null>;
  foundTable?: BranchTable | null;
}

/** A report with more places than this is read by its first ones. */
const MOST_CARRIED = 200;
const CHOSEN = 'places.chosen';

export interface PlacesOptions {
  readonly clones: Clones;
  readonly book: () => ProcessBook;
  /** Starts the language server; called when the first report is looked through, and again when it has ended. */
  readonly start: () => Promise<PlacesServer>;
  /** Where the revisions that the person chose are remembered. */
  readonly memento: vscode.Memento;
}

/** The places of reports, found once for a report and a state of the clones, by the language server. */
export class Places {
  readonly #options: PlacesOptions;
  readonly #known = new Map<AdvisoryKey, Looked>();
  readonly #changes = new vscode.EventEmitter<void>();
  #server: Promise<PlacesServer> | undefined;

  /** Something that places depend on has changed: clones, settings, processes, the chosen revision. */
  readonly onDidChange = this.#changes.event;

  constructor(options: PlacesOptions) {
    this.#options = options;
    options.clones.onDidChange(() => {
      this.forget();
    });
  }

  async dispose(): Promise<void> {
    for (const { cancel } of this.#known.values()) cancel.cancel();
    await (await this.#server?.catch(() => undefined))?.stop();
  }

  /** The places in an advisory's description. Offsets are those of the description. */
  async of(advisory: Advisory): Promise<KnownPlaces> {
    const looked = this.#look(advisory);
    const found = await looked.places;
    return found.unanswered && this.#isToBeAskedAgain(advisory, looked) ? this.of(advisory) : found;
  }

  /** The places as far as they have been looked up already, without waiting. */
  known(advisory: Advisory): KnownPlaces | undefined {
    const looked = this.#known.get(keyOf(advisory));
    return looked?.text === (advisory.description ?? '') ? looked.found : undefined;
  }

  /** Where the places are on each supported branch; null without a clone or a place, or where nobody answered. */
  async branches(advisory: Advisory): Promise<BranchTable | null> {
    const looked = this.#look(advisory);
    looked.table ??= this.#carry(looked);
    const table = await looked.table;
    return table === null && this.#isToBeAskedAgain(advisory, looked) ? this.branches(advisory) : table;
  }

  /** The same as far as it is known: undefined while it is being found out. */
  knownBranches(advisory: Advisory): BranchTable | null | undefined {
    const looked = this.#known.get(keyOf(advisory));
    return looked?.text === (advisory.description ?? '') ? looked.foundTable : undefined;
  }

  /** Asks the language server; undefined when it was cancelled or could not answer. */
  async ask<M extends PlacesMethod>(
    method: M,
    params: PlacesRequests[M]['params'],
    token?: vscode.CancellationToken,
    onProgress?: (progress: Progress) => void,
  ): Promise<PlacesRequests[M]['result'] | undefined> {
    // One that has ended in the meantime is started anew, once: a report that ends it must not end it for ever.
    for (let attempt = 0; attempt < 2; attempt++) {
      const starting = (this.#server ??= this.#options.start());
      const server = await starting.catch(() => undefined);
      const answer = await server?.ask(method, params, token, onProgress);
      if (answer !== undefined || server?.ended === false || token?.isCancellationRequested) return answer;
      if (this.#server === starting) this.#server = undefined;
      void server?.stop();
    }
    return undefined;
  }

  /** Starts the language server if it is not there: a document is open that it is for. */
  begin(): void {
    this.#server ??= this.#options.start();
    const starting = this.#server;
    // One that has ended, or never began, is started anew by the next document.
    void starting.then(
      (server) => {
        if (server.ended && this.#server === starting) this.#server = undefined;
      },
      () => {
        if (this.#server === starting) this.#server = undefined;
      },
    );
  }

  /** What is known about a document, or about all of them, is another thing now. */
  contextChanged(uri?: string): void {
    void this.#server?.then(
      (server) => {
        server.contextChanged(uri);
      },
      () => undefined,
    );
  }

  /** The affected revision that the person chose for an advisory: a name, '' for "not known", undefined if never asked. */
  chosen(key: AdvisoryKey): string | undefined {
    return this.#options.memento.get<Record<string, string>>(CHOSEN, {})[key];
  }

  async choose(key: AdvisoryKey, revision: string): Promise<void> {
    await this.#options.memento.update(CHOSEN, {
      ...this.#options.memento.get<Record<string, string>>(CHOSEN, {}),
      [key]: revision,
    });
    const looked = this.#known.get(key);
    if (looked) looked.forgotten = true;
    this.#drop(key);
    this.#changes.fire();
  }

  /** Nobody is signed in any more: no report's text is held. */
  clear(): void {
    for (const key of [...this.#known.keys()]) this.#drop(key);
    this.#changes.fire();
  }

  /** The person signs out: what was chosen and fetched for advisories goes, too. */
  async signOut(): Promise<void> {
    this.clear();
    await this.#options.memento.update(CHOSEN, undefined);
    await this.#options.clones.removeFetched();
  }

  forget(): void {
    for (const [key, looked] of [...this.#known]) {
      looked.forgotten = true;
      this.#drop(key);
    }
    this.#options.clones.forget();
    void this.#server?.then(
      (server) => {
        server.forgetRefs();
      },
      () => undefined,
    );
    this.#changes.fire();
  }

  #drop(key: AdvisoryKey): void {
    this.#known.get(key)?.cancel.cancel();
    this.#known.delete(key);
  }

  #isToBeAskedAgain(advisory: Advisory, { forgotten, text }: Looked): boolean {
    const now = this.#known.get(keyOf(advisory));
    return forgotten === true && (now === undefined || now.text === text);
  }

  #look(advisory: Advisory): Looked {
    const key = keyOf(advisory);
    const text = advisory.description ?? '';
    const chosen = this.chosen(key);
    const known = this.#known.get(key);
    if (known?.text === text && known.chosen === chosen) return known;
    this.#drop(key);
    const cancel = new vscode.CancellationTokenSource();
    const looked: Looked = { text, chosen, places: this.#find(advisory, text, chosen, cancel.token), found: undefined, cancel };
    this.#known.set(key, looked);
    void looked.places.then((found) => {
      looked.found = found;
    });
    return looked;
  }

  async #find(
    advisory: Advisory,
    text: string,
    chosen: string | undefined,
    token: vscode.CancellationToken,
  ): Promise<KnownPlaces> {
    const hosts = webHosts(apiBase() ?? DEFAULT_API_BASE);
    const process = this.#options.book().for(advisory.repository);
    const repository = await this.#options.clones.of(advisory.repository, hosts);
    const nothing = { affected: [], places: [], repository, clone: undefined, unanswered: false };
    const { findPlaces } = await import('../../places/find/find.ts');
    if (!repository) {
      const places = findPlaces(text, process).filter(({ tentative }) => !tentative);
      return {
        ...nothing,
        places: places.map((found) => ({ found, said: null, resolution: { unresolved: { why: 'no-clone' } } })),
      };
    }
    const clone = {
      folder: repository.folder,
      gitPath: this.#options.clones.gitPath(),
      side: this.#options.clones.side(repository.folder),
      process,
    };
    const request = {
      ...clone,
      about: advisory.repository,
      hosts,
      text,
      vulnerabilities: advisory.vulnerabilities,
      chosen: chosen === '' ? undefined : chosen,
    };
    const found = await this.ask('places/lookUp', request, token);
    return found ? { ...found, repository, clone, unanswered: false } : { ...nothing, clone, unanswered: true };
  }

  async #carry(looked: Looked): Promise<BranchTable | null> {
    const { clone, places } = await looked.places;
    const resolved = places.flatMap(({ resolution }) => ('resolved' in resolution ? [resolution.resolved] : []));
    const distinct = [...new Map(resolved.map((place) => [spotOf(place), place])).values()].slice(0, MOST_CARRIED);
    const rows =
      clone && distinct.length > 0
        ? await this.ask('places/carry', { ...clone, places: distinct }, looked.cancel.token)
        : undefined;
    looked.foundTable = rows?.ok ? { places: distinct, rows: rows.value } : null;
    return looked.foundTable;
  }
}

/** What makes two places the same to look at. */
export function spotOf({ revision, path, line, endLine }: ResolvedPlace): string {
  return `${revision}:${path}:${line ?? ''}-${endLine ?? ''}`;
}
