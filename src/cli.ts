/** Side door: the same rooms without an editor. */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { runPlaces, type PlacesRequest } from './cli/places.ts';

const USAGE = `usage: cli.js places REPORT.md --repo DIR [--at REV] [--carry BRANCH,BRANCH…] [--since] [--repository OWNER/NAME] [--json | --sarif]

Finds every place in code that a report names, in a clone of the product.
  --repo DIR                the clone; it is only read
  --at REV                  the affected revision: a tag, a branch or a commit id; else the report tells
  --carry BRANCH,BRANCH…    where each place is on these branches, tags or commits
  --since                   the first release that has all places
  --repository OWNER/NAME   whose advisory it is; else the clone's remote tells
  --json, --sarif           for programs; else a table
`;

/** Ends with 2 and one line on standard error when what it was given cannot be used. */
function refuse(problem: string): never {
  process.stderr.write(`${problem.replace(/\s+/g, ' ')}\n`);
  process.exit(2);
}

function request(args: readonly string[]): PlacesRequest {
  const options = {
    repo: { type: 'string' },
    at: { type: 'string' },
    carry: { type: 'string' },
    since: { type: 'boolean' },
    repository: { type: 'string' },
    json: { type: 'boolean' },
    sarif: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  const { values, positionals } = parse();
  const [command, report, ...more] = positionals;
  if (values.help === true) {
    process.stdout.write(USAGE);
    process.exit(0);
  }
  if (command !== 'places' || report === undefined || more.length > 0)
    refuse('Say: places REPORT.md --repo DIR. More by --help.');
  if (values.repo === undefined) refuse('Say which clone to look in: --repo DIR.');
  return {
    report,
    folder: values.repo,
    at: values.at,
    branches: (values.carry ?? '').split(',').filter((name) => name !== ''),
    since: values.since === true,
    repository: values.repository,
    form: values.json === true ? 'json' : values.sarif === true ? 'sarif' : 'table',
  };
  function parse() {
    try {
      return parseArgs({ args: [...args], options, allowPositionals: true });
    } catch (error) {
      return refuse(error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'The arguments cannot be read.');
    }
  }
}

const outcome = await runPlaces(request(process.argv.slice(2)), { readFile: (path) => readFile(path) });
if (!outcome.ok) refuse(outcome.failure.words);
// All of it before the process ends, however slowly a pipe is read.
process.stdout.write(outcome.value, () => process.exit(0));
