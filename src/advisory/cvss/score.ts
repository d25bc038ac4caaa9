import calculator from 'ae-cvss-calculator';
import type { Severity } from '../severity.ts';
import { metricsOf } from './metrics.ts';
import { ratingOf } from './rating.ts';
import { scoreTwo } from './score-two.ts';
import { formatVector } from './vector.ts';
import type { CvssVector } from './vector.ts';

export interface Score {
  /** 0 to 10, one decimal. */
  readonly score: number;
  readonly severity: Severity;
}

/**
 * The calculator reads anything and scores what it does not understand 0. So it never sees a text of somebody's, only
 * one that is written anew from metrics that were read strictly.
 *
 * 2.0 is not left to it: it does not round where the guide does, is off by 0.1 or 0.2 for one environmental vector in
 * seven, and falls below 0. Of 3.0 it has the flaw that FIRST's own calculator has: binary fractions make some temporal
 * and environmental scores one tenth higher than the equations do (3.1 mends it, appendix A). Base scores are exact.
 */
function numberOf({ version, metrics }: Pick<CvssVector, 'version' | 'metrics'>): number {
  const text = formatVector(version, metrics);
  switch (version) {
    case '2.0':
      return scoreTwo(metrics);
    case '3.0':
      return new calculator.Cvss3P0(text).calculateScores().overall;
    case '3.1':
      return new calculator.Cvss3P1(text).calculateScores().overall;
    case '4.0':
      return new calculator.Cvss4P0(text).calculateScores().overall;
  }
}

function scored(vector: Pick<CvssVector, 'version' | 'metrics'>): Score {
  const score = numberOf(vector);
  return { score, severity: ratingOf(vector.version, score) };
}

/**
 * The score that a vector's metrics give, the most specific one: in 4.0 the one score (specification, section 8), in
 * 2.0 and 3.x the environmental score where an environmental metric is defined, else the temporal one where a temporal
 * metric is, else the base score. Supplemental metrics change nothing.
 *
 * This file brings the calculator with it (some 190 KB): load it with `import()` where a score may not be wanted.
 */
export function scoreVector(vector: CvssVector): Score {
  return scored(vector);
}

/** The score that the base metrics alone give (in 4.0: CVSS-B). */
export function baseScore({ version, metrics }: CvssVector): Score {
  const base = metricsOf(version).flatMap(({ id, mandatory }): [string, string][] => {
    const value = metrics.get(id);
    return mandatory && value !== undefined ? [[id, value]] : [];
  });
  return scored({ version, metrics: new Map(base) });
}
