import { betterThan, cweById, searchCwe, type CweEntry } from '../../advisory/cwe/catalogue.ts';
import type { Located } from '../../advisory/document/document.ts';
import type { Fix } from '../finding.ts';
import { shown, type Checked } from './findings.ts';
import { changeTo, remove } from './fixes.ts';

const FORM = /^CWE-[1-9]\d{0,5}$/;
/** `22`, `cwe-22`, `CWE 22: …`: a number that is meant for an id. */
const LOOSE = /^\s*(?:CWE)?[\s:_#-]{0,5}0{0,5}([1-9]\d{0,5})(?!\d)/i;
const MOST_FIXES = 5;

/** The CWE ids: their form, whether they are there, and whether they are meant to be given to a vulnerability. */
export function checkWeaknesses(checked: Checked): void {
  const { document, findings } = checked;
  const seen = new Set<string>();
  for (const cwe of document.fields.cwe) {
    const id = FORM.test(cwe.value) ? cwe.value : idIn(cwe.value);
    if (!FORM.test(cwe.value)) malformed(checked, cwe, id);
    else checkEntry(checked, cwe);
    if (id === undefined) continue;
    if (seen.has(id) && !findings.isFull('duplicate')) {
      findings.add('duplicate', 'warning', cwe, `${id} stands here twice.`, {
        fixes: [remove(document.text, cwe)],
        tags: 'unnecessary',
      });
    }
    seen.add(id);
  }
}

function idIn(text: string): string | undefined {
  const digits = LOOSE.exec(text.slice(0, 100))?.[1];
  return digits === undefined ? undefined : `CWE-${digits}`;
}

function malformed(checked: Checked, cwe: Located<string>, id: string | undefined): void {
  if (checked.findings.isFull('cwe-malformed')) return;
  const found = id === undefined ? searchCwe(cwe.value.slice(0, 100), 3) : [cweById(id)].filter((entry) => entry !== undefined);
  const fixes = found.map((entry, index) => change(checked, cwe, entry, index === 0 && id !== undefined));
  checked.findings.add('cwe-malformed', 'error', cwe, 'A CWE is written as CWE and its number, such as CWE-22.', { fixes });
}

function checkEntry(checked: Checked, cwe: Located<string>): void {
  const { findings } = checked;
  const entry = cweById(cwe.value);
  if (!entry) {
    findings.add(
      'cwe-unknown',
      'warning',
      cwe,
      `The catalogue that is known here has no ${cwe.value}: it is mistyped, or newer.`,
    );
    return;
  }
  const name = `${cwe.value} (${shown(entry.name)})`;
  if (findings.isFull('cwe-discouraged') || findings.isFull('cwe-prohibited') || findings.isFull('cwe-deprecated')) return;
  const fixes = () => betterThan(entry.id, MOST_FIXES).map((better) => change(checked, cwe, better, false));
  if (entry.deprecated)
    findings.add('cwe-deprecated', 'warning', cwe, `${name} is deprecated.`, { fixes: fixes(), tags: 'deprecated' });
  else if (entry.usage === 'prohibited')
    findings.add(
      'cwe-prohibited',
      'warning',
      cwe,
      `${name} sorts others and is not given to a vulnerability. Choose one below it.`,
      { fixes: fixes() },
    );
  else if (entry.usage === 'discouraged')
    findings.add(
      'cwe-discouraged',
      'information',
      cwe,
      `${name} is so general that CWE advises against it. Choose one below it if one fits.`,
      { fixes: fixes() },
    );
}

function change({ document }: Checked, cwe: Located<string>, { id, name }: CweEntry, preferred: boolean): Fix | undefined {
  return changeTo(document.text, cwe, id, { title: `Change to ${id} (${shown(name)})`, preferred });
}
