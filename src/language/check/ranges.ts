import type { AffectedItem, Located } from '../../advisory/document/document.ts';
import { isEmpty, parseRange, readRange, type RangeFailure, type VersionRange } from '../../advisory/ranges/range.ts';
import type { VersionScheme } from '../../advisory/ranges/versions.ts';
import type { Fix } from '../finding.ts';
import { partOf } from './edits.ts';
import type { Checked } from './findings.ts';
import { changeTo } from './fixes.ts';
import { checkPatched } from './patched.ts';
import { checkReleased, Releases } from './released.ts';
import { splitItem } from './split-item.ts';
import { checkTogether } from './together.ts';
import { schemeOf } from './versions.ts';

/** An item whose range says something. */
export interface ItemRange {
  readonly item: AffectedItem;
  readonly at: Located<string>;
  readonly scheme: VersionScheme;
  readonly range: VersionRange;
}

/** Ranges and patched versions: each by itself, against each other, and against the releases that there are. */
export function checkRanges(checked: Checked): void {
  const releases = new Releases(checked.context.releases);
  checkTogether(
    checked,
    checked.document.fields.affected.flatMap((item) => checkItem(checked, item, releases) ?? []),
  );
}

function checkItem(checked: Checked, item: AffectedItem, releases: Releases): ItemRange | undefined {
  const { document, findings } = checked;
  const scheme = schemeOf(item, checked);
  const at = item.range;
  const written = at && parseRange(at.value, scheme);
  if (at && written && !written.ok) malformed(checked, item, at, written.failure);
  const found = at && (written?.ok ? written : readRange(at.value, scheme));
  const range = found?.ok ? found.value : undefined;
  const empty = range !== undefined && isEmpty(range, scheme);
  if (at && empty) findings.add('range-empty', 'error', at, 'No version can be in this range: its bounds exclude each other.');
  if (at && range) {
    // Of a text that was read as it was meant, the offsets are not those of the document.
    const asWritten = range.text === at.value;
    const versions = range.comparators.map(({ operator, version, versionStart }) => ({
      operator,
      version,
      span: asWritten ? partOf(document.text, at, versionStart, versionStart + version.length) : at,
    }));
    // That a patched version is still to come is said where it is named as such.
    const named = versions.filter(({ operator, version }) => operator !== '<' || item.patched?.value !== version);
    checkReleased(checked, item, named, scheme, releases);
  }
  checkPatched(checked, item, empty ? undefined : range, scheme, releases);
  return at && range && !empty ? { item, at, scheme, range } : undefined;
}

function malformed(checked: Checked, item: AffectedItem, at: Located<string>, failure: RangeFailure): void {
  const { document, findings } = checked;
  if (findings.isFull('range-malformed')) return;
  const { what, start, end, words, suggestion, parts } = failure;
  const fixes: (Fix | undefined)[] = [changeTo(document.text, at, suggestion)];
  if (parts) {
    const edit = splitItem(document.text, item, parts);
    fixes.push(edit && { title: `Write ${parts.length} items`, edits: [edit], preferred: true });
  }
  // Only blanks are wrong: scanners read it, and it is a matter of form.
  const severity = what === 'spaces' ? 'information' : 'warning';
  findings.add('range-malformed', severity, partOf(document.text, at, start, end), words, { fixes });
}
