import * as vscode from 'vscode';
import { keyOf, type Advisory, type AdvisoryKey } from '../../advisory/model.ts';
import type { Repository } from '../../git/repository.ts';
import { placesOf, type ReportPlaces } from '../../places/report.ts';
import type { ProcessBook } from '../../process/book.ts';
import { apiBase, DEFAULT_API_BASE, webHosts } from '../settings.ts';
import type { Clones } from './clones.ts';

export interface KnownPlaces extends ReportPlaces {
  readonly repository: Repository | undefined;
}

/** A report that is being looked through, or has been. */
interface Looked {
  readonly text: string;
  readonly places: Promise<KnownPlaces>;
  found: KnownPlaces | undefined;
}

/** The places of reports, found once for a report and a state of the clones. */
export class Places {
  readonly #clones: Clones;
  readonly #book: () => ProcessBook;
  readonly #known = new Map<AdvisoryKey, Looked>();
  readonly #changes = new vscode.EventEmitter<void>();

  /** Something that places depend on has changed: clones, settings, processes. */
  readonly onDidChange = this.#changes.event;

  constructor(clones: Clones, book: () => ProcessBook) {
    this.#clones = clones;
    this.#book = book;
    clones.onDidChange(() => {
      this.forget();
    });
  }

  /** The places in an advisory's description. Offsets are those of the description. */
  of(advisory: Advisory): Promise<KnownPlaces> {
    const key = keyOf(advisory);
    const text = advisory.description ?? '';
    const known = this.#known.get(key);
    if (known?.text === text) return known.places;
    const looked: Looked = { text, places: this.#find(advisory, text), found: undefined };
    this.#known.set(key, looked);
    void looked.places.then((found) => {
      looked.found = found;
    });
    return looked.places;
  }

  /** The places as far as they have been looked up already, without waiting. */
  known(advisory: Advisory): KnownPlaces | undefined {
    const looked = this.#known.get(keyOf(advisory));
    return looked?.text === (advisory.description ?? '') ? looked.found : undefined;
  }

  /** Nobody is signed in any more: no report's text is held. */
  clear(): void {
    this.#known.clear();
  }

  forget(): void {
    this.#known.clear();
    this.#clones.forget();
    this.#changes.fire();
  }

  async #find(advisory: Advisory, text: string): Promise<KnownPlaces> {
    const hosts = webHosts(apiBase() ?? DEFAULT_API_BASE);
    const repository = await this.#clones.of(advisory.repository, hosts);
    const found = await placesOf(advisory, text, repository, this.#book().for(advisory.repository), hosts);
    return { ...found, repository };
  }
}
