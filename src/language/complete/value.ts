import { SEVERITIES } from '../../advisory/document/document.ts';
import { scalarText } from '../../advisory/document/front.ts';
import { lineEndAt, trimmedEnd } from '../front/scalars.ts';
import { pairOf, textOf } from '../front/tree.ts';
import { SEVERITY_WORDS } from '../words/values.ts';
import { completeCwe } from './cwe.ts';
import { completeVector } from './cvss.ts';
import { distinct, offer, sortOf, type Completion, type ValueRequest } from './offer.ts';
import { completePackages } from './packages.ts';
import { completeCollaborators, completeCreditTypes, completeLogins } from './people.ts';
import { completePatched, completeRange } from './ranges.ts';

/** Values of the key at a place. A value on several lines is left alone. */
export async function completeValue(request: ValueRequest): Promise<readonly Completion[]> {
  if (request.place.scalar?.manyLines) return [];
  switch (request.place.path) {
    case 'title':
      return completeTag(request);
    case 'cve':
      return completeCve(request);
    case 'severity':
      return SEVERITIES.map((word, order) =>
        offer(request.place.slot, word, order, { kind: 'value', detail: SEVERITY_WORDS[word] }),
      );
    case 'cvss':
      return completeVector(request);
    case 'cwe':
      return completeCwe(request);
    case 'affected.package':
      return completePackages(request);
    case 'affected.range':
      return completeRange(request);
    case 'affected.patched':
      return completePatched(request);
    case 'credits.login':
      return completeLogins(request);
    case 'credits.type':
      return completeCreditTypes(request);
    case 'collaborators':
      return completeCollaborators(request);
    default:
      return [];
  }
}

/** The id that GitHub holds, and the beginning of one of this year. */
function completeCve({ place, context }: ValueRequest): readonly Completion[] {
  const start = `CVE-${new Date(context.now).getUTCFullYear()}-`;
  const held = distinct([context.held?.cveId], [place.slot.text]);
  return [
    ...held.map((id, order) => offer(place.slot, id, order, { kind: 'value', detail: 'What GitHub holds' })),
    ...(place.slot.text.startsWith(start) ? [] : [offer(place.slot, start, 10, { kind: 'value' })]),
  ];
}

/**
 * A tag by which the bot is asked for something, behind an opening bracket. A title that begins with one needs quotes,
 * because YAML takes it for a list.
 */
function completeTag({ document, offset, outline, context }: ValueRequest): readonly Completion[] {
  const node = pairOf(outline, 'title')?.node;
  if (!node || !context.process.bot || offset < node.start) return [];
  const { text } = document;
  const state = textOf(outline, 'state') ?? context.held?.state ?? 'draft';
  const typed = /\[[A-Za-z]{0,30}$/.exec(text.slice(Math.max(node.start, offset - 31), offset))?.[0];
  if (typed === undefined) return [];
  const start = offset - typed.length;
  const end = offset + (/^[A-Za-z]{0,30}\]?/.exec(text.slice(offset, offset + 31))?.[0].length ?? 0);
  const lineEnd = lineEndAt(text, offset);
  const isWhole = start === node.start && node.kind !== 'scalar';
  const whole = isWhole ? trimmedEnd(text, end, lineEnd) : end;
  return (context.process.tags ?? [])
    .filter(({ from }) => from.includes(state))
    .map(({ tag, words }, order) => ({
      label: `[${tag}]`,
      detail: `Asks ${context.process.bot?.title ?? 'the bot'}: ${words}`,
      edit: { start, end: whole, text: isWhole ? scalarText(`[${tag}]${spaced(text.slice(end, whole))}`) : `[${tag}]` },
      sort: sortOf(order),
      kind: 'value' as const,
    }));
}

function spaced(rest: string): string {
  return rest === '' || rest.startsWith(' ') ? rest : ` ${rest}`;
}
