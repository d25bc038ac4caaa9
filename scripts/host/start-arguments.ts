/** The command line of `npm start`. */
import { parseArgs } from 'node:util';

export interface StartOptions {
  /** Open a browser by itself. */
  readonly open: boolean;
  /** Port of the window in the server host; a free one when absent. */
  readonly port: number | undefined;
  /** A real clone of the product, to be looked at instead of the practice repository. */
  readonly repo: string | undefined;
  /** The desktop where there is one, when absent. */
  readonly host: 'server' | 'desktop' | undefined;
  readonly help: boolean;
}

export const usage = `npm start -- [--no-open] [--port N] [--repo DIR] [--host server|desktop]
  --no-open   do not open a browser, only print the address
  --port N    port of the window (server host)
  --repo DIR  open a clone of your own instead of the practice repository; nothing in it is changed
  --host H    server: in a browser; desktop: in VS Code (when not given: desktop where there is one)`;

/** What can be said in one line and is the caller's to put right: exit code 2. */
export class UsageError extends Error {}

/** Reads the arguments; throws a UsageError with one line. */
export function parseStart(args: readonly string[]): StartOptions {
  const values = read(args);
  const { host } = values;
  if (host !== undefined && host !== 'server' && host !== 'desktop') {
    throw new UsageError(`--host is server or desktop, not "${host}".`);
  }
  if (values.repo === '') throw new UsageError('--repo needs a folder.');
  return { open: values['no-open'] !== true, port: portOf(values.port), repo: values.repo, host, help: values.help === true };
}

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      strict: true,
      allowPositionals: false,
      options: {
        'no-open': { type: 'boolean' },
        port: { type: 'string' },
        repo: { type: 'string' },
        host: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    const [line = ''] = error instanceof Error ? error.message.split(/\.? To specify|\n/) : [String(error)];
    throw new UsageError(`${line.replace(/\.$/, '')}. See npm start -- --help`);
  }
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) throw new UsageError(`--port is a number from 1 to 65535, not "${text}".`);
  return port;
}
