/**
 * Measures how many frames of tracebacks that a real Python prints are found, and lead to the line that it means.
 * Run: `node test/bench/tracebacks-measure.ts CLONE PYTHON`; the clone needs the tag of that Python's version.
 */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Repository } from '../../src/git/repository.ts';
import { PlaceCache } from '../../src/places/ground.ts';
import type { ReportPlace } from '../../src/places/place.ts';
import { placesOf } from '../../src/places/report.ts';
import { builtIn, plainProcess } from '../../src/process/book.ts';

export interface TracebacksMeasure {
  readonly version: string;
  readonly tracebacks: number;
  /** Frames in files of the library that are the same in the installation and at the tag. */
  readonly frames: number;
  /** Frames that lead to their file and line at the tag. */
  readonly right: number;
  readonly wrong: readonly string[];
}

interface Sample {
  readonly text: string;
  readonly frames: readonly (readonly [file: string, line: number, name: string])[];
}

const run = promisify(execFile);
const TRACEBACKS_A_REPORT = 10;

/** What happens to a traceback on its way into a report. */
const DISGUISES: readonly ((text: string) => string)[] = [
  (text) => `\`\`\`pytb\n${text}\`\`\`\n`,
  (text) => text.replace(/^/gm, '> '),
  (text) => text.replace(/^/gm, '    '),
  (text) => text.replace(/^/gm, '# '),
  (text) => `<details>\n<summary>Traceback</summary>\n\n${text}\n</details>\n`,
  (text) => text.replace(/\n/g, '\r\n'),
  (text) => text.replace(/^/gm, '> > '),
  quotedPrintable,
];

/** Asks a Python for tracebacks of its own library and looks for their frames in reports made of them. */
export async function measureTracebacks(clone: string, python: string): Promise<TracebacksMeasure> {
  const about = 'import sys, sysconfig; print("%d.%d.%d" % sys.version_info[:3]); print(sysconfig.get_path("stdlib"))';
  const [version = '', stdlib = ''] = (await run(python, ['-c', about])).stdout.split('\n');
  const printed = await run(python, [join(import.meta.dirname, 'tracebacks-truth.py')], { maxBuffer: 256 * 1024 * 1024 });
  const samples = printed.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Sample);
  const repository = new Repository(clone);
  const cache = new PlaceCache();
  const counts = { frames: 0, right: 0 };
  const wrong: string[] = [];
  try {
    const commit = await repository.commit(`v${version}`);
    if (!commit.ok) throw new Error(`the clone has no v${version}`);
    const same = sameFile(repository, commit.value, stdlib);
    for (let at = 0; at < samples.length; at += TRACEBACKS_A_REPORT) {
      const part = samples.slice(at, at + TRACEBACKS_A_REPORT);
      const disguise = DISGUISES[(at / TRACEBACKS_A_REPORT) % DISGUISES.length] ?? String;
      const report = [`Seen with Python ${version}.\n`, ...part.map(({ text }) => disguise(text))].join('\n');
      const advisory = { repository: 'python/cpython', vulnerabilities: [] } as const;
      const { places } = await placesOf(advisory, report, repository, builtIn.psrt ?? plainProcess, ['github.com'], { cache });
      for (const { frames } of part) {
        for (const [file, line, name] of frames) {
          if (!(await same(file))) continue;
          counts.frames++;
          if (places.some((place) => leadsTo(place, commit.value, `Lib/${file}`, line))) counts.right++;
          else wrong.push(`${file}:${line} ${name}`);
        }
      }
    }
  } finally {
    repository.dispose();
  }
  return { version, tracebacks: samples.length, ...counts, wrong };
}

function leadsTo({ found, resolution }: ReportPlace, revision: string, path: string, line: number): boolean {
  if (found.kind !== 'traceback' || !('resolved' in resolution)) return false;
  const { resolved } = resolution;
  return resolved.revision === revision && resolved.path === path && resolved.line === line;
}

/** Debian patches some files: what they say is no truth about the tag. */
function sameFile(repository: Repository, revision: string, stdlib: string): (file: string) => Promise<boolean> {
  const known = new Map<string, Promise<boolean>>();
  return (file) => {
    const asked =
      known.get(file) ??
      Promise.all([readFile(join(stdlib, file)), repository.file(revision, `Lib/${file}`)]).then(
        ([installed, tagged]) => tagged.ok && installed.equals(tagged.value),
        () => false,
      );
    known.set(file, asked);
    return asked;
  };
}

/** As mail programs send it: no line longer than 76, `=` written out. */
function quotedPrintable(text: string): string {
  return text
    .replace(/=/g, '=3D')
    .split('\n')
    .map((line) => line.replace(/.{70}(?=.{6})/g, '$&=\n'))
    .join('\n');
}

if (import.meta.main) {
  const [clone = '', python = 'python3'] = process.argv.slice(2);
  console.log(JSON.stringify(await measureTracebacks(clone, python), null, 1));
}
