import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { RECORD_KINDS, writeRecord, type RecordKind, type RecordSource, type RecordText } from '../../../src/records/record.ts';
import { sources } from './arbitrary.ts';
import { csafFaults, schemaFaults } from './official.ts';

/** A record, or undefined for a refusal that says what is missing. */
function written(kind: RecordKind, source: RecordSource): RecordText | undefined {
  const result = writeRecord(kind, source);
  const missing = result.ok ? result.value.missing : result.failure.missing;
  if (!result.ok) assert.ok(missing.length > 0, 'a refusal without a reason');
  for (const { part, words } of missing) {
    assert.match(part, /^[a-z-]+$/);
    assert.match(words, /^\S.*\S$/s);
  }
  if (!result.ok) return undefined;
  assert.equal(result.value.kind, kind);
  assert.ok(result.value.text.endsWith('\n'));
  assert.match(result.value.fileName, /^[\w.+/-]{1,200}$/);
  assert.doesNotMatch(result.value.fileName, /\.\.|^\//);
  return result.value;
}

/** Runs a check over the records that could be written, and asks that they were not too few. */
async function overRecords(
  kind: RecordKind,
  least: number,
  check: (record: RecordText, source: RecordSource) => unknown,
  numRuns = 1500,
) {
  let count = 0;
  await fc.assert(
    fc.asyncProperty(sources, async (source) => {
      const record = written(kind, source);
      if (!record) return;
      count++;
      await check(record, source);
    }),
    { numRuns },
  );
  assert.ok(count >= least, `only ${count} records`);
}

describe('records of any advisory', function () {
  this.timeout(120_000);

  for (const kind of ['cve', 'osv', 'ghsa'] as const)
    it(`are ${kind} records that fit the official schema, or refused`, () =>
      overRecords(kind, 20, ({ text }) => {
        assert.deepEqual(schemaFaults(kind, text), []);
      }));

  it('are CSAF documents that pass the strict schema and the mandatory tests, or refused', () =>
    overRecords('csaf', 20, async ({ text, fileName }) => {
      assert.deepEqual(await csafFaults(text), []);
      assert.match(fileName, /^[a-z0-9+_-]+\.json$/);
    }));

  for (const kind of RECORD_KINDS)
    it(`never make the writer of ${kind} throw, nor write an advisory’s words as a reason`, () => {
      fc.assert(
        fc.property(sources, (source) => {
          written(kind, source);
          const marked = { ...source, advisory: { ...source.advisory, title: 'Qx7title', description: 'Qx7description' } };
          const result = writeRecord(kind, marked);
          const missing = result.ok ? result.value.missing : result.failure.missing;
          assert.doesNotMatch(JSON.stringify(missing), /Qx7/);
        }),
        { numRuns: 300 },
      );
    });
});
