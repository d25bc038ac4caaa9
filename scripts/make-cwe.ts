/**
 * Makes src/advisory/cwe/catalogue.json out of two packages, once for each new version of CWE:
 *   names, status and mapping usage: `@secvisogram/csaf-validator-lib`, which is installed for the tests;
 *   relations, kinds, other names, categories and views: `cwe-sdk`, whose 40 MB are not worth installing for it.
 *
 * Use: npm pack cwe-sdk@1.1.19 in a folder of its own, unpack it, then node scripts/make-cwe.ts FOLDER/package
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Row } from '../src/advisory/cwe/entries.ts';

const VERSION = '4.17';
const RESEARCH_VIEW = '1000';
/** MITRE's copyright designation and licence, which every copy has to carry (https://cwe.mitre.org/about/termsofuse.html). */
const NOTICE = [
  'Common Weakness Enumeration (CWE). Copyright © 2006–2026, The MITRE Corporation. CWE is a trademark of The MITRE Corporation.',
  'CWE Usage: MITRE hereby grants you a non-exclusive, royalty-free license to use CWE for research, development, and commercial purposes.',
  'Any copy you make for such purposes is authorized on the condition that you reproduce MITRE’s copyright designation and this license in any such copy.',
  'Terms of Use, with the disclaimers: https://cwe.mitre.org/about/termsofuse.html',
].join(' ');

/** A weakness as csaf-validator-lib lists it. */
interface Listed {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly usage: string;
}

type Tree = Readonly<Record<string, unknown>>;

/** The map below `key`, empty where there is none. */
function branch(tree: Tree | undefined, key: string): Tree {
  const value = tree?.[key];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Tree) : {};
}

/** What stands below `key` as a list: the XML reader behind cwe-sdk makes a list only of two and more. */
function branches(tree: Tree, key: string): readonly Tree[] {
  const value = tree[key];
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]) as readonly Tree[];
}

function attribute(tree: Tree, name: string): string {
  const value = branch(tree, 'attr')[`@_${name}`];
  return typeof value === 'string' ? value : '';
}

const USAGES: Readonly<Record<string, Row[2]>> = { Allowed: 'a', 'Allowed-with-Review': 'r', Discouraged: 'd', Prohibited: 'p' };
const KINDS: Readonly<Record<string, Row[3]>> = { Pillar: 'p', Class: 'c', Base: 'b', Variant: 'v', Compound: 'm' };

const numberOf = (id: string) => Number(id.replace('CWE-', ''));

function numbers(trees: readonly Tree[], wanted: (tree: Tree) => boolean = () => true): number[] {
  return [...new Set(trees.filter(wanted).map((tree) => Number(attribute(tree, 'CWE_ID'))))].sort((a, b) => a - b);
}

/** The usage of a listed weakness; a word that is not known stops the script rather than guess. */
function usageOf({ id, usage }: Listed): Row[2] {
  const letter = USAGES[usage];
  if (letter === undefined) throw new Error(`${id} has the usage ${usage}, which is not known`);
  return letter;
}

function weaknessRow(listed: Listed, known: Tree | undefined): Row {
  const related = branches(branch(known, 'Related_Weaknesses'), 'Related_Weakness');
  const parents = numbers(
    related,
    (one) => attribute(one, 'Nature') === 'ChildOf' && attribute(one, 'View_ID') === RESEARCH_VIEW,
  );
  const terms = branches(branch(known, 'Alternate_Terms'), 'Alternate_Term').flatMap(({ Term }) =>
    typeof Term === 'string' ? [Term] : [],
  );
  const suggested = numbers(branches(branch(branch(known, 'Mapping_Notes'), 'Suggestions'), 'Suggestion'));
  const kind = KINDS[attribute(known ?? {}, 'Abstraction')] ?? '';
  return [
    numberOf(listed.id),
    listed.name,
    usageOf(listed),
    kind,
    listed.status === 'Deprecated' ? 1 : 0,
    parents,
    suggested,
    terms,
  ];
}

/** A category with its members, or a view: neither is a weakness, and neither may be mapped to. */
function groupRow(tree: Tree, kind: 'g' | 'w', weaknesses: ReadonlySet<number>): Row {
  const members = kind === 'g' ? numbers(branches(branch(tree, 'Relationships'), 'Has_Member')) : [];
  const deprecated = attribute(tree, 'Status') === 'Deprecated' ? 1 : 0;
  return [
    Number(attribute(tree, 'ID')),
    attribute(tree, 'Name'),
    'p',
    kind,
    deprecated,
    [],
    members.filter((one) => weaknesses.has(one)),
    [],
  ];
}

/** Empty lists at the end of a row are left out. */
function compact(row: Row): readonly unknown[] {
  const parts: unknown[] = [...row];
  while (Array.isArray(parts.at(-1)) && (parts.at(-1) as readonly unknown[]).length === 0) parts.pop();
  return parts;
}

const root = join(import.meta.dirname, '..');

/** The list that is installed for the tests. */
async function readList(): Promise<{ readonly date: string; readonly weaknesses: readonly Listed[] }> {
  const path = join(root, 'node_modules/@secvisogram/csaf-validator-lib/lib/cwec', `${VERSION}.js`);
  const list = (await import(pathToFileURL(path).href)) as {
    default: { readonly date: string; readonly weaknesses: readonly Listed[] };
  };
  return list.default;
}

/** Writes the data below `root`; `folder` holds the unpacked package cwe-sdk. */
export async function makeCwe(folder: string): Promise<void> {
  const { date, weaknesses } = await readList();
  const archive = JSON.parse(await readFile(join(folder, 'raw/cwe-archive.json'), 'utf8')) as Tree;
  const catalogue = branch(archive, 'Weakness_Catalog');
  const known = new Map(branches(branch(catalogue, 'Weaknesses'), 'Weakness').map((one) => [Number(attribute(one, 'ID')), one]));
  const ids = new Set(weaknesses.map(({ id }) => numberOf(id)));
  const rows = [
    ...weaknesses.map((one) => weaknessRow(one, known.get(numberOf(one.id)))),
    ...branches(branch(catalogue, 'Categories'), 'Category').map((one) => groupRow(one, 'g', ids)),
    ...branches(branch(catalogue, 'Views'), 'View').map((one) => groupRow(one, 'w', ids)),
  ].sort((a, b) => a[0] - b[0]);
  const head = { notice: NOTICE, version: VERSION, date, relationsVersion: attribute(catalogue, 'Version') };
  const text = `${JSON.stringify(head).slice(0, -1)},"rows":[\n${rows.map((row) => JSON.stringify(compact(row))).join(',\n')}\n]}\n`;
  await writeFile(join(root, 'src/advisory/cwe/catalogue.json'), text);
  console.log(`${rows.length} entries, ${Buffer.byteLength(text)} bytes`);
}

if (import.meta.main) {
  const folder = process.argv[2];
  if (folder === undefined) console.error('Use: node scripts/make-cwe.ts FOLDER (of the unpacked package cwe-sdk)');
  else await makeCwe(folder);
}
