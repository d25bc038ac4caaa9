import { readFile } from 'node:fs/promises';
import { fail } from '../common/result.ts';
import { openBook, ProcessBook } from '../process/book.ts';
import { processSetting } from './settings.ts';

/** The processes in use, read from the setting when a view is first looked at and whenever the setting changes. */
export class Processes {
  readonly #log: (line: string) => void;
  #book = new ProcessBook([]);

  constructor(log: (line: string) => void) {
    this.#log = log;
  }

  get book(): ProcessBook {
    return this.#book;
  }

  async load(): Promise<void> {
    this.#book = await openBook(processSetting(), async (path) => {
      let text: string;
      try {
        text = await readFile(path, 'utf8');
      } catch {
        return fail({ kind: 'bad-process', findings: ['the file cannot be read'] });
      }
      // The checker is loaded only for a file of the user's: the built-in ones are checked when the extension is built.
      const { readProcess } = await import('../process/read.ts');
      return readProcess(text);
    });
    for (const { pattern, findings } of this.#book.problems) {
      this.#log(`process for ${pattern} cannot be used: ${findings.slice(0, 10).join('; ')}`);
    }
  }
}
