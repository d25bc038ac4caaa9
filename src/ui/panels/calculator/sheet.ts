import { metricOf, type CvssVersion, type Metric } from '../../../advisory/cvss/metrics.ts';
import { convertToFour, formatVector, missingMetrics, parseVector, type CvssVector } from '../../../advisory/cvss/vector.ts';
import type { Version } from './messages.ts';

/** What is chosen: values by metrics, both by their ids. */
export type Choices = Readonly<Record<string, string>>;

/** What is chosen for one advisory, in both versions. */
export interface Sheet {
  readonly version: Version;
  readonly chosen: Readonly<Record<Version, Choices>>;
  /** Metrics of 4.0 whose values were carried over and that nobody has chosen since. */
  readonly carried: { readonly from: CvssVersion; readonly metrics: readonly string[] } | undefined;
}

/** A sheet on which nothing is chosen. */
export function emptySheet(version: Version): Sheet {
  return { version, chosen: { '4.0': {}, '3.1': {} }, carried: undefined };
}

/** The vector of what is chosen in the version shown; without some mandatory metrics it is only a part of one. */
export function vectorOf({ version, chosen }: Sheet): string {
  return formatVector(version, new Map(Object.entries(chosen[version])));
}

/** The mandatory metrics for which nothing is chosen yet. */
export function missingOf({ version, chosen }: Sheet): readonly Metric[] {
  return missingMetrics(version, new Map(Object.entries(chosen[version])));
}

/**
 * Chooses a value in the version shown. "Not defined" is a choice as well: it is kept, so that nothing that is carried over
 * later comes in its place. To choose what was carried over is to agree with it. A metric or value that the version does
 * not have changes nothing.
 */
export function chooseIn(sheet: Sheet, metric: string, value: string): Sheet {
  const { version, chosen } = sheet;
  if (metricOf(version, metric)?.values.some(({ id }) => id === value) !== true) return sheet;
  const agreed = version === '4.0' && sheet.carried?.metrics.includes(metric) === true;
  if (chosen[version][metric] === value && !agreed) return sheet;
  return {
    ...sheet,
    chosen: { ...chosen, [version]: { ...chosen[version], [metric]: value } },
    carried: version === '4.0' ? without(sheet.carried, metric) : sheet.carried,
  };
}

function without(carried: Sheet['carried'], metric: string): Sheet['carried'] {
  const metrics = carried?.metrics.filter((id) => id !== metric) ?? [];
  return carried && metrics.length > 0 ? { ...carried, metrics } : undefined;
}

/**
 * Puts a vector on the sheet and shows its version; what is chosen in the other version stays. A vector of CVSS 3.0 is
 * shown as 3.1, which has the same metrics and values (CVSS 3.1 specification, section 1.1: only the formulas and the words
 * changed). One of CVSS 2.0 is carried over to 4.0.
 */
export function adopt(sheet: Sheet, vector: CvssVector): Sheet {
  const { chosen } = sheet;
  switch (vector.version) {
    case '4.0':
      return { version: '4.0', chosen: { ...chosen, '4.0': Object.fromEntries(vector.metrics) }, carried: undefined };
    case '3.1':
    case '3.0':
      return { ...sheet, version: '3.1', chosen: { ...chosen, '3.1': Object.fromEntries(vector.metrics) } };
    case '2.0': {
      const four = convertToFour(vector);
      return {
        version: '4.0',
        chosen: { ...chosen, '4.0': Object.fromEntries(four) },
        carried: { from: '2.0', metrics: [...four.keys()] },
      };
    }
  }
}

/** Shows a version. 4.0 is filled in from a whole 3.1 vector as far as that tells, but for what was chosen in 4.0. */
export function showVersion(sheet: Sheet, version: Version): Sheet {
  if (version === sheet.version) return sheet;
  const shown = { ...sheet, version };
  if (version !== '4.0') return shown;
  const three = parseVector(vectorOf(sheet));
  return three.ok ? carryOver(shown, three.value) : shown;
}

/**
 * Fills 4.0 from a vector of 3.1. What was carried over before follows it; what a person or the document said stays. A
 * vector that was whole by itself stays altogether: nothing optional is slipped into it.
 */
function carryOver(sheet: Sheet, three: CvssVector): Sheet {
  const before = new Set(sheet.carried?.metrics);
  const own = Object.fromEntries(Object.entries(sheet.chosen['4.0']).filter(([id]) => !before.has(id)));
  if (missingMetrics('4.0', new Map(Object.entries(own))).length === 0) return sheet;
  const told = [...convertToFour(three)].filter(([id]) => own[id] === undefined);
  return {
    ...sheet,
    chosen: { ...sheet.chosen, '4.0': { ...Object.fromEntries(told), ...own } },
    carried: told.length === 0 ? undefined : { from: three.version, metrics: told.map(([id]) => id) },
  };
}

/** A vector as this calculator would write it; undefined for a text that is none. */
export function canonical(text: string): string | undefined {
  const vector = parseVector(text.trim());
  return vector.ok ? formatVector(vector.value.version, vector.value.metrics) : undefined;
}
