import type { CweEntry } from '../../advisory/cwe/entries.ts';
import { USAGE_WORDS } from '../words/weaknesses.ts';
import { table } from '../words/markdown.ts';
import { offer, type Completion, type ValueRequest } from './offer.ts';

/** So many are proposed; more would not be read. */
const MOST = 60;
/** What is proposed before anything is typed: the weaknesses behind most CVE records (CWE Top 25 of 2024). */
const FREQUENT = [
  79, 787, 89, 352, 22, 125, 78, 416, 862, 434, 94, 20, 77, 287, 269, 502, 200, 863, 918, 119, 476, 798, 190, 400, 306,
];

/** CWE ids by number and by words, what may be used first. */
export async function completeCwe({ place, context }: ValueRequest): Promise<readonly Completion[]> {
  const { cweById, searchCwe } = await import('../../advisory/cwe/catalogue.ts');
  const typed = place.slot.typed.trim();
  const there = new Set(place.others.map((one) => one.trim().toUpperCase()));
  const start = [...(context.held?.cwes.map(({ id }) => id) ?? []), ...FREQUENT.map((number) => `CWE-${number}`)];
  const found = /^(?:c|cw|cwe|cwe-)?$/i.test(typed)
    ? start.flatMap((id) => cweById(id) ?? []).filter(isUsable)
    : searchCwe(typed, MOST);
  return [...new Set(found)]
    .filter(({ id }) => !there.has(id))
    .slice(0, MOST)
    .map((entry, order) =>
      offer(place.slot, entry.id, order, {
        kind: 'cwe',
        detail: `${USAGE[entry.usage]}${entry.name}`,
        words: wordsOf(entry),
        // Words are matched by the catalogue, so nothing that it found is to be sorted out again.
        ...(typed === '' ? {} : { filter: place.slot.typed }),
        ...(entry.deprecated || entry.usage === 'prohibited' ? { deprecated: true } : {}),
      }),
    );
}

function isUsable({ usage, deprecated }: CweEntry): boolean {
  return !deprecated && (usage === 'allowed' || usage === 'allowed-with-review');
}

const USAGE: Readonly<Record<CweEntry['usage'], string>> = {
  allowed: '',
  'allowed-with-review': '',
  discouraged: 'Discouraged: ',
  prohibited: 'Not for use: ',
};

function wordsOf({ usage, deprecated, kind, terms }: CweEntry): string {
  const rows = [
    ['Usage', deprecated ? 'deprecated' : USAGE_WORDS[usage]],
    ...(kind === undefined ? [] : [['Kind', kind]]),
    ...(terms.length === 0 ? [] : [['Also', terms.join(', ')]]),
  ];
  return table(['CWE', ''], rows);
}
