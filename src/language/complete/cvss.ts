import { isNotDefined, metricOf, metricsOf, type CvssVersion, type Metric } from '../../advisory/cvss/metrics.ts';
import type { Process } from '../../process/process.ts';
import type { Slot } from '../front/slot.ts';
import { distinct, offer, sortOf, type Completion, type Offer, type ValueRequest } from './offer.ts';

/** Versions that GitHub takes, in the order in which they are proposed. */
const OFFERED = ['4.0', '3.1', '3.0'] as const;
const PREFIX = 'CVSS:';
/** A vector of this many parts says everything; what is longer is none. */
const MOST_PARTS = 60;

/** The version that a process scores with: 4.0, unless it asks for a vector of any kind and not for that. */
export function wantedVersion(process: Process): '4.0' | '3.1' {
  const facts = (process.steps ?? []).flatMap(({ needs }) => (needs ?? []).map(({ fact }) => fact));
  return facts.includes('cvss') && !facts.includes('cvss-v4') ? '3.1' : '4.0';
}

/** One part between two slashes. */
interface Part {
  readonly text: string;
  /** Offset in the vector. */
  readonly start: number;
}

/** A vector, metric by metric: first the version, then each metric's values, the base metrics in their order first. */
export function completeVector({ place, context }: ValueRequest): readonly Completion[] {
  const { slot } = place;
  const cursor = slot.typed.length;
  const bare = slot.text;
  // Where characters are escaped or cut, a part cannot be told.
  if (bare !== '' && slot.end - slot.start < bare.length) return [];
  const parts = partsOf(bare);
  const at = parts.findLastIndex(({ start }) => start <= cursor);
  const part = parts[at];
  if (!part || parts.length > MOST_PARTS) return [];
  if (at === 0) return [...heldVectors(slot, context), ...versions(slot, part, bare, context.process)];
  const version = OFFERED.find((one) => parts[0]?.text === PREFIX + one);
  if (version === undefined) return [];
  const inner: Slot = { ...slot, lead: '', start: slot.start + part.start, end: slot.start + part.start + part.text.length };
  return metrics(inner, version, parts, at);
}

function partsOf(text: string): readonly Part[] {
  let start = 0;
  return text.split('/').map((part) => {
    const it = { text: part, start };
    start += part.length + 1;
    return it;
  });
}

function heldVectors(slot: Slot, { held }: ValueRequest['context']): readonly Completion[] {
  const vectors = distinct([held?.cvss4?.vector, held?.cvss3?.vector], [slot.text]);
  return vectors.map((vector, order) => offer(slot, vector, order, { kind: 'metric', detail: 'What GitHub holds' }));
}

function versions(slot: Slot, part: Part, vector: string, process: Process): readonly Completion[] {
  const isWhole = vector.length > part.text.length;
  const inner: Slot = { ...slot, end: isWhole ? slot.start + part.text.length : slot.end };
  const wanted = wantedVersion(process);
  return OFFERED.map((version, order) => {
    const detail = version === wanted ? 'The version that is scored with here' : `CVSS ${version}`;
    const more = { kind: 'metric', detail, ...(version === '3.0' ? { deprecated: true } : {}) } as const;
    return piece(inner, `${PREFIX}${version}${isWhole ? '' : '/'}`, 10 + (version === wanted ? 0 : order + 1), more);
  });
}

function metrics(slot: Slot, version: CvssVersion, parts: readonly Part[], at: number): readonly Completion[] {
  const part = parts[at]?.text ?? '';
  const others = new Set(
    parts.filter((_, index) => index !== at).map(({ text }) => text.slice(0, Math.max(0, text.indexOf(':')))),
  );
  const isLast = at === parts.length - 1;
  const current = part.includes(':') ? metricOf(version, part.slice(0, part.indexOf(':'))) : undefined;
  if (current) return values(slot, version, current, others, isLast, 0);
  const free = freeMetrics(version, parts, at, others);
  const next = free.find(({ mandatory }) => mandatory);
  if (next)
    return [
      ...values(slot, version, next, others, isLast, 0),
      ...keys(
        slot,
        free.filter((one) => one.mandatory && one !== next),
      ),
    ];
  return keys(slot, free);
}

/** Metrics that are not there yet; in 4.0 those that belong between what stands before and behind. */
function freeMetrics(version: CvssVersion, parts: readonly Part[], at: number, others: ReadonlySet<string>): readonly Metric[] {
  const all = metricsOf(version);
  const free = all.filter(({ id }) => !others.has(id));
  if (version !== '4.0') return free;
  const places = parts.map(({ text }) => all.findIndex(({ id }) => text.startsWith(`${id}:`)));
  const before = Math.max(-1, ...places.slice(0, at));
  const behind = Math.min(all.length, ...places.slice(at + 1).filter((place) => place >= 0));
  return free.filter((metric) => all.indexOf(metric) > before && all.indexOf(metric) < behind);
}

/** The values of a metric. A vector that lacks base metrics goes on with a slash. */
function values(
  slot: Slot,
  version: CvssVersion,
  metric: Metric,
  others: ReadonlySet<string>,
  isLast: boolean,
  from: number,
): readonly Completion[] {
  const lacks = metricsOf(version).some(({ id, mandatory }) => mandatory && id !== metric.id && !others.has(id));
  return metric.values
    .filter((value) => !isNotDefined(value.id))
    .map((value, order) =>
      piece(slot, `${metric.id}:${value.id}${isLast && lacks ? '/' : ''}`, from + order, {
        label: `${metric.id}:${value.id}`,
        kind: 'metric',
        detail: `${metric.name}: ${value.name}`,
        words: value.words,
      }),
    );
}

/** Metrics without a value yet. */
function keys(slot: Slot, metricsLeft: readonly Metric[]): readonly Completion[] {
  return metricsLeft.map((metric, order) =>
    piece(slot, `${metric.id}:`, 50 + order, { kind: 'metric', detail: `${metric.group}: ${metric.name}`, words: metric.words }),
  );
}

/** A piece of a vector that goes on: what stands round it, quotes and all, stays as it is. */
function piece(slot: Slot, text: string, order: number, more: Offer): Completion {
  const edit = { start: slot.start, end: slot.end, text: slot.lead + text + slot.tail };
  return { label: text, ...more, edit, sort: sortOf(order) };
}
