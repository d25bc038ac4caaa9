/** The equations of CVSS 2.0 (guide, section 3.2). Numbers are the guide's; a value that is not defined counts as written there. */

type Weights = Readonly<Record<string, number>>;

const ACCESS_VECTOR: Weights = { L: 0.395, A: 0.646, N: 1 };
const ACCESS_COMPLEXITY: Weights = { H: 0.35, M: 0.61, L: 0.71 };
const AUTHENTICATION: Weights = { M: 0.45, S: 0.56, N: 0.704 };
const IMPACT: Weights = { N: 0, P: 0.275, C: 0.66 };
const EXPLOITABILITY: Weights = { U: 0.85, POC: 0.9, F: 0.95, H: 1 };
const REMEDIATION: Weights = { OF: 0.87, TF: 0.9, W: 0.95, U: 1 };
const CONFIDENCE: Weights = { UC: 0.9, UR: 0.95, C: 1 };
const COLLATERAL: Weights = { N: 0, L: 0.1, LM: 0.3, MH: 0.4, H: 0.5, ND: 0 };
const DISTRIBUTION: Weights = { N: 0, L: 0.25, M: 0.75, H: 1 };
const REQUIREMENT: Weights = { L: 0.5, M: 1, H: 1.51 };

/** What binary fractions may be off by: far more than they are, far less than two results differ by. */
const SLACK = 1e-9;

function toOneDecimal(value: number): number {
  return Math.round((value + SLACK) * 10) / 10;
}

/**
 * The score of a whole CVSS 2.0 vector, 0 to 10 with one decimal: the environmental one where an environmental metric
 * is defined, else the temporal one, which is the base score where no temporal metric is defined.
 *
 * The guide rounds the base score before it is used for the temporal one, and that before the environmental one, also
 * where they are recomputed with the adjusted impact. Its own example (CVE-2002-0392, section 3.3.1) comes to 9.2 so.
 */
export function scoreTwo(metrics: ReadonlyMap<string, string>): number {
  // What is not defined changes nothing: 1, but for collateral damage.
  const weight = (weights: Weights, id: string): number => weights[metrics.get(id) ?? 'ND'] ?? weights.ND ?? 1;
  const left = (id: string, requirement: string | undefined): number =>
    1 - weight(IMPACT, id) * (requirement === undefined ? 1 : weight(REQUIREMENT, requirement));

  const temporal = (impact: number): number => {
    const ease = 20 * weight(ACCESS_VECTOR, 'AV') * weight(ACCESS_COMPLEXITY, 'AC') * weight(AUTHENTICATION, 'Au');
    const base = toOneDecimal((0.6 * impact + 0.4 * ease - 1.5) * (impact === 0 ? 0 : 1.176));
    return toOneDecimal(base * weight(EXPLOITABILITY, 'E') * weight(REMEDIATION, 'RL') * weight(CONFIDENCE, 'RC'));
  };

  const environmental = ['CDP', 'TD', 'CR', 'IR', 'AR'].some((id) => (metrics.get(id) ?? 'ND') !== 'ND');
  if (!environmental) return temporal(10.41 * (1 - left('C', undefined) * left('I', undefined) * left('A', undefined)));
  const adjusted = temporal(Math.min(10, 10.41 * (1 - left('C', 'CR') * left('I', 'IR') * left('A', 'AR'))));
  const score = (adjusted + (10 - adjusted) * weight(COLLATERAL, 'CDP')) * weight(DISTRIBUTION, 'TD');
  // With a low requirement the sum can fall below 0, which no score does.
  return Math.max(0, toOneDecimal(score));
}
