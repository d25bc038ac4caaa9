/** CVSS vectors: which texts are one (CVSS 3.0, 3.1 and 4.0 specifications). */

const THREE_BASE: Readonly<Record<string, string>> = {
  AV: 'NALP',
  AC: 'LH',
  PR: 'NLH',
  UI: 'NR',
  S: 'UC',
  C: 'HLN',
  I: 'HLN',
  A: 'HLN',
};
const THREE_MORE: Readonly<Record<string, string>> = {
  E: 'XUPFH',
  RL: 'XOTWU',
  RC: 'XURC',
  CR: 'XLMH',
  IR: 'XLMH',
  AR: 'XLMH',
  MAV: 'XNALP',
  MAC: 'XLH',
  MPR: 'XNLH',
  MUI: 'XNR',
  MS: 'XUC',
  MC: 'XNLH',
  MI: 'XNLH',
  MA: 'XNLH',
};
/** In the one order that CVSS 4.0 allows; the first eleven are mandatory. */
const FOUR: readonly (readonly [string, RegExp])[] = [
  ['AV', /^[NALP]$/],
  ['AC', /^[LH]$/],
  ['AT', /^[NP]$/],
  ['PR', /^[NLH]$/],
  ['UI', /^[NPA]$/],
  ['VC', /^[HLN]$/],
  ['VI', /^[HLN]$/],
  ['VA', /^[HLN]$/],
  ['SC', /^[HLN]$/],
  ['SI', /^[HLN]$/],
  ['SA', /^[HLN]$/],
  ['E', /^[XAPU]$/],
  ['CR', /^[XHML]$/],
  ['IR', /^[XHML]$/],
  ['AR', /^[XHML]$/],
  ['MAV', /^[XNALP]$/],
  ['MAC', /^[XLH]$/],
  ['MAT', /^[XNP]$/],
  ['MPR', /^[XNLH]$/],
  ['MUI', /^[XNPA]$/],
  ['MVC', /^[XHLN]$/],
  ['MVI', /^[XHLN]$/],
  ['MVA', /^[XHLN]$/],
  ['MSC', /^[XHLN]$/],
  ['MSI', /^[XSHLN]$/],
  ['MSA', /^[XSHLN]$/],
  ['S', /^[XNP]$/],
  ['AU', /^[XNY]$/],
  ['R', /^[XAUI]$/],
  ['V', /^[XDC]$/],
  ['RE', /^[XLMH]$/],
  ['U', /^(?:X|Clear|Green|Amber|Red)$/],
];
const FOUR_MANDATORY = 11;

function pairs(text: string): readonly (readonly [string, string])[] | null {
  const found = text.split('/').map((part) => part.split(':'));
  return found.every((one) => one.length === 2 && one[0] !== '' && one[1] !== '')
    ? found.map(([name = '', value = '']) => [name, value] as const)
    : null;
}

/** Not `constructor` and the like, which every object has. */
function own(table: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function isThree(metrics: readonly (readonly [string, string])[]): boolean {
  const names = new Set(metrics.map(([name]) => name));
  const known = metrics.every(
    ([name, value]) => value.length === 1 && (own(THREE_BASE, name) ?? own(THREE_MORE, name) ?? '').includes(value),
  );
  return known && names.size === metrics.length && Object.keys(THREE_BASE).every((name) => names.has(name));
}

function isFour(metrics: readonly (readonly [string, string])[]): boolean {
  let next = 0;
  for (const [name, value] of metrics) {
    const at = FOUR.findIndex(([one]) => one === name);
    if (at < next || (next < FOUR_MANDATORY && at !== next)) return false;
    if (FOUR[at]?.[1].test(value) !== true) return false;
    next = at + 1;
  }
  return next >= FOUR_MANDATORY;
}

/** Whether a text is a whole CVSS 3.0, 3.1 or 4.0 vector, without anything missing, doubled or left over. */
export function isVector(text: string): boolean {
  const [, version, rest] = /^CVSS:(3\.0|3\.1|4\.0)\/(.+)$/.exec(text) ?? [];
  if (version === undefined || rest === undefined) return false;
  const metrics = pairs(rest);
  if (metrics === null) return false;
  return version === '4.0' ? isFour(metrics) : isThree(metrics);
}

/** The qualitative severity of a score (CVSS 3.1 §5, CVSS 4.0 §6); null for no impact. */
export function severityOf(score: number): 'critical' | 'high' | 'medium' | 'low' | null {
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  if (score >= 4) return 'medium';
  return score > 0 ? 'low' : null;
}
