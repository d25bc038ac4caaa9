import { baseScore, scoreVector } from '../advisory/cvss/score.ts';
import { parseVector } from '../advisory/cvss/vector.ts';
import type { Advisory } from '../advisory/model.ts';
import { severityOf, type Severity } from '../advisory/severity.ts';
import type { Gaps } from './gaps.ts';

/** A vector that was read strictly, with the score of its base metrics: a record's `baseScore`. */
export interface ScoredVector {
  readonly version: '3.0' | '3.1' | '4.0';
  readonly text: string;
  readonly score: number;
  readonly severity: Uppercase<Severity>;
}

/** The advisory's vectors that a record can hold, CVSS 4.0 first, one of a version. What cannot be read is left out. */
export function scoredVectors(advisory: Advisory, gaps: Gaps): readonly ScoredVector[] {
  const scored: ScoredVector[] = [];
  const given = [advisory.cvss4, advisory.cvss3].filter((cvss) => cvss !== null);
  for (const { vector: text } of given) {
    const parsed = parseVector(text);
    if (!parsed.ok) {
      gaps.note('cvss', 'a CVSS vector that is whole: the one that is there cannot be read, so it is left out');
      continue;
    }
    const { version } = parsed.value;
    if (version === '2.0') {
      gaps.note('cvss', 'a vector of CVSS 4.0: CVSS 2.0 is left out');
      continue;
    }
    const { score, severity } = baseScore(parsed.value);
    const word = severity.toUpperCase() as Uppercase<Severity>;
    if (!scored.some((one) => one.version === version)) scored.push({ version, text, score, severity: word });
  }
  if (given.length === 0) gaps.note('cvss', 'a CVSS vector: there is none, so no score is given');
  return scored;
}

/** The severity in one word for a mail: that of the vector where there is one, else GitHub's; undefined for none. */
export function severityWord(advisory: Advisory): Uppercase<Exclude<Severity, 'none'>> | undefined {
  for (const cvss of [advisory.cvss4, advisory.cvss3]) {
    const parsed = cvss && parseVector(cvss.vector);
    if (parsed?.ok) return upper(scoreVector(parsed.value).severity);
  }
  return upper(severityOf(advisory));
}

function upper(severity: Severity): Uppercase<Exclude<Severity, 'none'>> | undefined {
  return severity === 'none' ? undefined : (severity.toUpperCase() as Uppercase<Exclude<Severity, 'none'>>);
}
