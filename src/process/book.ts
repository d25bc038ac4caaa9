import type { RepositoryName } from '../advisory/model.ts';
import { fail, ok, type Result } from '../common/result.ts';
import github from './github.json' with { type: 'json' };
import type { Process } from './process.ts';
import psrt from './psrt.json' with { type: 'json' };
import type { ProcessFailure } from './read.ts';

/** The processes that are built in, by name. They are checked against the schema by the tests. */
export const builtIn: Readonly<Record<string, Process>> = { psrt: psrt as Process, github: github as Process };

/** Which process a repository follows when no pattern of the setting fits. */
export const plainProcess: Process = github as Process;

/** What is wrong with one entry of the setting `advisoryTriage.process`. */
export interface BookProblem {
  readonly pattern: string;
  readonly value: string;
  readonly findings: readonly string[];
}

/** Reads a process file that the user named; a port, because rooms below ui/ get the file system as a parameter. */
export type LoadProcess = (path: string) => Promise<Result<Process, ProcessFailure>>;

/** Says for each repository which process it follows. */
export class ProcessBook {
  readonly #entries: readonly { readonly pattern: string; readonly process: Process }[];
  readonly problems: readonly BookProblem[];

  constructor(
    entries: readonly { readonly pattern: string; readonly process: Process }[],
    problems: readonly BookProblem[] = [],
  ) {
    this.#entries = entries;
    this.problems = problems;
  }

  /** The process of the first pattern that fits the repository, else GitHub's own way. */
  for(repository: RepositoryName): Process {
    return this.#entries.find((entry) => matches(entry.pattern, repository))?.process ?? plainProcess;
  }
}

/**
 * Makes a book from the setting: repository pattern (`owner/name`, `*` for any run of characters but `/`) to the name of
 * a built-in process or the absolute path of a process file. An entry that cannot be used becomes a problem.
 */
export async function openBook(setting: Readonly<Record<string, string>>, load: LoadProcess): Promise<ProcessBook> {
  const entries: { pattern: string; process: Process }[] = [];
  const problems: BookProblem[] = [];
  for (const [pattern, value] of Object.entries(setting)) {
    const named = Object.hasOwn(builtIn, value) ? builtIn[value] : undefined;
    const outcome = named
      ? ok(named)
      : isAbsolute(value)
        ? await load(value)
        : fail<ProcessFailure>({
            kind: 'bad-process',
            findings: [`it is neither a built-in process (${Object.keys(builtIn).join(', ')}) nor an absolute path`],
          });
    if (outcome.ok) entries.push({ pattern, process: outcome.value });
    else problems.push({ pattern, value, findings: outcome.failure.findings });
  }
  return new ProcessBook(entries, problems);
}

function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path) || path.startsWith('\\\\');
}

/** Glob with `*` only; linear, because the pattern is cut at its stars and matched from left to right. */
function matches(pattern: string, repository: string): boolean {
  const [owner, name] = repository.toLowerCase().split('/');
  const [ownerPattern, namePattern, ...more] = pattern.toLowerCase().split('/');
  if (namePattern === undefined || more.length > 0) return pattern === '*';
  return fits(ownerPattern ?? '', owner ?? '') && fits(namePattern, name ?? '');
}

function fits(pattern: string, text: string): boolean {
  const parts = pattern.split('*');
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (parts.length === 1) return pattern === text;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  let at = first.length;
  const end = text.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
