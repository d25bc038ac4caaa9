import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { Repository } from '../../../src/git/repository.ts';
import { placesOf, type ReportPlaces } from '../../../src/places/report.ts';
import type { ReportPlace } from '../../../src/places/place.ts';
import { builtIn, plainProcess } from '../../../src/process/book.ts';
import { expectations, type FoundPlace } from '../../sandbox/practice/expectations.ts';
import { fillReport, reportText } from '../../sandbox/practice/reports.ts';
import { makePracticeRepository } from '../../sandbox/practice/repository.ts';

/** What is recognised so far; bare names, continuations and symbols are not. */
function inReach({ kind, line, text, at }: FoundPlace): boolean {
  if (kind === 'traceback' || kind === 'permalink') return true;
  return kind === 'path' && line !== undefined && at === undefined && /[^\s`(:].*\.\w+/.test(text);
}

describe('places of the practice reports', () => {
  let folder = '';
  let repository: Repository;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'at-places-'));
    await makePracticeRepository(folder);
    repository = new Repository(folder);
  });
  after(async () => {
    repository.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  const read = (report: Parameters<typeof reportText>[0]): Promise<ReportPlaces> =>
    placesOf(
      { repository: 'python-practice/cpython', vulnerabilities: [] },
      reportText(report),
      repository,
      builtIn.psrt ?? plainProcess,
      ['github.com'],
    );
  const at = (places: readonly ReportPlace[], report: string, text: string): ReportPlace | undefined => {
    const start = report.lastIndexOf(text);
    return places.find(({ found }) => found.start < start + text.length && start < found.end);
  };

  for (const expectation of expectations.filter((one) => one.repository === 'cpython')) {
    it(`reads ${expectation.report} as a careful reader does`, async () => {
      const { places, affected } = await read(expectation.report);
      const text = reportText(expectation.report);
      // Where several versions are listed, the first one is taken.
      if (expectation.version !== null && expectation.report !== 'zip64-locator')
        assert.equal(affected?.name, expectation.version);
      for (const wanted of expectation.found.filter(inReach)) {
        const place = at(places, text, fillReport(wanted.text));
        assert.ok(place && 'resolved' in place.resolution, `${wanted.text}: ${JSON.stringify(place?.resolution)}`);
        const { path, line } = place.resolution.resolved;
        assert.deepEqual([path, line], [wanted.path, wanted.line ?? line], wanted.text);
      }
    });

    it(`is led nowhere by ${expectation.report}`, async () => {
      const { places } = await read(expectation.report);
      const text = reportText(expectation.report);
      for (const { text: name, why } of expectation.nowhere) {
        const place = at(places, text, fillReport(name));
        if (!place || !('resolved' in place.resolution)) continue;
        // A frame whose line is beyond the file but whose quoted source is there leads to that source, and says so.
        assert.ok(
          place.found.quoted !== null && place.resolution.resolved.note !== null,
          `${name} (${why}) leads to ${JSON.stringify(place.resolution.resolved)}`,
        );
      }
    });
  }
});
