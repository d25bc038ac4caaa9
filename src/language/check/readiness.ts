import { advisoryOf } from '../../advisory/document/advisory.ts';
import type { AdvisoryDocument } from '../../advisory/document/document.ts';
import { standingOf, type Standing } from '../../advisory/standing.ts';
import type { LanguageContext } from '../context.ts';
import { firstLine, stateOf, type Checked } from './findings.ts';

/**
 * Where the advisory that a document describes stands in the process: the same answer that the case view gives of an
 * advisory that GitHub holds. What only GitHub can change is taken from there.
 */
export function readiness(document: AdvisoryDocument, context: LanguageContext): Standing {
  const { held } = context;
  const described = advisoryOf(document, held);
  const advisory = {
    ...described,
    state: stateOf(document, context),
    privateFork: held ? held.privateFork : described.privateFork,
  };
  return standingOf(advisory, context.process);
}

/** What the process still asks for, as one finding. */
export function checkReadiness({ document, context, findings }: Checked): void {
  const { next, missing, later, wrong } = readiness(document, context);
  if (missing.length + later.length + wrong.length === 0) return;
  const parts = [
    ...wrong,
    ...(next === undefined ? [] : [`Next: ${next}.`]),
    ...(missing.length === 0 ? [] : [`Missing: ${missing.map(({ words }) => words).join('; ')}.`]),
    ...(later.length === 0 ? [] : [`Later: ${later.map(({ words }) => words).join('; ')}.`]),
  ];
  findings.add('not-ready', 'information', firstLine(document), parts.join(' '));
}
