import assert from 'node:assert/strict';
import fc from 'fast-check';
import { carry, short } from './made.ts';

const source = `import os
import sys


def first(name):
    path = os.path.join(name, "first")
    if not os.path.exists(path):
        return None
    return open(path).read()


def second(name):
    path = os.path.join(name, "second")
    if not os.path.exists(path):
        return None
    with open(path) as file:
        return file.readlines()


def third(values):
    total = 0
    for value in values:
        total += value
    return total
`;

const parser = `static int
parse_head(Reader *reader)
{
    if (reader == NULL) {
        return -1;
    }
    reader->pos = 0;
    return 0;
}

static int
parse_body(Reader *reader)
{
    if (reader == NULL) {
        return -1;
    }
    while (reader->left > 0) {
        reader->left--;
    }
    return 0;
}
`;

describe('carrying lines', () => {
  it('says that a line is the same when it and what is above it are as they were', () => {
    assert.equal(short(source, source.replace('total += value', 'total += int(value)'), '"first"'), 'same 6');
  });

  it('says that a line moved when lines were put in above', () => {
    assert.equal(short(source, source.replace('import sys', 'import re\nimport sys'), 'for value'), 'moved 23');
  });

  it('never says same of another file', () => {
    assert.equal(short(source, source, '"first"', 'a.py', false), 'moved 6');
  });

  it('says that an edited line changed, and where it is', () => {
    const fresh = source.replace('import sys', 'import sys\nimport re').replace('open(path).read()', 'open(path, "rb").read()');
    assert.equal(short(source, fresh, 'open(path).read()'), 'changed 10');
  });

  it('says that a line which is indented otherwise changed', () => {
    assert.equal(
      short(source, source.replace('        total += value', '            total += value'), 'total += value'),
      'changed 23',
    );
  });

  it('says that a line which was taken out is gone', () => {
    assert.equal(short(source, source.replace('        return None\n    return open', '    return open'), [8, 8]), 'gone');
    assert.equal(short(source, source.replace('    total = 0\n', ''), 'total = 0'), 'gone');
  });

  it('says that a function which was taken out is gone', () => {
    const fresh = source.slice(0, source.indexOf('def second')) + source.slice(source.indexOf('def third'));
    assert.equal(short(source, fresh, 'readlines'), 'gone');
    assert.equal(short(source, fresh, [12, 17]), 'gone');
  });

  it('does not take a common line of another function for one that is gone', () => {
    const fresh = source.slice(0, source.indexOf('def second')) + source.slice(source.indexOf('def third'));
    assert.equal(short(source, fresh, [15, 15]), 'gone', 'the return None of the second function');
    assert.equal(short(source, fresh, [8, 8]), 'same 8');
  });

  it('follows a function that moved within the file, with the lines that are not its own alone', () => {
    const [head, body] = [
      parser.slice(0, parser.indexOf('static int\nparse_body')),
      parser.slice(parser.indexOf('static int\nparse_body')),
    ];
    const fresh = `${body}\n${head}`;
    assert.equal(short(parser, fresh, 'parse_head', 'a.c'), 'moved 14');
    assert.equal(short(parser, fresh, [5, 5], 'a.c'), 'moved 17');
    assert.equal(short(parser, fresh, [15, 15], 'a.c'), 'moved 5');
    assert.equal(short(parser, fresh, [18, 18], 'a.c'), 'moved 8');
  });

  it('knows an edited line inside a function that moved', () => {
    const [head, rest] = [source.slice(0, source.indexOf('def first')), source.slice(source.indexOf('def second'))];
    const moved = source
      .slice(source.indexOf('def first'), source.indexOf('def second'))
      .replace('open(path).read()', 'load(path).read()');
    assert.equal(short(source, `${head}${rest}\n\n${moved}`, 'open(path).read()'), 'changed 24');
  });

  it('says that a line whose function was written anew changed', () => {
    const fresh = source.replace(/ {4}total = 0[^]*/, '    import math\n    return math.fsum(values)\n');
    assert.match(short(source, fresh, 'total += value'), /^changed 2\d/);
  });

  it('trusts a brace or a blank line only with its context', () => {
    const old = 'one();\n}\n\ntwo();\n';
    assert.match(short(old, 'uno();\n}\n\ndos();\n', [2, 2], 'a.c'), /^changed 2/);
    assert.equal(short(`start();\n${old}`, `start();\n${old}end();\n`, [3, 3], 'a.c'), 'same 3');
  });

  it('carries a range', () => {
    assert.equal(short(source, source, [5, 9]), 'same 5-9');
    assert.equal(short(source, `# head\n${source}`, [5, 9]), 'moved 6-10');
    assert.equal(short(source, source.replace('        return None', '        return ""'), [5, 9]), 'changed 5-9');
    assert.equal(short(source, source.replace('    if not', '    log(path)\n    if not'), [5, 9]), 'changed 5-10');
  });

  it('cuts a range that reaches beyond the file, and has nothing for one that begins there', () => {
    assert.equal(short(source, source, [23, 99]), 'same 23-24');
    assert.equal(short(source, source, [99, 99]), 'gone');
    assert.equal(short(source, source, [0, 0]), 'gone');
    assert.equal(short(source, source, [-3, 4]), 'gone');
    assert.match(carry(source, source, [99, 99]).note ?? '', /only 24 lines/);
  });

  it('takes a change of line ends, a BOM and a missing last line end for no change', () => {
    const crlf = source.replaceAll('\n', '\r\n');
    for (const fresh of [crlf, `\u{feff}${source}`, source.trimEnd(), `\u{feff}${crlf.trimEnd()}`]) {
      assert.equal(short(source, fresh, 'import os'), 'same 1');
      assert.equal(short(source, fresh, [1, 24]), 'same 1-24');
      assert.equal(short(fresh, source, [1, 24]), 'same 1-24');
    }
  });

  it('has nothing for empty files', () => {
    assert.equal(short('', '', [1, 1]), 'gone');
    assert.equal(short(source, '', [1, 1]), 'gone');
    assert.equal(short('', source, [1, 1]), 'gone');
  });

  const line = fc.constantFrom('', '}', '    return NULL;', 'int x = 1;', 'foo(bar);', 'if (x) {', 'while (true) {', 'done:');
  const file = fc.array(line, { maxLength: 40 });
  const text = (lines: readonly string[]) => lines.map((one) => `${one}\n`).join('');

  it('carries every line to an identical file', () => {
    fc.assert(
      fc.property(file, (lines) => {
        lines.forEach((_, at) => assert.equal(short(text(lines), text(lines), [at + 1, at + 1], 'a.c'), `same ${at + 1}`));
      }),
    );
  });

  it('never says same or moved of a line with another content, and stays within the file', () => {
    fc.assert(
      fc.property(file, file, fc.nat(45), fc.nat(5), (old, fresh, at, more) => {
        const span = [at, at + more] as const;
        const carried = carry(text(old), text(fresh), span, 'a.c');
        if (carried.line === null || carried.endLine === null) {
          assert.equal(carried.status, 'gone');
          return;
        }
        assert.ok(carried.line >= 1 && carried.line <= carried.endLine && carried.endLine <= fresh.length);
        if (carried.status === 'changed') return;
        assert.deepEqual(fresh.slice(carried.line - 1, carried.endLine), old.slice(at - 1, at + more));
        if (carried.status === 'same') assert.equal(carried.line, at);
      }),
      { numRuns: 500 },
    );
  });
});
