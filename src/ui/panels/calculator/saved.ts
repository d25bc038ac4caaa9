import { metricOf, type CvssVersion } from '../../../advisory/cvss/metrics.ts';
import { isRecord, isVersion, subjectOf, type Version } from './messages.ts';
import { draftOf, START, type Draft, type Shelved, type State } from './model.ts';
import type { Choices, Sheet } from './sheet.ts';

/**
 * Reads a state that was kept while the page was out of sight. What does not fit is left out: an older release of this
 * page may have kept it. A text in the field that was no vector is read anew.
 */
export function restored(it: unknown): State {
  if (!isRecord(it)) return START;
  const sheet = sheetFrom(it.sheet);
  if (!sheet) return START;
  const shelf = Array.isArray(it.shelf) ? it.shelf.flatMap(shelvedFrom) : [];
  return {
    ...START,
    subject: subjectOf(it.subject),
    sheet,
    draft: draftFrom(it.draft),
    dirty: it.dirty === true,
    live: it.live !== false,
    folds: foldsFrom(it.folds),
    shelf,
  };
}

function draftFrom(it: unknown): Draft | undefined {
  if (!isRecord(it) || typeof it.text !== 'string' || !isRecord(it.failure)) return undefined;
  const draft = draftOf(it.text);
  return draft.failure && draft;
}

function shelvedFrom(it: unknown): readonly Shelved[] {
  if (!isRecord(it)) return [];
  const [subject, sheet] = [subjectOf(it.subject), sheetFrom(it.sheet)];
  return subject && sheet ? [{ subject, sheet }] : [];
}

function sheetFrom(it: unknown): Sheet | undefined {
  if (!isRecord(it) || !isVersion(it.version) || !isRecord(it.chosen)) return undefined;
  const { chosen, carried } = it;
  const sheet = { version: it.version, chosen: { '4.0': choices('4.0', chosen['4.0']), '3.1': choices('3.1', chosen['3.1']) } };
  return { ...sheet, carried: carriedFrom(carried, sheet.chosen['4.0']) };
}

function choices(version: Version, it: unknown): Choices {
  if (!isRecord(it)) return {};
  const known = Object.entries(it).filter(
    (pair): pair is [string, string] => metricOf(version, pair[0])?.values.some(({ id }) => id === pair[1]) === true,
  );
  return Object.fromEntries(known);
}

function carriedFrom(it: unknown, four: Choices): Sheet['carried'] {
  if (!isRecord(it) || !isCarriedFrom(it.from) || !Array.isArray(it.metrics)) return undefined;
  const metrics = it.metrics.filter((id): id is string => typeof id === 'string' && four[id] !== undefined);
  return metrics.length === 0 ? undefined : { from: it.from, metrics };
}

function isCarriedFrom(it: unknown): it is CvssVersion {
  return it === '2.0' || it === '3.0' || it === '3.1';
}

function foldsFrom(it: unknown): Readonly<Record<string, boolean>> {
  if (!isRecord(it)) return {};
  return Object.fromEntries(Object.entries(it).filter((pair): pair is [string, boolean] => typeof pair[1] === 'boolean'));
}
