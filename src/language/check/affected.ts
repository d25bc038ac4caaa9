import { packageOf } from '../../advisory/document/content.ts';
import { ECOSYSTEMS, type AffectedItem, type Located, type Span } from '../../advisory/document/document.ts';
import { scalarText } from '../../advisory/document/front.ts';
import type { Fix } from '../finding.ts';
import { lineEndOf } from './edits.ts';
import { shown, type Checked } from './findings.ts';
import { changeTo, remove } from './fixes.ts';
import { nearest } from './nearest.ts';
import { checkBranches } from './branches.ts';
import { checkRanges } from './ranges.ts';

/** What is affected: packages, ranges, patched versions, functions. */
export function checkAffected(checked: Checked): void {
  const absent = new Map(checked.context.absentFunctions.map(({ name, version }) => [name, version]));
  const proposed = packageSeen(checked);
  for (const item of checked.document.fields.affected) {
    checkPackage(checked, item, proposed);
    checkFunctions(checked, item, absent);
  }
  checkRanges(checked);
  checkBranches(checked);
}

/** The one package that is named elsewhere in the advisory. */
function packageSeen({ document, context }: Checked): string | undefined {
  const seen = new Set(document.fields.affected.flatMap((item) => item.package?.value ?? []));
  for (const { ecosystem, name } of context.held?.vulnerabilities ?? [])
    if (ecosystem !== null && name !== null) seen.add(`${ecosystem}/${name}`);
  const [only, ...more] = [...seen].filter((words) => isKnown(packageOf(words).ecosystem) && /^\w+\/\S/.test(words));
  return more.length === 0 ? only : undefined;
}

function isKnown(ecosystem: string | null): boolean {
  return ecosystem !== null && (ECOSYSTEMS as readonly string[]).includes(ecosystem);
}

/** Names of ecosystems elsewhere, and what GitHub calls them. */
const OTHER_NAMES: Readonly<Record<string, (typeof ECOSYSTEMS)[number]>> = {
  pypi: 'pip',
  python: 'pip',
  crates: 'rust',
  'crates.io': 'rust',
  cargo: 'rust',
  golang: 'go',
  gem: 'rubygems',
  ruby: 'rubygems',
  packagist: 'composer',
  php: 'composer',
  hex: 'erlang',
  java: 'maven',
  node: 'npm',
  'github-actions': 'actions',
  dart: 'pub',
  generic: 'other',
};

function checkPackage({ document, findings }: Checked, item: AffectedItem, proposed: string | undefined): void {
  const { package: named } = item;
  if (!named) {
    if (findings.isFull('package-missing')) return;
    const edit = proposed === undefined ? undefined : keyBefore(document.text, item, `package: ${scalarText(proposed)}`);
    findings.add(
      'package-missing',
      'error',
      firstLineOf(document.text, item),
      'An affected item names its package as ecosystem/name, such as other/cpython.',
      { fixes: [edit && { title: `Add ${shown(proposed ?? '')}`, edits: [edit], preferred: true }] },
    );
    return;
  }
  const { ecosystem, name } = packageOf(named.value);
  if (!isKnown(ecosystem)) unknownEcosystem(document.text, findings, named);
  else if (name === null || name.trim() === '')
    findings.add('package-unnamed', 'warning', named, `Say which package of ${ecosystem} is affected: ${ecosystem}/name.`);
}

function unknownEcosystem(text: string, findings: Checked['findings'], named: Located<string>): void {
  if (findings.isFull('ecosystem-unknown')) return;
  const { ecosystem, name } = packageOf(named.value);
  const word = (ecosystem ?? '').trim().toLowerCase();
  const meant = OTHER_NAMES[word] ?? nearest(word, ECOSYSTEMS);
  const fixes: (Fix | undefined)[] = [];
  const propose = (value: string) => fixes.push(changeTo(text, named, value));
  if (meant !== undefined) propose(name === null ? meant : `${meant}/${name}`);
  // A name alone: GitHub's word for what is in no collection is `other`.
  else if (name === null && /^[\w.-]{1,100}$/.test(named.value)) propose(`other/${named.value}`);
  else if (ecosystem === null && name !== null) propose(`other/${name}`);
  findings.add(
    'ecosystem-unknown',
    'error',
    named,
    `A package is written as ecosystem/name. GitHub knows ${ECOSYSTEMS.join(', ')}.`,
    { fixes },
  );
}

function firstLineOf(text: string, { start, end }: Span): Span {
  const lineEnd = text.indexOf('\n', start);
  return { start, end: lineEnd < 0 || lineEnd > end ? end : lineEnd };
}

/** The edit that puts a field before the first one of an item that stands on lines of its own. */
function keyBefore(text: string, item: AffectedItem, line: string) {
  const lineStart = text.lastIndexOf('\n', item.start - 1) + 1;
  const lead = text.slice(lineStart, Math.min(item.start, lineStart + 200));
  if (!/^ *- +$/.test(lead) || lead.length !== item.start - lineStart || text[item.start] === '{') return undefined;
  // The key may stand there without a value.
  if (/(?:^|\n) *["']?package["']? *:/.test(text.slice(item.start, item.end))) return undefined;
  return { start: item.start, end: item.start, text: `${line}${lineEndOf(text)}${' '.repeat(lead.length)}` };
}

function checkFunctions({ document, findings }: Checked, item: AffectedItem, absent: ReadonlyMap<string, string>): void {
  const seen = new Set<string>();
  for (const name of item.functions) {
    const version = absent.get(name.value);
    if (version !== undefined)
      findings.add(
        'function-absent',
        'warning',
        name,
        `${shown(name.value)} is not in the code at ${shown(version)}, an affected version.`,
      );
    if (seen.has(name.value) && !findings.isFull('duplicate')) {
      findings.add('duplicate', 'warning', name, `${shown(name.value)} stands here twice.`, {
        fixes: [remove(document.text, name)],
        tags: 'unnecessary',
      });
    }
    seen.add(name.value);
  }
}
