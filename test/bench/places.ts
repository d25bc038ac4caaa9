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
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfm } from 'micromark-extension-gfm';
import { findContinuations } from '../../src/places/find/continuation.ts';
import { findDiffs } from '../../src/places/find/diff.ts';
import { findPlaces, findQuoted } from '../../src/places/find/find.ts';
import { FRAME_FINDERS } from '../../src/places/find/frames.ts';
import { findNames } from '../../src/places/find/names.ts';
import { findPathLines } from '../../src/places/find/path-line.ts';
import { findPaths } from '../../src/places/find/path.ts';
import { findPermalinks } from '../../src/places/find/permalink.ts';
import { findQuotes } from '../../src/places/find/quote.ts';
import { findVersions } from '../../src/places/find/version.ts';
import { PlacesService } from '../../src/places/service.ts';
import { builtIn, plainProcess } from '../../src/process/book.ts';
import { measureCarry, type CarryFigures } from './carry-measure.ts';
import { spent } from '../unit/places/growth.ts';
import { compare, type Comparison } from './figures.ts';
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
  /** 64 KB of any content against one parse of it as GFM; the worst content. */
  readonly reading: { readonly content: string; readonly ratio: number; readonly ms: number };
  /** What 64 KB of a hostile shape cost a recogniser, against 32 KB of it; the worst of all recognisers and shapes. */
  readonly doubling: { readonly recogniser: string; readonly shape: string; readonly ratio: number; readonly shapes: number };
}

/** Twenty places in as many files, several of them large, of every common kind. */
const TWENTY = `Tested on Python 3.13.5.

Traceback (most recent call last):
  File "/usr/lib/python3.13/tarfile.py", line 2301, in extractall
  File "/usr/lib/python3.13/zipfile/__init__.py", line 1391, in __init__
  File "/usr/lib/python3.13/json/decoder.py", line 355, in raw_decode
  File "/usr/lib/python3.13/email/message.py", line 120, in get_payload

#1 0x55 in _PyEval_EvalFrameDefault /home/x/cpython/Python/ceval.c:900
#2 0x55 in PyObject_Vectorcall /home/x/cpython/Objects/call.c:327
#3 0x55 in unicode_replace /home/x/cpython/Objects/unicodeobject.c:10783
#4 0x55 in posix_do_stat /home/x/cpython/Modules/posixmodule.c:2500

See \`Lib/typing.py:300\`, \`Lib/asyncio/base_events.py:400\`, Modules/_csv.c:974 and
https://github.com/python/cpython/blob/v3.13.5/Lib/http/server.py#L700

\`html.escape()\`, \`csv.reader\`, \`decimal.Decimal.__hash__\` and \`shutil.unpack_archive\` call
\`unicode_askind()\`, \`PyErr_NoMemory()\`, \`_PyObject_GC_New\` and \`dict_merge()\`.
`;
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
    reading: await reading(),
    doubling: doubling(),
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

/** Contents of 64 KB that are dear to read, or look like it. */
const CONTENTS: Readonly<Record<string, string>> = {
  'a report': TWENTY,
  tracebacks: '  File "/usr/lib/python3.13/tarfile.py", line 2301, in extractall\n    self._extract_one(tarinfo, path)\n',
  frames: '    #4 0x55d0c8a1e7a0 in posix_do_stat /home/x/cpython/Modules/posixmodule.c:2500:12\n',
  names: '`tarfile.TarFile.extractall()`, PyObject_Call and dict_merge() ',
  links: 'https://github.com/python/cpython/blob/v3.13.5/Lib/http/server.py#L700 ',
  changes: '--- a/Lib/x.py\n+++ b/Lib/x.py\n@@ -1,2 +1,2 @@\n a = 1\n-b = 2\n+b = 3\n',
  code: '```c\nif (kind1 < rkind) { buf1 = unicode_askind(kind1, buf1, len1, rkind); }\n```\n\n',
  words: 'the quick brown fox jumps over the lazy dog and runs away from it. ',
  'one word': 'a',
  brackets: '((((',
  quoting: '> > somebody wrote a line\n',
  'path characters': 'a/b.c:',
};

async function reading(): Promise<PlacesFigures['reading']> {
  let worst = { content: '', ratio: 0, ms: 0 };
  for (const [content, piece] of Object.entries(CONTENTS)) {
    const text = piece.repeat(Math.ceil(65_536 / piece.length)).slice(0, 65_536);
    const figures = await compare(
      3,
      () => {
        findPlaces(text, builtIn.psrt);
        findQuoted(text);
        return Promise.resolve();
      },
      () => {
        fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
        return Promise.resolve();
      },
    );
    if (figures.ratio > worst.ratio) worst = { content, ratio: figures.ratio, ms: figures.ms };
  }
  return worst;
}

const RECOGNISERS: readonly (readonly [string, (text: string) => unknown])[] = [
  ...FRAME_FINDERS.map((find) => [find.name, find] as const),
  ['findPermalinks', (text) => findPermalinks(text, builtIn.psrt?.versions?.mirrors ?? [])],
  ['findPathLines', (text) => findPathLines(text)],
  ['findPaths', (text) => findPaths(text)],
  ['findContinuations', (text) => findContinuations(text, [])],
  ['findNames', (text) => findNames(text, [])],
  ['findDiffs', findDiffs],
  ['findQuotes', findQuotes],
  ['findVersions', (text) => findVersions(text, builtIn.psrt ?? plainProcess)],
];
/** Runs that make a careless expression try again from every character. */
const SHAPES = [
  ...Object.values(CONTENTS),
  ...[
    '/',
    '\\',
    '.',
    ':',
    ' ',
    '\n',
    '`',
    '_',
    'File "',
    'File "a.py", line 1',
    '#0 0x',
    ' at ',
    '(',
    ')',
    '@@ -1 +1 @@\n',
    '--- a/',
    '=\n',
    '> ',
    '](',
    'https://github.com/a/b/blob/',
    'line 1 of ',
    'a.b',
    'L1, ',
    '\\_',
  ],
];

/** Told by the processor's time, the quickest of several runs; what takes less than 5 ms is noise. */
function doubling(): PlacesFigures['doubling'] {
  let worst = { recogniser: '', shape: '', ratio: 0 };
  for (const [recogniser, find] of RECOGNISERS) {
    for (const shape of SHAPES) {
      const text = shape.repeat(Math.ceil(65_536 / shape.length)).slice(0, 65_536);
      const part = text.slice(0, 32_768);
      let [half, whole] = [Infinity, Infinity];
      for (let run = 0; run < 7; run++) {
        half = Math.min(
          half,
          spent(() => find(part)),
        );
        whole = Math.min(
          whole,
          spent(() => find(text)),
        );
      }
      const ratio = whole < 5 ? 0 : Math.round((whole / half) * 100) / 100;
      if (ratio > worst.ratio) worst = { recogniser, shape: shape.slice(0, 40), ratio };
    }
  }
  return { ...worst, shapes: SHAPES.length };
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
