import type { Advisory, RepositoryName } from '../advisory/model.ts';
import type { LanguageContext } from '../language/context.ts';
import { PlacesService } from '../places/service.ts';
import type { Process } from '../process/process.ts';
import { remoteOf, unreadableWords } from './clone.ts';

const MOST_FUNCTIONS = 100;

/** What a clone tells about advisories. It is only read; `dispose` lets go of it. */
export class CloneFacts {
  readonly #folder: string;
  readonly #service: PlacesService;

  /** @param now milliseconds since the epoch */
  constructor(folder: string, now: () => number) {
    this.#folder = folder;
    this.#service = new PlacesService(now);
  }

  dispose(): void {
    this.#service.dispose();
  }

  /** Why it cannot be read, in one line. */
  async refusal(): Promise<string | undefined> {
    const refs = await this.#service.repository({ folder: this.#folder }).refs();
    return refs.ok ? undefined : unreadableWords(this.#folder, refs.failure);
  }

  /** The repository that it is a clone of, as its remotes tell. */
  async repository(): Promise<RepositoryName | undefined> {
    return (await remoteOf(this.#service.repository({ folder: this.#folder })))?.repository;
  }

  /** Releases that its tags name, and functions of an advisory that are not there. */
  async of(
    { vulnerabilities }: Pick<Advisory, 'vulnerabilities'>,
    about: RepositoryName,
    process: Process,
  ): Promise<Pick<LanguageContext, 'releases' | 'absentFunctions'>> {
    const functions = [...new Set(vulnerabilities.flatMap((item) => item.functions))].slice(0, MOST_FUNCTIONS);
    const request = { folder: this.#folder, about, hosts: ['github.com'], process, vulnerabilities };
    const { releases, missing } = await this.#service.fieldFacts(request, functions);
    return { releases, absentFunctions: missing };
  }
}
