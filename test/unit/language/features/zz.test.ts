import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { parseDocument } from '../../../../src/advisory/document/parse.ts';
import type { Span } from '../../../../src/advisory/document/document.ts';
import { complete } from '../../../../src/language/completion.ts';
import { folding } from '../../../../src/language/folding.ts';
import { format } from '../../../../src/language/formatting.ts';
import { hover } from '../../../../src/language/hover.ts';
import { lenses } from '../../../../src/language/lenses.ts';
import { rename, renameTarget } from '../../../../src/language/rename.ts';
import { symbols, type DocumentSymbol } from '../../../../src/language/symbols.ts';
import { applied, contexts, texts } from './marked.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const SITUATION = { findings: 1, unsent: ['title'], readAt: 0, heldChanged: true, lost: 1 };

function isInside(text: string, { start, end }: Span): void {
  assert.ok(Number.isInteger(start) && Number.isInteger(end), `${start} to ${end}`);
  assert.ok(start >= 0 && start <= end && end <= text.length, `${start} to ${end} of ${text.length}`);
}

describe('language features on any text', () => {
  it('complete with edits on one line, round the cursor', async () => {
    await fc.assert(
      fc.asyncProperty(texts, share, contexts, async (text, at, context) => {
        const offset = Math.round(at * text.length);
        for (const { edit, label } of await complete(parseDocument(text), offset, context)) {
          isInside(text, edit);
          assert.ok(edit.start <= offset && offset <= edit.end, `${label}: ${edit.start} to ${edit.end}, cursor ${offset}`);
          assert.doesNotMatch(text.slice(edit.start, edit.end), /\n/);
          assert.notEqual(label, '');
        }
      }),
      { numRuns: 30000 },
    );
  });

  it('hover inside the text, round the cursor', async () => {
    await fc.assert(
      fc.asyncProperty(texts, share, contexts, async (text, at, context) => {
        const offset = Math.round(at * text.length);
        const found = await hover(parseDocument(text), offset, context);
        if (!found) return;
        isInside(text, found);
        assert.ok(found.start <= offset && offset <= found.end);
        assert.notEqual(found.markdown.trim(), '');
      }),
      { numRuns: 30000 },
    );
  });

  it('give symbols that lie in each other, and in order', () => {
    const check = (text: string, within: Span, all: readonly DocumentSymbol[]): void => {
      let last = within.start;
      for (const one of all) {
        isInside(text, one);
        assert.ok(one.start >= last && one.end <= within.end, `${one.name}: ${one.start} to ${one.end}`);
        assert.ok(one.nameStart >= one.start && one.nameEnd <= one.end && one.nameStart <= one.nameEnd, one.name);
        assert.notEqual(one.name, '');
        check(text, one, one.children);
        last = one.end;
      }
    };
    fc.assert(
      fc.property(texts, (text) => {
        check(text, { start: 0, end: text.length }, symbols(parseDocument(text)));
      }),
      { numRuns: 30000 },
    );
  });

  it('fold several lines', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const fold of folding(parseDocument(text))) {
          isInside(text, fold);
          assert.match(text.slice(fold.start, fold.end), /\n/);
        }
      }),
      { numRuns: 30000 },
    );
  });

  it('rename with edits apart, each of the login that stands there', () => {
    fc.assert(
      fc.property(texts, share, fc.constantFrom('carol', 'bob', 'null', '123', 'a--b', ''), (text, at, login) => {
        const document = parseDocument(text);
        const offset = Math.round(at * text.length);
        const target = renameTarget(document, offset);
        const edits = rename(document, offset, login);
        if ('refused' in edits) return;
        assert.ok(target);
        isInside(text, target);
        assert.notEqual(edits.length, 0);
        for (const { start, end } of edits) assert.equal(text.slice(start, end).toLowerCase(), target.login.toLowerCase());
        applied(text, edits);
      }),
      { numRuns: 30000 },
    );
  });

  it('have lenses on the first line', () => {
    fc.assert(
      fc.property(texts, contexts, (text, context) => {
        for (const lens of lenses(parseDocument(text), context, SITUATION)) {
          isInside(text, lens);
          assert.doesNotMatch(text.slice(lens.start, lens.end), /\n/);
          assert.doesNotMatch(lens.title, /[\r\n]/);
        }
      }),
      { numRuns: 30000 },
    );
  });

  it('format with edits apart, and the second time with none', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const formatted = applied(text, format(parseDocument(text)));
        assert.deepEqual(format(parseDocument(formatted)), []);
      }),
      { numRuns: 30000 },
    );
  });
});
