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

type Wanted = Pick<FoundPlace, 'text' | 'kind' | 'path'>;

/** A module's bare name in prose is a word like any other, however well a person knows it. */
function isWritten({ text, kind }: FoundPlace): boolean {
  return kind !== 'symbol' || /[^a-z]/.test(text);
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
  /** The places on any of a text's occurrences; a change is known by its file as well. */
  const on = (places: readonly ReportPlace[], report: string, { text, kind, path }: Wanted): readonly ReportPlace[] => {
    const starts = [...report.matchAll(new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`), 'g'))].map(
      ({ index }) => index,
    );
    return places.filter(
      ({ found }) =>
        starts.some((start) => found.start < start + text.length && start < found.end) ||
        (kind === 'diff' && found.kind === 'diff' && found.path === path),
    );
  };

  for (const expectation of expectations.filter((one) => one.repository === 'cpython')) {
    it(`reads ${expectation.report} as a careful reader does`, async () => {
      const { places, affected } = await read(expectation.report);
      const text = reportText(expectation.report);
      // Where several versions are listed, the first one is taken.
      if (expectation.version !== null && expectation.report !== 'zip64-locator')
        assert.equal(affected[0]?.name, expectation.version);
      for (const wanted of expectation.found.filter(isWritten)) {
        const places_ = on(places, text, { ...wanted, text: fillReport(wanted.text) });
        const spots = places_.flatMap(({ resolution }) => ('resolved' in resolution ? [resolution.resolved] : []));
        const right = spots.some(({ path, line }) => path === wanted.path && line === (wanted.line ?? wanted.definedAt ?? line));
        // A link or bytes in the tree is known, and said to be no text.
        const noText = places_.some(({ resolution }) => 'unresolved' in resolution && resolution.unresolved.why === 'not-text');
        assert.ok(right || noText, `${wanted.text}: ${JSON.stringify(places_.map(({ resolution }) => resolution))}`);
      }
    });

    it(`is led nowhere by ${expectation.report}`, async () => {
      const { places } = await read(expectation.report);
      const text = reportText(expectation.report);
      for (const { text: name, why } of expectation.nowhere) {
        const [place] = on(places, text, { text: fillReport(name), kind: 'path', path: '' });
        if (!place || !('resolved' in place.resolution)) continue;
        // What is quoted may be there under another number, and a file that is not there may be at another revision: both
        // are said, and the reporter's number is opened in neither.
        const { note, line } = place.resolution.resolved;
        assert.ok(
          note !== null && (place.found.quoted !== null || line === null || place.found.kind === 'symbol'),
          `${name} (${why}) leads to ${JSON.stringify(place.resolution.resolved)}`,
        );
      }
    });
  }
});
