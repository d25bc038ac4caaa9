/**
 * Places on real input: how many are found in real reports, in tracebacks and names whose truth a real Python tells, how
 * well they are carried, and how long it takes compared with git's own search and comparison.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PlacesService } from '../../src/places/service.ts';
import { builtIn, plainProcess } from '../../src/process/book.ts';
import { measureCarry, type CarryFigures } from './carry-measure.ts';
import { compare, type Comparison } from './figures.ts';
import { TWENTY } from './reading.ts';
import { measureSymbols } from './symbols-measure.ts';
import { measureTracebacks } from './tracebacks-measure.ts';

const run = promisify(execFile);
const LARGE = { maxBuffer: 1024 * 1024 * 1024 };

export interface PlacesInput {
  /** The command line's bundle. */
  readonly cli: string;
  /** A clone of real CPython trees with the tags v3.11.2 and v3.13.5; undefined where there is none. */
  readonly clone: string | undefined;
  /** Real reports with a careful reader's answers, and the program that scores against them. */
  readonly corpus: { readonly reports: string; readonly score: string } | undefined;
  /** A Python whose version the clone has a tag of. */
  readonly python: string | undefined;
}

export interface PlacesFigures {
  readonly reports: Record<string, unknown> | null;
  readonly tracebacks: { readonly frames: number; readonly right: number; readonly share: number } | null;
  readonly names: { readonly names: number; readonly rightLine: number; readonly share: number } | null;
  readonly carry: CarryFigures | null;
  /** 20 places, start of the process included, against one `git grep -n NAME REV`. */
  readonly cold: Comparison | null;
  /** The same inside one process for the second time. */
  readonly warm: Comparison | null;
  /** Carrying those 20 to 4 branches, against one `git diff --stat` between two of them. */
  readonly carrying: Comparison | null;
}

const BRANCHES = ['3.9', '3.11', '3.13', 'main'];

/** Measures what the machine has the input for; the rest is null. */
export async function placesFigures(input: PlacesInput): Promise<PlacesFigures> {
  const { clone, corpus, cli, python } = input;
  const tracebacks = clone !== undefined && python !== undefined ? await measureTracebacks(clone, python) : null;
  const names = clone !== undefined && python !== undefined ? await measureSymbols(clone, python) : null;
  return {
    reports: clone !== undefined && corpus ? await score(corpus, clone, cli) : null,
    tracebacks: tracebacks && {
      frames: tracebacks.frames,
      right: tracebacks.right,
      share: share(tracebacks.right, tracebacks.frames),
    },
    names: names && { names: names.names, rightLine: names.rightLine, share: share(names.rightLine, names.names) },
    carry: clone === undefined ? null : await measureCarry(clone, 20_261_122, 1000, 'v3.11.2', 'v3.13.5'),
    ...(clone === undefined ? { cold: null, warm: null, carrying: null } : await speed(clone, cli)),
  };
}

function share(part: number, all: number): number {
  return Math.round((part / Math.max(1, all)) * 10_000) / 10_000;
}

async function score(corpus: NonNullable<PlacesInput['corpus']>, clone: string, cli: string): Promise<Record<string, unknown>> {
  const { stdout } = await run('python3', [corpus.score, corpus.reports, clone, '--', process.execPath, cli, 'places'], LARGE);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as Record<string, unknown>;
}

async function speed(clone: string, cli: string): Promise<Pick<PlacesFigures, 'cold' | 'warm' | 'carrying'>> {
  const folder = await mkdtemp(join(tmpdir(), 'at-bench-'));
  const report = join(folder, 'report.md');
  await writeFile(report, TWENTY);
  const process_ = builtIn.psrt ?? plainProcess;
  const look = {
    folder: clone,
    about: 'python/cpython',
    hosts: ['github.com'],
    process: process_,
    text: TWENTY,
    vulnerabilities: [],
  } as const;
  const service = new PlacesService(Date.now);
  const runs = async (program: string, args: readonly string[]) => {
    await run(program, args, LARGE);
  };
  const grep = () => runs('git', ['-C', clone, 'grep', '-n', 'PyErr_NoMemory', 'v3.13.5']);
  try {
    const cold = await compare(9, () => runs(process.execPath, [cli, 'places', report, '--repo', clone, '--json']), grep);
    const found = await service.lookUp(look);
    const again = async () => {
      await service.lookUp(look);
    };
    const warm = await compare(9, again, grep);
    const places = found.places.flatMap(({ resolution }) => ('resolved' in resolution ? [resolution.resolved] : []));
    const carrying = await compare(
      5,
      async () => {
        // A service of its own each time: nothing is known of any file.
        const fresh = new PlacesService(Date.now);
        await fresh.carry({ folder: clone, process: process_ }, places, BRANCHES);
        fresh.dispose();
      },
      () => runs('git', ['-C', clone, 'diff', '--stat', 'v3.11.2', 'v3.13.5']),
    );
    return { cold, warm, carrying };
  } finally {
    service.dispose();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The input that lies beside the project, unless the environment names another. */
export function placesInput(root: string): PlacesInput {
  const there = (path: string | undefined) => (path !== undefined && existsSync(path) ? path : undefined);
  const reports = there(process.env.ADVISORY_TRIAGE_CORPUS ?? join(root, '..', 'shared', 'corpus', 'reports'));
  const score_ = reports === undefined ? undefined : there(join(reports, '..', '..', 'tools', 'score-places.py'));
  return {
    cli: join(root, 'dist', 'cli.js'),
    clone: there(process.env.ADVISORY_TRIAGE_CPYTHON ?? join(tmpdir(), 'cpython')),
    corpus: reports !== undefined && score_ !== undefined ? { reports, score: score_ } : undefined,
    python: there(process.env.ADVISORY_TRIAGE_PYTHON ?? '/usr/bin/python3.11'),
  };
}

if (import.meta.main)
  console.log(JSON.stringify(await placesFigures(placesInput(join(import.meta.dirname, '..', '..'))), null, 1));
