import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { AdvisoryDocument } from '../../../../src/advisory/document/document.ts';
import { parseDocument } from '../../../../src/advisory/document/parse.ts';
import { partsOf } from '../../../../src/advisory/document/front-matter.ts';
import { bodyParts } from '../../../../src/language/body/headings.ts';
import { mentionsIn } from '../../../../src/language/body/mentions.ts';
import { complete } from '../../../../src/language/completion.ts';
import { folding } from '../../../../src/language/folding.ts';
import { format } from '../../../../src/language/formatting.ts';
import { outlineOf } from '../../../../src/language/front/outline.ts';
import { frontOf } from '../../../../src/language/front/rows.ts';
import { hover } from '../../../../src/language/hover.ts';
import { lenses } from '../../../../src/language/lenses.ts';
import { rename, renameTarget } from '../../../../src/language/rename.ts';
import { symbols } from '../../../../src/language/symbols.ts';
import { assertLinear, spent } from '../../places/growth.ts';
import { knowing } from './marked.ts';

const PIECES = [
  'a: "',
  "a: '",
  "'",
  '"',
  '\\',
  '[',
  '{',
  ']',
  '[{',
  'a: [\n',
  '- ',
  '-\n',
  '- - -\n',
  ' ',
  '\n',
  '\t',
  ' \n',
  '#\n',
  ' #',
  ':',
  'a:\n',
  'a: b\n',
  ' a:\n',
  '- a:\n',
  '  - login: alice\n',
  'cwe: cwe-1\n',
  '- package: x\n  range: ">=1,<2"\n',
  'a: |\n b\n',
  'title: "a\n',
  ' "\n',
  ",'",
  ', ',
  'a: ',
  '@alice ',
  '@',
  '`',
  '```\n',
  '## a\n',
  '# ',
  '<details>\n',
  'AV:N/',
  'CVSS:4.0/',
  'CWE-1',
  '[ACCEPTED] ',
  '\u{1f600}',
  '\ud800',
  '\r\n',
  `${' '.repeat(50)}a:\n`,
  `a: ${'x'.repeat(80)}\n`,
];

/** Where the piece stands: as fields, in a value, in a list, in the description, without an end. */
const FRAMES: readonly (readonly [string, (text: string) => string])[] = [
  ['fields', (text) => `---\n${text}\n---\n\nx\n`],
  ['a value', (text) => `---\ntitle: ${text}\n---\n\nx\n`],
  ['a list', (text) => `---\ncredits:\n  - login: alice\n${text}\n---\n\nx\n`],
  ['a vector', (text) => `---\ncvss: CVSS:4.0/${text}\n---\n\nx\n`],
  ['a description', (text) => `---\ntitle: x\ncredits:\n  - login: alice\n---\n\n${text}\n`],
  ['fields without an end', (text) => `---\n${text}`],
];

/** Everything at several places of a document. What waits for the catalogue does its work before. */
function everything(document: AdvisoryDocument): void {
  const { text } = document;
  for (const offset of [0, 4, 12, 30, Math.floor(text.length / 2), text.length - 10, text.length - 1, text.length]) {
    void complete(document, Math.max(0, offset), knowing());
    void hover(document, Math.max(0, offset), knowing());
  }
  symbols(document);
  folding(document);
  renameTarget(document, 30);
  rename(document, 40, 'carol');
  lenses(document, knowing(), { findings: 0, unsent: [], readAt: null, heldChanged: false, lost: 0 });
}

/**
 * A document whose fields were not read: reading them is another's work. Where they matter, `parseDocument` is asked once
 * for each text.
 */
function unread(text: string): AdvisoryDocument {
  const { front, body } = partsOf(text);
  return { text, front, body, entries: [], fields: { cwe: [], affected: [], credits: [], collaborators: [] }, problems: [] };
}

const parsed = new Map<string, AdvisoryDocument>();

function read(text: string): AdvisoryDocument {
  const known = parsed.get(text);
  if (known) return known;
  // Mocha keeps whole stacks, and the reader of YAML makes an error for each fault, deep down.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  const document = parseDocument(text);
  Error.stackTraceLimit = stackTraceLimit;
  parsed.set(text, document);
  return document;
}

describe('language features with hostile text', () => {
  for (const piece of PIECES)
    it(`are linear in ${JSON.stringify(piece.slice(0, 30))}`, function () {
      this.timeout(60_000);
      for (const [name, frame] of FRAMES)
        assertLinear(name, piece, (text) => {
          everything(unread(frame(text)));
        });
    });

  it('are linear in many fields that were read', function () {
    this.timeout(60_000);
    const pieces = [
      'credits:\n  - login: alice\n    type: coordinator\n',
      '  - login: alice\n',
      'cwe: [CWE-22]\n',
      'affected:\n  - range: ">= 1, < 2"\n',
      'a: b\n',
    ];
    for (const piece of pieces)
      assertLinear('fields', piece, (text) => {
        everything(read(`---\ncredits:\n${text}\n---\n\nAsk @alice.\n`));
      });
  });

  it('format in linear time', function () {
    this.timeout(60_000);
    const pieces = [
      'title: "a" \n',
      'cwe:\n- cwe-1\n',
      'affected:\n-   package:  "x"\n    range: ">=1,<2"\n',
      'a: b  \n',
      '# c  \n',
    ];
    for (const piece of pieces) assertLinear('format', piece, (text) => format(read(`---\n${text}\n---\nx\n`)));
  });

  it('are linear up to a megabyte', function () {
    this.timeout(120_000);
    const size = 1024 * 1024;
    for (const [name, frame] of FRAMES)
      for (const piece of ['[', '{a: [', '- a:\n', 'a: "\n', '  x\n', '@a ', '# a\n', '```\n', 'a: b\n'])
        quadruples(`${name} of ${JSON.stringify(piece)}`, (length) => frame(piece.repeat(length / piece.length)), size);
  });
});

/** The line readers alone: that the parser of YAML takes its time with a megabyte is not asked here. */
function byLines(text: string): void {
  const { front, body } = partsOf(text);
  const document = { text, front };
  const found = frontOf(document);
  if (found) outlineOf(text, found, text.length - 20);
  bodyParts(text, body);
  mentionsIn(text, body);
}

/** Four times the text may take four times as long; what is quadratic takes sixteen times, whatever else the machine does. */
function quadruples(name: string, make: (length: number) => string, size: number): void {
  const [part, whole] = [make(size / 4), make(size)];
  let [least, most] = [Infinity, Infinity];
  for (let attempt = 0; attempt < 12; attempt++) {
    least = Math.min(
      least,
      spent(() => byLines(part)),
    );
    most = Math.min(
      most,
      spent(() => byLines(whole)),
    );
    // A megabyte in so little time hangs nobody: what is quadratic takes many seconds, and collecting garbage is no growth.
    if (most < 400 || most <= 8 * least) return;
  }
  assert.fail(`${name}: ${least.toFixed(0)} ms for a quarter, ${most.toFixed(0)} ms for all`);
}
