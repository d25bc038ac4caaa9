/** The practice world for a demonstration: a sandbox GitHub, its repositories, and a clone to work in. */
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import cvss from 'ae-cvss-calculator';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gitEnvironment, makePracticeRepository, otherRepositories } from '../../test/sandbox/practice/repository.ts';
import { practiceWorld } from '../../test/sandbox/practice/world.ts';
import psrt from '../../src/process/psrt.json' with { type: 'json' };
import { startSandbox, type Sandbox } from '../../test/sandbox/sandbox.ts';
import type { Person, World } from '../../test/sandbox/world.ts';
import type { Settings } from './settings.ts';

export interface Practice {
  readonly world: World;
  readonly sandbox: Sandbox;
}

/** Makes the repositories below `folder` and starts the sandbox on them. */
export async function startPractice(folder: string): Promise<Practice> {
  const names = ['cpython', ...otherRepositories] as const;
  const sources = new Map<string, string>(names.map((name) => [name, join(folder, 'sources', name)]));
  await Promise.all(
    names.map((repository) => makePracticeRepository(join(folder, 'sources', repository), { repository, bare: true })),
  );
  const gitSource = (repository: string): string | undefined => sources.get(repository.split('/').at(-1) ?? '');
  const world = practiceWorld(Date.now(), { gitSource });
  const sandbox = await startSandbox({
    world,
    gitRoot: join(folder, 'github'),
    scoreOf,
    bot: { cveRepositories: [`${world.organisation.login}/cpython`] },
  });
  return { world, sandbox };
}

/** The part of the calculator that is used; its own types are not resolved from an ES module. */
interface Calculator {
  fromVector(vector: string): { calculateScores(): { readonly overall?: number } } | null;
}

/** GitHub scores a vector by itself; undefined versions and broken vectors have no score. */
function scoreOf(vector: string): number | null {
  const score = (cvss as Calculator).fromVector(vector)?.calculateScores().overall;
  return typeof score === 'number' ? score : null;
}

/** Clones the practice CPython as a person would, into `folder`. */
export async function clonePractice(practice: Practice, folder: string): Promise<void> {
  const { login } = practice.world.organisation;
  await promisify(execFile)('git', ['clone', '--quiet', '--', practice.sandbox.gitUrl(login, 'cpython'), folder], {
    env: { ...gitEnvironment(), GIT_TERMINAL_PROMPT: '0' },
  });
}

/**
 * Settings by which git in a window signs in at the sandbox: as its administrator, to whom every private fork is open. They
 * come beside the person's own, in whose place git looks for them.
 * @param folder gets them
 * @returns what the window's environment needs, and who it is
 */
export async function gitSignsIn(
  { world, sandbox }: Practice,
  folder: string,
): Promise<{ readonly env: Readonly<Record<string, string>>; readonly login: string }> {
  const admins = world.repositories.flatMap((repository) => repository.admins);
  const person = world.people.find(({ login }) => admins.includes(login));
  const own = join(process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'git', 'config');
  const answer = `printf 'username=x-access-token\\\\npassword=${person?.token ?? ''}\\\\n'`;
  await mkdir(join(folder, 'git'), { recursive: true });
  await writeFile(
    join(folder, 'git', 'config'),
    [
      `[include]\n\tpath = ${JSON.stringify(own)}`,
      `[credential ${JSON.stringify(sandbox.url)}]\n\thelper =`,
      `\thelper = "!f() { test \\"$1\\" = get && ${answer}; }; f"`,
      '',
    ].join('\n'),
    { mode: 0o600 },
  );
  return { env: { XDG_CONFIG_HOME: folder }, login: person?.login ?? '' };
}

/**
 * The team's process with the practice CPython among its products, so that records and NEWS entries can be made of it.
 * @returns the setting that says so
 */
export async function practiceProcess({ organisation }: World, folder: string): Promise<Readonly<Record<string, string>>> {
  const [cpython, ...others] = psrt.products;
  const products = [{ ...cpython, repository: `${organisation.login}/cpython` }, ...others];
  const file = join(folder, 'practice-process.json');
  await writeFile(file, JSON.stringify({ ...psrt, products }));
  return { [`${organisation.login}/*`]: file };
}

/** The settings of a window on the practice world; with `repo`, a person's own clone stands for the product's. */
export function practiceSettings(world: World, apiBase: string, repo: string | undefined): Settings {
  const { login } = world.organisation;
  return {
    'advisoryTriage.apiBase': apiBase,
    // Nothing that is tried here leaves the machine.
    'advisoryTriage.releaseCalendar': false,
    'advisoryTriage.repositories': world.repositories.map((one) => `${one.owner}/${one.name}`),
    'advisoryTriage.process': { [`${login}/*`]: 'psrt' },
    ...(repo === undefined
      ? {}
      : {
          'advisoryTriage.clones': { [`${login}/cpython`]: repo },
          // The built-in git support notes things in a clone's config; a person's own clone is only looked at.
          'git.enabled': false,
          'files.autoSave': 'off',
        }),
  };
}

/** Who can sign in, as lines of a table. */
export function peopleLines(world: World): string[] {
  const rows = world.people.map((person) => [person.login, roleOf(world, person), tokenOf(person)]);
  const width = (column: number): number => Math.max(...rows.map((row) => (row[column] ?? '').length));
  return rows.map(([login = '', role = '', token = '']) => `  ${login.padEnd(width(0))}  ${role.padEnd(width(1))}  ${token}`);
}

function roleOf(world: World, person: Person): string {
  const teams = world.organisation.teams.filter((team) => team.members.includes(person.login)).map((team) => team.name);
  const admin = world.repositories.some((repository) => repository.admins.includes(person.login));
  const roles = [...(admin ? ['administrator'] : []), ...teams.map((team) => `member of ${team}`)];
  return roles.length > 0 ? roles.join(', ') : 'reporter or guest';
}

function tokenOf(person: Person): string {
  return person.tokenState === 'good' ? person.token : `${person.token} (${person.tokenState})`;
}
