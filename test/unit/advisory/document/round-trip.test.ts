import assert from 'node:assert/strict';
import fc from 'fast-check';
import { contentOf } from '../../../../src/advisory/content.ts';
import { advisoryOf } from '../../../../src/advisory/document/advisory.ts';
import { documentContent } from '../../../../src/advisory/document/content.ts';
import { isWhole } from '../../../../src/advisory/document/document.ts';
import { parseDocument } from '../../../../src/advisory/document/parse.ts';
import { updateContent, updateFrom } from '../../../../src/advisory/document/update.ts';
import { writeDocument } from '../../../../src/advisory/document/write.ts';
import type { Advisory } from '../../../../src/advisory/model.ts';
import { readAdvisory } from '../../../../src/advisory/read.ts';
import { githubJson } from './arbitrary.ts';

const read = (json: unknown): Advisory => {
  const advisory = readAdvisory(json, 'python/cpython');
  assert.ok(advisory);
  return advisory;
};

describe('an advisory as a document', function () {
  this.timeout(60_000);

  it('loses nothing on the way from GitHub to the document and back', () => {
    fc.assert(
      fc.property(githubJson, (json) => {
        const advisory = read(json);
        const document = parseDocument(writeDocument(advisory));
        assert.deepEqual(document.problems, []);
        assert.deepEqual(advisoryOf(document, advisory), advisory);
      }),
      { numRuns: 1500 },
    );
  });

  it('is written back byte for byte where nothing has changed', () => {
    fc.assert(
      fc.property(githubJson, (json) => {
        const advisory = read(json);
        const text = writeDocument(advisory);
        const back = updateFrom(parseDocument(text), advisory, contentOf(advisory));
        assert.ok(back.ok);
        assert.equal(back.value, text);
      }),
      { numRuns: 500 },
    );
  });

  it('takes any other content, and says it when it is read again', () => {
    fc.assert(
      fc.property(githubJson, githubJson, (before, after) => {
        const [old, wanted] = [read(before), contentOf(read(after))];
        const document = parseDocument(writeDocument(old));
        const updated = updateContent(document, wanted, []);
        assert.ok(updated.ok);
        const again = parseDocument(updated.value);
        assert.ok(isWhole(again));
        // The word beside a vector is GitHub's: it is not written.
        const { severity, ...rest } = documentContent(again);
        const { severity: asked, ...others } = wanted;
        assert.deepEqual(rest, others);
        if (!wanted.cvss) assert.equal(severity, asked);
      }),
      { numRuns: 1500 },
    );
  });

  it('follows what GitHub holds now in every key', () => {
    fc.assert(
      fc.property(githubJson, githubJson, (before, after) => {
        const [old, now] = [read(before), read({ ...after, ghsa_id: before.ghsa_id })];
        const updated = updateFrom(parseDocument(writeDocument(old)), now, contentOf(now));
        assert.ok(updated.ok);
        const again = advisoryOf(parseDocument(updated.value), now);
        assert.deepEqual({ ...again, description: again.description ?? '' }, { ...now, description: now.description ?? '' });
      }),
      { numRuns: 800 },
    );
  });
});
