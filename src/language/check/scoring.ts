import { parseVector, type CvssVector } from '../../advisory/cvss/vector.ts';
import { scoreVector } from '../../advisory/cvss/score.ts';
import { SEVERITIES, type Located } from '../../advisory/document/document.ts';
import type { Process } from '../../process/process.ts';
import type { Fix, Severity } from '../finding.ts';
import { partOf, removeEntry } from './edits.ts';
import type { Checked } from './findings.ts';
import { changeTo } from './fixes.ts';
import { nearest } from './nearest.ts';

const SCORE: Fix = { title: 'Score with CVSS 4.0…', edits: [], act: 'score' };

/** The severity word and the CVSS vector, and whether they agree. */
export function checkScoring(checked: Checked): void {
  const { severity, cvss } = checked.document.fields;
  if (severity) checkSeverity(checked, severity);
  if (!cvss) return;
  const vector = parseVector(cvss.value);
  if (!vector.ok) {
    const { start, end, words } = vector.failure;
    const severityOfIt = isOver(checked) ? 'warning' : 'error';
    const at = partOf(checked.document.text, cvss, start, end);
    checked.findings.add('cvss-malformed', severityOfIt, at, words, { fixes: [written(checked, cvss), SCORE] });
    return;
  }
  checkVersion(checked, cvss, vector.value);
  const { score, severity: word } = scoreVector(vector.value);
  if (score === 0)
    checked.findings.add(
      'cvss-zero',
      'warning',
      cvss,
      'This vector says that nothing is harmed: no impact on confidentiality, integrity or availability. Its score is 0.',
      { fixes: [SCORE] },
    );
  checkAgreement(checked, cvss, score, word);
}

/** Finished advisories are history: nothing of the process is asked of them. */
function isOver({ context, state }: Checked): boolean {
  return context.process.states.finished.includes(state);
}

function checkSeverity({ document, findings }: Checked, severity: Located<string>): void {
  if ((SEVERITIES as readonly string[]).includes(severity.value)) return;
  const meant = nearest(severity.value, SEVERITIES) ?? (/^moderate$/i.test(severity.value.trim()) ? 'medium' : undefined);
  findings.add('severity-unknown', 'error', severity, `GitHub knows the severities ${SEVERITIES.join(', ')}.`, {
    fixes: [changeTo(document.text, severity, meant)],
  });
}

/** What was probably meant by a text that is no vector: without what stands around it, in capitals. */
function written({ document }: Checked, cvss: Located<string>): Fix | undefined {
  const bare = cvss.value.slice(0, 300).replace(/^[\s("']+|[\s)"'/]+$/g, '');
  const candidates = [bare, bare.toUpperCase(), `CVSS:4.0/${bare}`, `CVSS:3.1/${bare}`];
  const vector = candidates.find((one) => one !== cvss.value && parseVector(one).ok);
  return changeTo(document.text, cvss, vector, { title: 'Write it as CVSS has it' });
}

/** Whether some step of the process wants a CVSS 4.0 vector. */
function wantsFour(process: Process): boolean {
  return (process.steps ?? []).some(({ needs }) => needs?.some(({ fact }) => fact === 'cvss-v4'));
}

function checkVersion(checked: Checked, cvss: Located<string>, { version }: CvssVector): void {
  const { context, findings, document } = checked;
  if (version === '4.0' || isOver(checked)) return;
  const refused = version === '2.0' ? ' GitHub takes none of version 2.' : '';
  if (wantsFour(context.process)) {
    const severity: Severity = refused !== '' ? 'error' : checked.state === 'triage' ? 'information' : 'warning';
    const words = `This is CVSS ${version}, and ${context.process.title} scores with CVSS 4.0.${refused}`;
    findings.add('cvss-not-v4', severity, cvss, words, { fixes: [{ ...SCORE, preferred: true }] });
  } else if (version !== '3.1') {
    const newer = version === '3.0' ? cvss.value.replace('CVSS:3.0', 'CVSS:3.1') : undefined;
    const words = `CVSS ${version} has been superseded.${refused || ' Version 3.1 has the same metrics; 4.0 is the newest.'}`;
    findings.add('cvss-superseded', refused !== '' ? 'error' : 'information', cvss, words, {
      fixes: [changeTo(document.text, cvss, newer, { title: 'Write it as CVSS 3.1', preferred: false }), SCORE],
      tags: 'deprecated',
    });
  }
}

function checkAgreement({ document, context, findings }: Checked, cvss: Located<string>, score: number, word: string): void {
  const scored = `${score.toFixed(1)}, ${word}`;
  const entry = document.entries.find(({ key }) => key.value === 'severity');
  if (entry && typeof entry.value.value === 'string') {
    const both = `GitHub takes a severity or a vector, never both, and works the severity out of the vector: ${scored}.`;
    findings.add('severity-with-vector', 'warning', entry.value, both, {
      fixes: [{ title: 'Remove the severity', edits: [removeEntry(entry)], preferred: true }],
      tags: 'unnecessary',
    });
  }
  const said = document.entries.find(({ key }) => key.value === 'score');
  if (!said || typeof said.value.value !== 'string' || Number(said.value.value) === score) return;
  const changed = context.held !== undefined && (context.held.cvss4 ?? context.held.cvss3)?.vector !== cvss.value;
  const words = changed
    ? `GitHub works the score out again when the vector is sent. It will be ${scored}.`
    : `This score does not follow from the vector, whose score is ${scored}.`;
  findings.add('score-stale', changed ? 'hint' : 'information', said.value, words);
}
