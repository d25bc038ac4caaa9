import { betterThan, CWE_VERSION, cweById, searchCwe, type CweEntry } from '../../advisory/cwe/catalogue.ts';
import type { AdvisoryDocument, Located } from '../../advisory/document/document.ts';
import type { FindingCode, Fix, Severity } from '../finding.ts';
import { shown, type Checked } from './findings.ts';
import { changeTo, remove } from './fixes.ts';

const FORM = /^CWE-[1-9]\d{0,5}$/;
/** `22`, `cwe-22`, `CWE 22: …`: a number that is meant for an id. */
const LOOSE = /^\s*(?:CWE)?[\s:_#-]{0,5}0{0,5}([1-9]\d{0,5})(?!\d)/i;
const MOST_FIXES = 5;
const MOST_COMPARED = 100;

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
  const fixes = found.map((entry, index) => change(checked.document, cwe, entry, index === 0 && id !== undefined));
  checked.findings.add('cwe-malformed', 'error', cwe, 'A CWE is written as CWE and its number, such as CWE-22.', { fixes });
}

function checkEntry(checked: Checked, cwe: Located<string>): void {
  const { findings } = checked;
  const entry = cweById(cwe.value);
  const judged = entry ? judge(entry, cwe.value) : UNKNOWN;
  if (!judged || findings.isFull(judged.code)) return;
  const { code, severity, words } = judged;
  const tags = code === 'cwe-deprecated' ? { tags: 'deprecated' as const } : {};
  findings.add(code, severity, cwe, words, { fixes: entry ? instead(checked, cwe, entry) : [], ...tags });
}

interface Judgement {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly words: string;
}

const UNKNOWN: Judgement = {
  code: 'cwe-unknown',
  severity: 'warning',
  words: `CWE ${CWE_VERSION} has no such entry: it is mistyped, or newer.`,
};

/** What CWE itself says about giving an entry to a vulnerability. */
function judge({ usage, deprecated, name }: CweEntry, id: string): Judgement | undefined {
  const named = `${id} (${shown(name)})`;
  if (deprecated) return { code: 'cwe-deprecated', severity: 'warning', words: `${id} is deprecated.` };
  if (usage === 'prohibited') {
    const words = `${named} sorts others and is not given to a vulnerability. Choose one below it.`;
    return { code: 'cwe-prohibited', severity: 'warning', words };
  }
  if (usage !== 'discouraged') return undefined;
  const words = `${named} is so general that CWE advises against it. Choose one below it if one fits.`;
  return { code: 'cwe-discouraged', severity: 'information', words };
}

/** What to choose instead; where such a one is there already, this one can go. */
function instead({ document }: Checked, cwe: Located<string>, entry: CweEntry): readonly (Fix | undefined)[] {
  const there = new Set(document.fields.cwe.slice(0, MOST_COMPARED).map(({ value }) => value));
  const better = betterThan(entry.id, MOST_COMPARED);
  const known = better.find(({ id }) => there.has(id));
  const others = better.filter(({ id }) => !there.has(id)).slice(0, MOST_FIXES);
  return [
    known && remove(document.text, cwe, `Remove it: ${known.id} is more exact`, false),
    ...others.map((one) => change(document, cwe, one, false)),
  ];
}

function change(document: AdvisoryDocument, cwe: Located<string>, { id, name }: CweEntry, preferred: boolean): Fix | undefined {
  return changeTo(document.text, cwe, id, { title: `Change to ${id} (${shown(name)})`, preferred });
}
