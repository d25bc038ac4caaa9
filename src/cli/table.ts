import type { PlacesJson, PlaceJson } from '../places/json.ts';

/** What was found, for a person to read in a terminal. */
export function table(found: PlacesJson): string {
  const lines = [
    found.revisionName === null ? 'Looked up nowhere: the clone has no revision.' : `Looked up at ${found.revisionName}`,
    '',
  ];
  for (const place of found.places) lines.push(...rows(place));
  if (found.unresolved.length > 0) lines.push('', 'Lead nowhere:');
  for (const { text, why } of found.unresolved) lines.push(`  ${oneLine(text)}: ${oneLine(why)}`);
  for (const [branch, { answer, reasons }] of Object.entries(found.branches ?? {}))
    lines.push('', `${branch}: ${answer}`, ...reasons.map((reason) => `  ${oneLine(reason)}`));
  if (found.since)
    lines.push(
      '',
      found.since.range === null ? `Since when: ${found.since.note ?? 'not to be told'}` : `Affected: ${found.since.range}`,
    );
  return `${lines.join('\n')}\n`;
}

function rows({ text, kind, resolved, carried, candidates }: PlaceJson): string[] {
  const spot = (path: string, line: number | null) => `${path}${line === null ? '' : `:${line}`}`;
  const certainty = resolved.certainty === 'exact' ? '' : ` (${resolved.certainty})`;
  return [
    `${spot(resolved.path, resolved.line)} at ${resolved.revisionName}${certainty}  ← ${kind}: ${oneLine(text)}`,
    ...(resolved.note === null ? [] : [`    ${oneLine(resolved.note)}`]),
    ...(candidates ?? []).slice(1).map((one) => `    or ${spot(one.path, one.line)}`),
    ...Object.entries(carried).map(
      ([branch, one]) => `    ${branch}: ${one.status}${one.path === null ? '' : ` ${spot(one.path, one.line)}`}`,
    ),
  ].map(printable);
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}

/** Without what a terminal would obey. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, '�');
}
