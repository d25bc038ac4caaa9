import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { findQuotes } from '../../../src/places/find/quote.ts';

const blocks = (text: string) => findQuotes(text).map(({ block }) => block);

describe('quoted source', () => {
  it('is a fence that looks like the product', () => {
    const text = 'We see:\n\n```c\n    if (zst->avail_out == 0) {\n        goto grow_the_buffer;\n    }\n```\n';
    assert.deepEqual(blocks(text), [['    if (zst->avail_out == 0) {', '        goto grow_the_buffer;', '    }']]);
    const [one] = findQuotes(text);
    assert.equal(findQuotes(text)[0]?.text, text.slice(text.indexOf('    if'), text.indexOf('\n```\n')));
    assert.ok(one);
    assert.deepEqual([one.kind, one.tentative, one.path, one.line], ['quote', true, null, null]);
  });

  it('is indented code', () => {
    assert.deepEqual(blocks('These lines:\n\n    response = self._getline()\n    return response.split(b" ")\n\nprose'), [
      ['    response = self._getline()', '    return response.split(b" ")'],
    ]);
    assert.deepEqual(blocks('- a\n\n    This goes on (as prose does) and on\n    without an end.\n'), []);
  });

  it('is without the numbers of lines and the remarks that a reporter added', () => {
    assert.deepEqual(blocks('```python\n1387     def uidl(self, which=None):\n1388         return self._longcmd("UIDL")\n```'), [
      ['    def uidl(self, which=None):', '        return self._longcmd("UIDL")'],
    ]);
    assert.deepEqual(blocks('```c\nlen = strlen(buffer_start);  /* L10: may be NULL */\nfree(buffer_start); // <-- here\n```'), [
      ['len = strlen(buffer_start);', 'free(buffer_start);'],
    ]);
  });

  it('ends where lines were left out', () => {
    assert.deepEqual(blocks('```c\nint first_function(int a)\n...\n    second_call(first, 2);\n    /* ... */\n}\n```'), [
      ['int first_function(int a)'],
      ['    second_call(first, 2);'],
    ]);
  });

  it('is the old side of a change without a file', () => {
    assert.deepEqual(blocks('```diff\n-    size = compute_size(buffer)\n+    size = 0\n     return size\n```'), [
      ['    size = compute_size(buffer)', '    return size'],
    ]);
  });

  it('is a line in backticks', () => {
    const text = 'Then `assert(self->size == PyBytes_GET_SIZE(op))` fails, `x` and `y` too.';
    assert.deepEqual(blocks(text), [['assert(self->size == PyBytes_GET_SIZE(op))']]);
    assert.equal(findQuotes(text)[0]?.text, 'assert(self->size == PyBytes_GET_SIZE(op))');
  });

  for (const text of [
    '```python\nimport poplib\npoplib.POP3("localhost").uidl(which=1)\n```',
    '```\n$ ./python -m test test_poplib --verbose(1)\n```',
    '```\n>>> poplib.POP3("localhost").uidl(1)\n```',
    '```\nTraceback (most recent call last):\n  File "x.py", line 3, in f\n    self.response(which=1)\n```',
    '```\n==123==ERROR: AddressSanitizer: x (y)\n    #0 0x1 in f(int) a.c:3\n```',
    '```\n#1  0x00001 in some_function (a=1) at x.c:3\n```',
    '```json\n{"some_key_name": [1, 2, 3]}\n```',
    '```\n{\n  "some_key_name": [1, 2, 3]\n}\n```',
    '```sh\nfor i in $(seq 100); do x; done\n```',
    '```diff\n--- a/x.py\n+++ b/x.py\n@@ -1 +1 @@\n-call_something(with, some)\n+x\n```',
    '```c\n#include <stdio.h>\nint main(void) { return call(1, 2); }\n```',
    '```\nValueError: cannot read from (a closed file)\n```',
    '```c\nx = 1;\n}\n```',
    '```c\n// only a comment (about something)\n```',
    'a `b` c (see what is = in here, it is prose) and `d` e',
    'run `python -c "import poplib; poplib.x(1)"` there',
    'it says `ValueError: invalid literal for (x) = 10`',
    '`https://example.org/ a(b) = some address`',
    '`averylongnamewithoutanyblank(x)`',
  ])
    it(`is none of ${JSON.stringify(text.slice(0, 60))}`, () => {
      assert.deepEqual(blocks(text), []);
    });

  it('is bounded', () => {
    assert.equal(findQuotes('`some_value = compute(a, b, c)`\n'.repeat(900)).length, 50);
    assert.equal(findQuotes(`\`\`\`c\n${'some_value = compute(a, b, c);\n'.repeat(900)}\`\`\``)[0]?.block?.length, 80);
  });
});
