/**
 * Measures how many names of a Python's own library lead to the file and line at which that Python says they are defined.
 * Run: `node test/bench/symbols-measure.ts CLONE [PYTHON]`; the clone needs the tag of that Python's version.
 */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Repository } from '../../src/git/repository.ts';
import { findPythonName, sourceOf, type FoundName } from '../../src/places/symbols/modules.ts';
import { builtIn, plainProcess } from '../../src/process/book.ts';
import { sourceRoots } from '../../src/process/process.ts';

export interface SymbolsMeasure {
  readonly version: string;
  /** Names whose files are the same in the installation and at the tag. */
  readonly names: number;
  readonly rightFile: number;
  readonly rightLine: number;
  /** Only said to be likely, but the right line. */
  readonly likelyRight: number;
  /** Not the first answer, but among those that are as right. */
  readonly amongOthers: number;
  readonly skippedFiles: readonly string[];
  readonly wrong: readonly string[];
  /** Milliseconds for 20 names in 20 modules, reading and parsing everything anew. */
  readonly twentyColdMs: number;
}

type Row = readonly [name: string, file: string, firstLine: number, line: number];

const run = promisify(execFile);

/** Asks a Python what its library defines and looks all of it up at the tag of its version. */
export async function measureSymbols(clone: string, python: string): Promise<SymbolsMeasure> {
  const repository = new Repository(clone);
  try {
    const about = 'import sys, sysconfig; print("%d.%d.%d" % sys.version_info[:3]); print(sysconfig.get_path("stdlib"))';
    const [version = '', stdlib = ''] = (await run(python, ['-c', about])).stdout.split('\n');
    const commit = await repository.commit(`v${version}`);
    const tree = commit.ok ? await repository.tree(commit.value) : commit;
    if (!tree.ok) throw new Error(`The clone has no tag v${version}.`);
    const read = async (path: string): Promise<string | undefined> => {
      const content = await repository.file(tree.value.revision, path);
      return content.ok ? content.value.toString('utf8') : undefined;
    };
    const roots = sourceRoots(builtIn.psrt ?? plainProcess);
    const rows = await truth(python);
    const differing = await differingFiles(rows, stdlib, read);
    const same = rows.filter(([, file]) => !differing.has(file));
    const twentyColdMs = await coldTime(same, (name, source) => findPythonName(name, tree.value, source, roots), read);
    const source = sourceOf(read);
    const outcomes: Outcome[] = [];
    for (const row of same) outcomes.push({ row, found: await findPythonName(row[0], tree.value, source, roots) });
    return { version, ...summary(outcomes), skippedFiles: [...differing], twentyColdMs };
  } finally {
    repository.dispose();
  }
}

async function truth(python: string): Promise<readonly Row[]> {
  const script = join(import.meta.dirname, 'symbols-truth.py');
  const { stdout } = await run(python, [script], { maxBuffer: 256 * 1024 * 1024, cwd: '/' });
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);
}

/** Distributions change some files, whose lines say nothing about the tag. */
async function differingFiles(
  rows: readonly Row[],
  stdlib: string,
  read: (path: string) => Promise<string | undefined>,
): Promise<ReadonlySet<string>> {
  const differing = new Set<string>();
  for (const file of new Set(rows.map(([, path]) => path))) {
    const installed = await readFile(join(stdlib, file), 'utf8').catch(() => undefined);
    if (installed === undefined || installed !== (await read(`Lib/${file}`))) differing.add(file);
  }
  return differing;
}

interface Outcome {
  readonly row: Row;
  readonly found: FoundName | undefined;
}

function summary(
  outcomes: readonly Outcome[],
): Pick<SymbolsMeasure, 'names' | 'rightFile' | 'rightLine' | 'likelyRight' | 'amongOthers' | 'wrong'> {
  let rightFile = 0;
  let rightLine = 0;
  let amongOthers = 0;
  let likelyRight = 0;
  const wrong: string[] = [];
  for (const { row, found } of outcomes) {
    const [name, file, line] = row;
    const fits = (place: FoundName['definition']): boolean => place.path === `Lib/${file}` && place.firstLine === line;
    const exact = found?.certainty === 'exact';
    if (exact && found.definition.path === `Lib/${file}`) rightFile++;
    if (exact && fits(found.definition)) rightLine++;
    else {
      if (exact && found.others.some(fits)) amongOthers++;
      if (found?.certainty === 'likely' && fits(found.definition)) likelyRight++;
      const said = found ? `${found.certainty} ${found.definition.path}:${String(found.definition.firstLine)}` : 'nothing';
      wrong.push(`${name}: Lib/${file}:${line}, found ${said}`);
    }
  }
  return { names: outcomes.length, rightFile, rightLine, likelyRight, amongOthers, wrong };
}

type Find = (name: string, source: ReturnType<typeof sourceOf>) => Promise<unknown>;

async function coldTime(rows: readonly Row[], find: Find, read: (path: string) => Promise<string | undefined>): Promise<number> {
  const modules = new Map(rows.filter(([name]) => name.split('.').length > 2).map((row) => [row[1], row[0]]));
  const all = [...modules.values()];
  const names = all.filter((_, index) => index % Math.ceil(all.length / 20) === 0);
  const source = sourceOf(read);
  const start = performance.now();
  for (const name of names) await find(name, source);
  return Math.round(performance.now() - start);
}

if (import.meta.main) {
  const [clone = '/tmp/cpython', python = '/usr/bin/python3.11', show] = process.argv.slice(2);
  const { wrong, ...figures } = await measureSymbols(clone, python);
  console.log(figures, { recall: figures.rightLine / figures.names, wrong: wrong.length });
  if (show !== undefined) console.log(wrong.join('\n'));
}
