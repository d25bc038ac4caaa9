import { Worker } from 'node:worker_threads';
import type { PreviewPlace } from '../../advisory/preview/places.ts';

/** What the worker is given, and what it answers. */
export interface RenderTask {
  readonly markdown: string;
  readonly places: readonly PreviewPlace[];
}

/** A report that takes longer than this is no report that a person wrote. */
const MOST_MS = 2000;
/** Far more than two seconds can fill: the time must end it first, because V8 may end the process with the thread. */
const MOST_MB = 2048;
const MOST_HTML = 4 * 1024 * 1024;

/**
 * Renders a report in a thread of its own with a time limit: Markdown can be written so that any reader of it takes
 * minutes, and the extension host has others to serve. What takes too long is shown as plain text.
 */
export class Renderer {
  readonly #script: string;
  readonly #mostMs: number;

  /** @param script the bundled worker */
  constructor(script: string, mostMs = MOST_MS) {
    this.#script = script;
    this.#mostMs = mostMs;
  }

  async render(markdown: string, places: readonly PreviewPlace[]): Promise<string> {
    const html = await this.#inThread({ markdown, places });
    if (html !== undefined) return html;
    const { renderPlain } = await import('../../advisory/preview/places.ts');
    return renderPlain(markdown, places);
  }

  #inThread(task: RenderTask): Promise<string | undefined> {
    return new Promise((resolve) => {
      const worker = new Worker(this.#script, { workerData: task, env: {}, resourceLimits: { maxOldGenerationSizeMb: MOST_MB } });
      const end = (html: string | undefined) => {
        clearTimeout(limit);
        void worker.terminate();
        resolve(html !== undefined && html.length <= MOST_HTML ? html : undefined);
      };
      const limit = setTimeout(() => {
        end(undefined);
      }, this.#mostMs);
      worker.once('message', (html: unknown) => {
        end(typeof html === 'string' ? html : undefined);
      });
      worker.once('error', () => {
        end(undefined);
      });
      worker.once('exit', () => {
        end(undefined);
      });
    });
  }
}
