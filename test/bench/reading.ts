/**
 * What reading a text costs the recognisers: a report against one parse of it as Markdown, and hostile texts against half
 * of them. Run in a process of its own, because what another measurement leaves behind has to be collected by this one.
 */
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
import { builtIn, plainProcess } from '../../src/process/book.ts';
import { spent } from '../unit/places/growth.ts';
import { compare } from './figures.ts';

export interface ReadingFigures {
  /** 64 KB of any content against one parse of it as GFM; the worst content. */
  readonly reading: { readonly content: string; readonly ratio: number; readonly ms: number };
  /** What 64 KB of a hostile shape cost a recogniser, against 32 KB of it; the worst of all recognisers and shapes. */
  readonly doubling: { readonly recogniser: string; readonly shape: string; readonly ratio: number; readonly shapes: number };
}

/** Twenty places in as many files, several of them large, of every common kind. */
export const TWENTY = `Tested on Python 3.13.5.

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

async function reading(): Promise<ReadingFigures['reading']> {
  let worst = { content: '', ratio: 0, ms: 0 };
  const find = (text: string) => {
    findPlaces(text, builtIn.psrt);
    findQuoted(text);
    return Promise.resolve();
  };
  const parse = (text: string) => {
    fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
    return Promise.resolve();
  };
  const texts = Object.entries(CONTENTS).map(
    ([content, piece]) => [content, piece.repeat(Math.ceil(65_536 / piece.length)).slice(0, 65_536)] as const,
  );
  // Both are compiled by the engine as they run: neither is to be caught while it is.
  for (let round = 0; round < 5; round++) for (const [, text] of texts) await Promise.all([find(text), parse(text)]);
  for (const [content, text] of texts) {
    const figures = await compare(
      9,
      () => find(text),
      () => parse(text),
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

/** Told by the processor's time, the quickest of several runs; what takes less than 10 ms is noise. */
function doubling(): ReadingFigures['doubling'] {
  let worst = { recogniser: '', shape: '', ratio: 0 };
  for (const [recogniser, find] of RECOGNISERS) {
    for (const shape of SHAPES) {
      const text = shape.repeat(Math.ceil(65_536 / shape.length)).slice(0, 65_536);
      const part = text.slice(0, 32_768);
      let [half, whole] = [Infinity, Infinity];
      for (let run = 0; run < 12; run++) {
        half = Math.min(
          half,
          spent(() => find(part)),
        );
        whole = Math.min(
          whole,
          spent(() => find(text)),
        );
      }
      const ratio = whole < 10 ? 0 : Math.round((whole / half) * 100) / 100;
      if (ratio > worst.ratio) worst = { recogniser, shape: shape.slice(0, 40), ratio };
    }
  }
  return { ...worst, shapes: SHAPES.length };
}

if (import.meta.main) console.log(JSON.stringify({ reading: await reading(), doubling: doubling() } satisfies ReadingFigures));
