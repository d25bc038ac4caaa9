import fc from 'fast-check';
import { metricOf, metricsOf } from '../../../../src/advisory/cvss/metrics.ts';
import type { CvssVersion } from '../../../../src/advisory/cvss/metrics.ts';
import { joined, ORDERED, partsOf } from './samples.ts';

/** Makes a malformed text of a whole vector; `pick` gives a number from 0 to below its argument. */
type Mutation = (version: CvssVersion, text: string, pick: (below: number) => number) => string;

/** Changes the parts and puts the version in front again. */
function ofParts(
  change: (parts: string[], pick: (below: number) => number, version: CvssVersion) => readonly string[],
): Mutation {
  return (version, text, pick) => joined(version, change([...partsOf(version, text)], pick, version));
}

/** Replaces the value of one metric. */
function ofValue(change: (id: string, value: string, version: CvssVersion, pick: (below: number) => number) => string): Mutation {
  return ofParts((parts, pick, version) => {
    const at = pick(parts.length);
    const [id = '', value = ''] = (parts[at] ?? '').split(':');
    return parts.with(at, `${id}:${change(id, value, version, pick)}`);
  });
}

/** What goes wrong in every version. */
const ALWAYS: Readonly<Record<string, Mutation>> = {
  'a metric twice': ofParts((parts, pick) => parts.toSpliced(pick(parts.length + 1), 0, parts[pick(parts.length)] ?? '')),
  'a metric twice with another value': ofParts((parts, pick, version) => {
    const [id = ''] = (parts[pick(parts.length)] ?? '').split(':');
    const values = metricOf(version, id)?.values ?? [];
    return parts.toSpliced(pick(parts.length + 1), 0, `${id}:${values[pick(values.length)]?.id ?? ''}`);
  }),
  'a base metric missing': ofParts((parts, pick, version) => {
    const base = metricsOf(version).filter(({ mandatory }) => mandatory);
    const gone = base[pick(base.length)]?.id ?? '';
    return parts.filter((part) => !part.startsWith(`${gone}:`));
  }),
  'a value of another metric': ofValue((id, _value, version, pick) => {
    const own = new Set(metricOf(version, id)?.values.map((value) => value.id));
    const others = metricsOf(version).flatMap(({ values }) => values.filter((value) => !own.has(value.id)));
    return others[pick(others.length)]?.id ?? '';
  }),
  'a value that nothing has': ofValue((_id, _value, _version, pick) => ['Q', '0', 'Nn', 'ND0', '__proto__', 'Ν'][pick(6)] ?? ''),
  'a value in small letters': ofValue((_id, value) => value.toLowerCase()),
  'no value': ofValue(() => ''),
  'two values': ofValue((_id, value) => `${value}:${value}`),
  'a metric that nothing has': ofParts((parts, pick) => {
    const wrong = ['QQ:N', 'constructor:N', 'ÄV:N', ':N', 'N', ':'][pick(6)] ?? '';
    return parts.toSpliced(pick(parts.length + 1), 0, wrong);
  }),
  'a name in small letters': ofParts((parts, pick) => {
    const at = pick(parts.length);
    const [id = '', value = ''] = (parts[at] ?? '').split(':');
    return parts.with(at, `${id.toLowerCase()}:${value}`);
  }),
  'all in small letters': (_version, text) => text.toLowerCase(),
  'a slash at the end': (_version, text) => `${text}/`,
  'two slashes at the end': (_version, text) => `${text}//`,
  'a slash in front': (_version, text) => `/${text}`,
  'two slashes': (_version, text, pick) => {
    const slashes = [...text.matchAll(/\//g)].map(({ index }) => index);
    const at = slashes[pick(slashes.length)] ?? 0;
    return `${text.slice(0, at)}/${text.slice(at)}`;
  },
  'a space in front': (_version, text) => ` ${text}`,
  'a space behind': (_version, text) => `${text} `,
  'a line end behind': (_version, text) => `${text}\n`,
  'a space somewhere': (_version, text, pick) => {
    const at = pick(text.length + 1);
    return `${text.slice(0, at)}${[' ', '\t', '\u00a0', '\u2028'][pick(4)] ?? ''}${text.slice(at)}`;
  },
  parentheses: (_version, text) => `(${text})`,
  'cut off': (version, text, pick) => {
    const base = metricsOf(version).filter(({ mandatory }) => mandatory).length;
    return text.slice(0, pick(joined(version, partsOf(version, text).slice(0, base)).length));
  },
};

/** What goes wrong where a vector begins with its version. */
const VERSIONED: Readonly<Record<string, Mutation>> = {
  'no version': (version, text) => text.slice(`CVSS:${version}/`.length),
  'another version': (version, text, pick) =>
    text.replace(version, ['5.0', '3.2', '4', '4.00', '1.0', '2.0', '', '04.0'][pick(8)] ?? ''),
  'the version twice': (version, text) => `CVSS:${version}/${text}`,
  'the version of others': (version, text) => text.replace(version, version === '4.0' ? '3.1' : '4.0'),
};

const UNVERSIONED: Readonly<Record<string, Mutation>> = {
  'a version': (version, text) => `CVSS:${version}/${text}`,
  'the version of others': (_version, text, pick) => `CVSS:${['3.0', '3.1', '4.0'][pick(3)] ?? ''}/${text}`,
};

/** What goes wrong where the order is fixed. */
const IN_ORDER: Readonly<Record<string, Mutation>> = {
  'two metrics swapped': ofParts((parts, pick) => {
    const one = pick(parts.length);
    const other = (one + 1 + pick(parts.length - 1)) % parts.length;
    return parts.with(one, parts[other] ?? '').with(other, parts[one] ?? '');
  }),
};

/** The ways in which a vector of a version can be malformed. A small letter that is right (`Au`, `Clear`) is no mutant. */
export function mutationsOf(version: CvssVersion): readonly (readonly [name: string, mutation: Mutation])[] {
  return Object.entries({
    ...ALWAYS,
    ...(version === '2.0' ? UNVERSIONED : VERSIONED),
    ...(ORDERED.includes(version) ? IN_ORDER : {}),
  });
}

/** A mutant of a vector, and how it came about. */
export function mutantsOf(version: CvssVersion, text: string): fc.Arbitrary<readonly [name: string, mutant: string]> {
  const picks = fc.array(fc.nat(), { minLength: 4, maxLength: 4 });
  return fc.tuple(fc.constantFrom(...mutationsOf(version)), picks).map(([[name, mutation], numbers]) => {
    let next = 0;
    return [name, mutation(version, text, (below) => (numbers[next++ % numbers.length] ?? 0) % below)] as const;
  });
}
