import type { Located } from '../../advisory/document/document.ts';
import type { Checked } from './findings.ts';
import { changeTo } from './fixes.ts';
import { editDistance } from './nearest.ts';

/** CVE records' own pattern (CVE record format 5.1, `cveId`). */
const FORM = /^CVE-[0-9]{4}-[0-9]{4,19}$/;
const LOOSE = /^\s*(?:CVE)?[\s:_–-]{0,5}([12][0-9]{3})[\s_–-]{1,5}([0-9]{4,19})\s*$/i;
const IN_TEXT = /(?<![A-Za-z0-9-])CVE-[0-9]{4}-[0-9]{4,19}(?![0-9])/gi;

/** The CVE id, and whether the description means the same one. */
export function checkCve(checked: Checked): void {
  const { document, findings, state } = checked;
  const { cve } = document.fields;
  if (!cve) return;
  if (!FORM.test(cve.value)) {
    const [, year, number] = LOOSE.exec(cve.value.slice(0, 100)) ?? [];
    const meant = year === undefined || number === undefined ? undefined : `CVE-${year}-${number}`;
    findings.add('cve-malformed', 'error', cve, 'A CVE id is CVE, the year, and at least four digits, such as CVE-2026-12345.', {
      fixes: [changeTo(document.text, cve, meant)],
    });
  } else if (state === 'draft') {
    otherIds(checked, cve);
  }
}

/**
 * An advisory may well name others. Where it names only others, one of them may be meant for its own; and one that differs
 * by a digit or two is hardly another.
 */
function otherIds({ document, findings }: Checked, cve: Located<string>): void {
  const { body, text } = document;
  const found = [...text.slice(body.start, body.end).matchAll(IN_TEXT)];
  const others = found.filter(({ 0: id }) => id.toUpperCase() !== cve.value);
  const isNear = (id: string) => editDistance(id.toUpperCase(), cve.value) <= 2;
  const alone = others.length === found.length && !others.some(({ 0: id }) => isNear(id));
  for (const { 0: id, index } of others) {
    if (findings.isFull('cve-differs')) return;
    const near = isNear(id);
    if (!near && !alone) continue;
    const span = { start: body.start + index, end: body.start + index + id.length };
    const words = near
      ? 'This is nearly the id of this advisory, and not the same. One of the two is mistyped.'
      : 'The description names another CVE than the field cve, and never its own. It is right if it speaks of another one.';
    findings.add('cve-differs', near ? 'warning' : 'information', span, words, {
      fixes: [{ title: `Change to ${cve.value}`, edits: [{ ...span, text: cve.value }] }],
    });
  }
}
