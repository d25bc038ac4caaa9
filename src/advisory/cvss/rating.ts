import type { Severity } from '../severity.ts';
import type { CvssVersion } from './metrics.ts';

/**
 * The word for a score from 0 to 10: CVSS 3.x, section 5, and 4.0, section 6. CVSS 2.0 has no scale of its own; it is
 * NVD's, which has three words and calls 0 low as well.
 */
export function ratingOf(version: CvssVersion, score: number): Severity {
  if (version === '2.0') return score >= 7 ? 'high' : score >= 4 ? 'medium' : 'low';
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  if (score >= 4) return 'medium';
  return score > 0 ? 'low' : 'none';
}
