/** Side door: the same rooms without an editor. */
import { readFile } from 'node:fs/promises';
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import type { RecordKind } from './records/source.ts';

const USAGE = `usage: cli.js places REPORT.md --repo DIR [--at REV] [--carry BRANCH,BRANCH…] [--since] [--repository OWNER/NAME] [--json | --sarif]
       cli.js check FILE... [--json] [--process NAME] [--repo DIR]
       cli.js export FILE --as cve|osv|csaf|mail|issue|news|ghsa [--process NAME]
       cli.js embargo start --repo DIR --advisory ID --fork URL --branches NAME,NAME… --into DIR [--document FILE] [--resume] [--json]
       cli.js embargo status DIR [--mend] [--resume] [--json]
       cli.js embargo backport DIR --from NAME --to NAME,NAME… [--dry-run] [--json]
       cli.js embargo push DIR [--branches NAME,NAME…] [--json]
       cli.js embargo update DIR [--json]
       cli.js embargo handover DIR --branch NAME --issue N --repo DIR [--pr N --commit SHA] [--dry-run] [--json]
       cli.js embargo remove DIR [--force] [--json]

places finds every place in code that a report names, in a clone of the product.
  --repo DIR                the clone; it is only read
  --at REV                  the affected revision: a tag, a branch or a commit id; else the report tells
  --carry BRANCH,BRANCH…    where each place is on these branches, tags or commits
  --since                   the first release that has all places
  --repository OWNER/NAME   whose advisory it is; else the clone's remote tells
  --json, --sarif           for programs; else a table

check finds fault with advisories: documents with front matter, or GitHub's own JSON. It ends with 1 where there is an error.
  --json                    for programs: file, code, severity, message and range of each finding
  --process NAME            the team's process: a built-in one, or the path of a process file; else the repository tells
  --repo DIR                a clone of the product, for releases and functions; it is only read

export writes a record from one advisory to standard output, or says what is missing for it.
  --as KIND                 cve, osv, csaf, mail, issue, news, or ghsa

embargo makes a workspace in which a fix is made on every branch and from which only the private fork can be pushed to. It
ends with 1 where something was refused, and says why.
  --repo DIR                your clone; it is only read, but for the public branch that handover makes
  --upstream URL            the public remote, where there is no clone or it has none
  --fork URL                the advisory's private fork, without a password
  --into DIR                the folder for all workspaces; this one's is named by the advisory's id
  --resume                  goes on with what was interrupted
  --mend                    sets the guard again
  --dry-run                 only tries, and touches no worktree
  --accept N:DIGEST,…       marked lines (or author:DIGEST) that were read, as --dry-run names them
  --ordinary NAME,NAME…     names and logins that are ordinary words, too
  --anyway                  makes a branch although the team's bot makes it
  --message, --news FILE    texts of your own for the public
  --force                   removes what is in no commit and in no fork, too
`;

/** Ends with 2 and one line on standard error when what it was given cannot be used. */
function refuse(problem: string): never {
  process.stderr.write(`${problem.replace(/\s+/g, ' ')}\n`);
  process.exit(2);
}

function tell(text: string): void {
  process.stderr.write(text);
}

const files = { readFile: (path: string) => readFile(path) };
const [command, ...rest] = process.argv.slice(2);
const KINDS: readonly string[] = ['cve', 'osv', 'csaf', 'mail', 'issue', 'news', 'ghsa'] satisfies RecordKind[];

switch (command) {
  case 'places':
    await places();
    break;
  case 'check':
    await check();
    break;
  case 'export':
    await exportRecord();
    break;
  case 'embargo':
    await (await import('./cli/embargo-command.ts')).embargoCommand(rest, { files, refuse, tell, print, usage: USAGE });
    break;
  default:
    if (command === '--help' || command === '-h') await print(USAGE, 0);
    else refuse('Say: places REPORT.md --repo DIR, check FILE..., export FILE --as KIND, or embargo. More by --help.');
}

async function places(): Promise<void> {
  const { values, positionals } = await read({
    repo: { type: 'string' },
    at: { type: 'string' },
    carry: { type: 'string' },
    since: { type: 'boolean' },
    repository: { type: 'string' },
    json: { type: 'boolean' },
    sarif: { type: 'boolean' },
  });
  const [report, ...more] = positionals;
  if (report === undefined || more.length > 0) refuse('Say: places REPORT.md --repo DIR. More by --help.');
  if (values.repo === undefined) refuse('Say which clone to look in: --repo DIR.');
  const { runPlaces } = await import('./cli/places.ts');
  const request = {
    report,
    folder: values.repo,
    at: values.at,
    branches: (values.carry ?? '').split(',').filter((name) => name !== ''),
    since: values.since === true,
    repository: values.repository,
    form: values.json === true ? 'json' : values.sarif === true ? 'sarif' : 'table',
  } as const;
  const outcome = await runPlaces(request, files);
  if (!outcome.ok) refuse(outcome.failure.words);
  await print(outcome.value, 0);
}

async function check(): Promise<void> {
  const { values, positionals } = await read({
    json: { type: 'boolean' },
    process: { type: 'string' },
    repo: { type: 'string' },
  });
  if (positionals.length === 0) refuse('Say which advisories to check: check FILE... More by --help.');
  const { runCheck } = await import('./cli/check.ts');
  const outcome = await runCheck({ files: positionals, json: values.json === true, ...present(values) }, files, Date.now);
  if (!outcome.ok) refuse(outcome.failure.words);
  await print(outcome.value.text, outcome.value.errors > 0 ? 1 : 0);
}

async function exportRecord(): Promise<void> {
  const { values, positionals } = await read({ as: { type: 'string' }, process: { type: 'string' } });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) refuse('Say: export FILE --as KIND. More by --help.');
  const kind = KINDS.find((one): one is RecordKind => one === values.as);
  if (kind === undefined) refuse(`Say what to make of it: --as ${KINDS.join('|')}.`);
  const { exportRecord: write } = await import('./cli/export.ts');
  const outcome = await write({ file, as: kind, ...present(values) }, files, Date.now);
  if (!outcome.ok) refuse(outcome.failure.words);
  // What was left out or taken out is for the person, and no part of the record.
  for (const { words } of outcome.value.missing) process.stderr.write(`Note: ${words}.\n`);
  await print(outcome.value.text, 0);
}

function present({ process: named, repo }: { readonly process?: string | undefined; readonly repo?: string | undefined }) {
  return { ...(named === undefined ? {} : { process: named }), ...(repo === undefined ? {} : { repo }) };
}

/** The options and names behind a command. */
async function read<O extends ParseArgsOptionsConfig>(options: O) {
  const parsed = parse(options);
  if ((parsed.values as { readonly help?: boolean }).help === true) await print(USAGE, 0);
  return parsed;
}

function parse<O extends ParseArgsOptionsConfig>(options: O) {
  try {
    return parseArgs({ args: rest, options: { ...options, help: { type: 'boolean', short: 'h' } }, allowPositionals: true });
  } catch (error) {
    return refuse(error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'The arguments cannot be read.');
  }
}

/** All of it before the process ends, however slowly a pipe is read. */
function print(text: string, code: number): Promise<never> {
  return new Promise(() => {
    process.stdout.write(text, () => process.exit(code));
  });
}
