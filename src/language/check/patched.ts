import type { AffectedItem } from '../../advisory/document/document.ts';
import { parsePatched, placeOf, type VersionRange } from '../../advisory/ranges/range.ts';
import type { VersionScheme } from '../../advisory/ranges/versions.ts';
import { partOf } from './edits.ts';
import { shown, type Checked } from './findings.ts';
import { changeTo } from './fixes.ts';
import { checkReleased, type Releases } from './released.ts';

/** Patched versions: that they are some, and that the range does not call them affected. */
export function checkPatched(
  checked: Checked,
  item: AffectedItem,
  range: VersionRange | undefined,
  scheme: VersionScheme,
  releases: Releases,
): void {
  const { document, findings } = checked;
  const { patched } = item;
  if (!patched || patched.value.trim() === '') return;
  const found = parsePatched(patched.value, scheme);
  if (!found.ok) {
    const { start, end, words, suggestion } = found.failure;
    findings.add('patched-malformed', 'warning', partOf(document.text, patched, start, end), words, {
      fixes: [changeTo(document.text, patched, suggestion)],
    });
    return;
  }
  const versions = found.value.map(({ version, start, end }) => ({ version, span: partOf(document.text, patched, start, end) }));
  checkReleased(checked, item, versions, scheme, releases);
  if (!range) return;
  for (const { version, span } of versions) {
    if (findings.isFull('patched-affected') || findings.isFull('patched-below')) return;
    const place = placeOf(range, version, scheme);
    if (place === 'inside')
      findings.add(
        'patched-affected',
        'error',
        span,
        `${shown(version)} is said to be patched, and the range says that it is affected.`,
      );
    else if (place === 'below')
      findings.add(
        'patched-below',
        'warning',
        span,
        `${shown(version)} is older than the first affected version, so nobody can move on to it.`,
      );
  }
}
