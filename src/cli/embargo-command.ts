import { resolve } from 'node:path';
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { embargoBackport, embargoPush, embargoRemove, embargoStart, embargoStatus, embargoUpdate, type Said } from './embargo.ts';
import { embargoHandover } from './handover.ts';
import type { Files } from './text-file.ts';

/** How the command line ends and what it reads; given by the door. */
export interface Door {
  readonly files: Files;
  /** Ends with 2. */
  readonly refuse: (problem: string) => never;
  /** Says why something was refused, beside what is printed. */
  readonly tell: (text: string) => void;
  /** Prints and ends. */
  readonly print: (text: string, code: number) => Promise<never>;
  readonly usage: string;
}

const OPTIONS = {
  advisory: { type: 'string' },
  fork: { type: 'string' },
  branches: { type: 'string' },
  into: { type: 'string' },
  repo: { type: 'string' },
  upstream: { type: 'string' },
  process: { type: 'string' },
  repository: { type: 'string' },
  document: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  branch: { type: 'string' },
  issue: { type: 'string' },
  pr: { type: 'string' },
  commit: { type: 'string' },
  message: { type: 'string' },
  news: { type: 'string' },
  accept: { type: 'string' },
  ordinary: { type: 'string' },
  anyway: { type: 'boolean' },
  resume: { type: 'boolean' },
  mend: { type: 'boolean' },
  force: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies ParseArgsOptionsConfig;

/** The options that each command takes; another one is a mistake that must not pass unseen. */
const TAKES: Readonly<Record<string, readonly (keyof typeof OPTIONS)[]>> = {
  start: ['advisory', 'fork', 'branches', 'into', 'repo', 'upstream', 'process', 'repository', 'document', 'resume', 'json'],
  status: ['resume', 'mend', 'json'],
  backport: ['from', 'to', 'dry-run', 'json'],
  push: ['branches', 'json'],
  update: ['json'],
  handover: [
    ...(['branch', 'issue', 'repo', 'pr', 'commit', 'message', 'news', 'accept', 'ordinary', 'anyway', 'process'] as const),
    ...(['document', 'dry-run', 'json'] as const),
  ],
  remove: ['force', 'json'],
};

export type EmbargoArguments = ReturnType<typeof parseAll>['values'];

function parseAll(args: readonly string[]) {
  return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
}

/** `embargo WHAT …`: reads what was given, does it, and says what came of it. */
export async function embargoCommand(args: readonly string[], door: Door): Promise<void> {
  const [what = '', ...rest] = args;
  if (what === '--help' || what === '-h') await door.print(door.usage, 0);
  const takes = Object.hasOwn(TAKES, what) ? TAKES[what] : undefined;
  if (!takes) door.refuse(`Say: embargo ${Object.keys(TAKES).join('|')}. More by --help.`);
  const { values, positionals } = read(rest, door);
  if (values.help === true) await door.print(door.usage, 0);
  const foreign = Object.keys(values).find((name) => name !== 'help' && !takes.some((taken) => taken === name));
  if (foreign !== undefined) door.refuse(`embargo ${what} takes no --${foreign}. More by --help.`);
  const leaving = new AbortController();
  process.once('SIGINT', () => {
    leaving.abort();
  });
  const said = await run(what, values, positionals, door, leaving.signal);
  const text = values.json === true ? `${JSON.stringify(said.json)}\n` : `${said.lines.join('\n')}\n`;
  if (said.refused === true && values.json !== true) door.tell(text);
  await door.print(said.refused === true && values.json !== true ? '' : text, said.refused === true ? 1 : 0);
}

function read(args: readonly string[], door: Door) {
  try {
    return parseAll(args);
  } catch (error) {
    return door.refuse(error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'The arguments cannot be read.');
  }
}

async function run(
  what: string,
  values: EmbargoArguments,
  positionals: readonly string[],
  door: Door,
  signal: AbortSignal,
): Promise<Said> {
  const options = { signal };
  if (what === 'start') {
    if (positionals.length > 0) door.refuse('embargo start takes options only. More by --help.');
    const { advisory, fork, branches, into, ...more } = values;
    if (advisory === undefined || fork === undefined || branches === undefined || into === undefined)
      door.refuse('Say: embargo start --repo DIR --advisory ID --fork URL --branches NAME,NAME… --into DIR.');
    return embargoStart({ advisory, fork, branches: names(branches), into, ...more }, door.files, options);
  }
  const [folder, ...others] = positionals;
  if (folder === undefined || others.length > 0) door.refuse(`Say which workspace: embargo ${what} DIR.`);
  switch (what) {
    case 'status':
      return embargoStatus(folder, values, options);
    case 'backport':
      if (values.from === undefined || values.to === undefined)
        return door.refuse('Say from which branch to which: --from NAME --to NAME,NAME…');
      return embargoBackport(folder, values.from, names(values.to), values['dry-run'] === true, options);
    case 'push':
      return embargoPush(folder, names(values.branches ?? ''), options);
    case 'update':
      return embargoUpdate(folder, options);
    case 'handover':
      return handover(folder, values, door, options);
    case 'remove':
      return embargoRemove(folder, values.force === true, options);
    default:
      return door.refuse(`Say: embargo ${Object.keys(TAKES).join('|')}.`);
  }
}

function handover(
  folder: string,
  values: EmbargoArguments,
  door: Door,
  options: { readonly signal: AbortSignal },
): Promise<Said> {
  const { branch, issue, repo, pr, accept, ordinary, anyway, ...more } = values;
  if (branch === undefined || issue === undefined || repo === undefined)
    return door.refuse('Say: embargo handover DIR --branch NAME --issue N --repo DIR.');
  return embargoHandover(
    resolve(folder),
    {
      ...more,
      branch,
      issue: number(issue, 'issue', door),
      repo: resolve(repo),
      ...(pr === undefined ? {} : { pr: number(pr, 'pr', door) }),
      accepted: names(accept ?? ''),
      ordinary: names(ordinary ?? ''),
      anyway: anyway === true,
      dryRun: values['dry-run'] === true,
    },
    door.files,
    options,
  );
}

function number(text: string, option: string, door: Door): number {
  const found = Number(text.replace(/^#/, ''));
  return Number.isInteger(found) && found > 0 ? found : door.refuse(`--${option} takes a number.`);
}

function names(list: string): readonly string[] {
  return list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
