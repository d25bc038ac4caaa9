/** Ending a program that has started others: once, in the right order, also when it is told to in the middle of starting. */
import { ancestorWatch } from './ancestors.ts';
import { endChildren } from './process-tree.ts';

type Closer = () => Promise<void> | void;

/** Says that somebody ended the program while it was starting. */
export class EndedError extends Error {}

export class Ending {
  readonly #closers: { readonly name: string; readonly close: Closer }[] = [];
  #running: Promise<void> | undefined;

  /** Registers what ends something. The last registered is ended first. */
  add(name: string, close: Closer): void {
    if (this.#running === undefined) this.#closers.push({ name, close });
    // The end came while this was being started.
    else this.#running = this.#running.then(close).catch(report(name));
  }

  /** Whether the end has begun. */
  get begun(): boolean {
    return this.#running !== undefined;
  }

  /** Throws when the end has begun: nothing new may be started then. */
  check(): void {
    if (this.begun) throw new EndedError('Ended while starting.');
  }

  /** Ends everything; a second call waits for the first. */
  run(): Promise<void> {
    return (this.#running ??= this.#runAll());
  }

  async #runAll(): Promise<void> {
    // What is in the middle of starting (a build, an installation, a clone) goes first, so that it leaves no folder behind.
    await endChildren().catch(report('a child'));
    for (const { name, close } of this.#closers.toReversed()) {
      await Promise.resolve().then(close).catch(report(name));
    }
  }
}

function report(name: string): (error: unknown) => void {
  return (error) => void process.stderr.write(`Ending ${name}: ${error instanceof Error ? error.message : String(error)}\n`);
}

/** Calls `end` on Ctrl-C, SIGTERM, SIGHUP and the death of the parent; a second Ctrl-C leaves at once. */
export function onEnd(end: (why: string) => void): void {
  let askedAt = 0;
  const ask = (why: string): void => {
    if (askedAt !== 0) return;
    askedAt = Date.now();
    end(why);
  };
  process.on('SIGINT', () => {
    // npm may hand on the Ctrl-C that the terminal has sent here already: that is no second one.
    if (askedAt !== 0 && Date.now() - askedAt > 500) process.exit(130); // The reapers end what is left.
    ask('SIGINT');
  });
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ask(signal));
  const attended = ancestorWatch();
  setInterval(() => {
    if (!attended()) ask('the parent has ended');
  }, 500).unref();
}
