import { WRITABLE_KEYS, type FormProblem, type Located, type Span } from '../../advisory/document/document.ts';
import type { Fix } from '../finding.ts';
import type { Checked } from './findings.ts';
import { nearest } from './nearest.ts';
import { readOnlyChanges } from './read-only.ts';

const AFFECTED_KEYS = ['package', 'range', 'patched', 'functions'];
const CREDIT_KEYS = ['login', 'type'];

/** One slip makes the reader stumble many times on a line. */
const CASCADES: ReadonlySet<string> = new Set(['yaml-syntax', 'yaml-tab', 'too-deep']);

/** What is wrong with the form of the document, and keys that only GitHub can change. */
export function checkForm(checked: Checked): void {
  const { document, findings } = checked;
  const there = new Set(document.entries.map(({ key }) => key.value));
  const free = WRITABLE_KEYS.filter((key) => !there.has(key));
  const told = new Set<string>();
  for (const problem of document.problems) {
    const { kind, words } = problem;
    if (findings.isFull(kind)) continue;
    if (CASCADES.has(kind)) {
      const where = kind === 'too-deep' ? kind : `${kind} ${document.text.lastIndexOf('\n', problem.start)}`;
      if (told.has(where)) continue;
      told.add(where);
    }
    const unknown = kind === 'unknown-key';
    const key = document.text.slice(problem.start, problem.end);
    const fixes = unknown ? [keyFix(problem, key, free)] : kind === 'yaml-tab' ? [tabFix(checked, problem)] : [];
    findings.add(kind, unknown ? 'warning' : 'error', problem, words, { fixes });
  }
  unknownInItems(checked);
  readOnlyChanges(checked);
}

function unknownInItems({ document: { fields }, findings }: Checked): void {
  const items: readonly (readonly [readonly Located<string>[], readonly string[]])[] = [
    ...fields.affected.map((item) => [item.others, AFFECTED_KEYS.filter((key) => !(key in item))] as const),
    ...fields.credits.map((item) => [item.others, CREDIT_KEYS.filter((key) => !(key in item))] as const),
  ];
  for (const [others, free] of items)
    for (const key of others) {
      if (findings.isFull('unknown-key')) return;
      const meant = keyFix(key, key.value, free);
      findings.add('unknown-key', 'warning', key, 'This key is not known here, and not sent.', { fixes: [meant] });
    }
}

/** The key that was probably meant, of those that are not there yet. */
function keyFix({ start, end }: Span, key: string, free: readonly string[]): Fix | undefined {
  const meant = nearest(key, free);
  return meant === undefined ? undefined : { title: `Change to ${meant}`, edits: [{ start, end, text: meant }], preferred: true };
}

const MOST_BLANKS = 200;

/** Two spaces for each tab before the first character of the line. */
function tabFix({ document: { text, front } }: Checked, { start }: FormProblem): Fix | undefined {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const blanks = /^[ \t]*/.exec(text.slice(lineStart, lineStart + MOST_BLANKS))?.[0] ?? '';
  if (!blanks.includes('\t') || lineStart < (front?.start ?? 0)) return undefined;
  const edit = { start: lineStart, end: lineStart + blanks.length, text: blanks.replaceAll('\t', '  ') };
  return { title: 'Put two spaces for each tab', edits: [edit], preferred: true };
}
