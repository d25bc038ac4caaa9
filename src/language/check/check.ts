import { isWhole, type AdvisoryDocument } from '../../advisory/document/document.ts';
import type { LanguageContext } from '../context.ts';
import type { Finding } from '../finding.ts';
import { checkAffected } from './affected.ts';
import { checkBody } from './body.ts';
import { checkCve } from './cve.ts';
import { Findings, stateOf, type Checked } from './findings.ts';
import { checkForm } from './form.ts';
import { checkPeople } from './people.ts';
import { checkReadiness } from './readiness.ts';
import { checkScoring } from './scoring.ts';
import { checkTitle } from './title.ts';
import { checkWeaknesses } from './weaknesses.ts';

/**
 * Everything that is to be said about an advisory document, by its place in the text. Whatever the text is, this ends
 * soon and does not throw; what is unknown to the context is not judged. The catalogue of weaknesses and the calculator
 * come with this module, some 300 KB: take it by `import()`.
 */
export function check(document: AdvisoryDocument, context: LanguageContext): readonly Finding[] {
  const findings = new Findings(document.text);
  const checked: Checked = { document, context, state: stateOf(document, context), findings };
  checkForm(checked);
  // Without a front matter, or with one that is too long, nothing is known of any field, and nothing is missing.
  const isRead =
    document.front !== undefined && !document.problems.some(({ kind }) => kind === 'too-long' || kind === 'no-front-matter');
  if (isRead) {
    // Of fields that could not be read nobody knows whether they are missing.
    if (isWhole(document)) checkReadiness(checked);
    checkTitle(checked);
    checkCve(checked);
    checkScoring(checked);
    checkWeaknesses(checked);
    checkAffected(checked);
    checkPeople(checked);
  }
  checkBody(checked);
  return findings.sorted();
}
