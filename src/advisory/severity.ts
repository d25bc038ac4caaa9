import type { Advisory } from './model.ts';

export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'none';

/** The score that counts: CVSS 4.0 before 3.x; undefined where GitHub gave none. */
export function scoreOf(advisory: Advisory): { version: '4.0' | '3.x'; vector: string; score: number | null } | undefined {
  if (advisory.cvss4) return { version: '4.0', ...advisory.cvss4 };
  if (advisory.cvss3) return { version: '3.x', ...advisory.cvss3 };
  return undefined;
}

/** GitHub's severity word, or the one that the score falls under (CVSS specification, qualitative rating scale). */
export function severityOf(advisory: Advisory): Severity {
  const said = advisory.severity?.toLowerCase();
  if (said === 'critical' || said === 'high' || said === 'medium' || said === 'low') return said;
  const score = scoreOf(advisory)?.score ?? null;
  if (score === null || score <= 0) return 'none';
  return score >= 9 ? 'critical' : score >= 7 ? 'high' : score >= 4 ? 'medium' : 'low';
}

/** Greater is worse; for sorting. */
export function severityRank(severity: Severity): number {
  return ['none', 'low', 'medium', 'high', 'critical'].indexOf(severity);
}
