import type { AdvisoryDocument, Located, Span } from '../advisory/document/document.ts';
import { TEAM } from '../advisory/document/content.ts';
import { jsonTree, partOfString, type JsonNode } from './json-tree.ts';

/**
 * Tells where a finding about the document that was made from GitHub's JSON stands in the JSON: the part of the string
 * that it marks, else the value of the field, else the brace with which the advisory begins.
 * @param text the JSON
 */
export function placesInJson(document: AdvisoryDocument, text: string): (span: Span) => Span {
  const root = jsonTree(text);
  const advisory = root.kind === 'array' ? (root.items[0] ?? root) : root;
  const whole = { start: advisory.start, end: advisory.start + 1 };
  const description = advisory.members.get('description');
  const fields = fieldsOf(document);
  const { body } = document;
  return (span) => {
    if (span.start >= body.start && body.end > body.start && description?.kind === 'string')
      return partOfString(text, description, span.start - body.start, span.end - body.start);
    const field = fields.find(({ at }) => at.start <= span.start && span.start < at.end);
    const value = field?.values(advisory).find((one) => one !== undefined);
    if (!field || !value) return whole;
    return partIn(document, field.at, span, text, value) ?? { start: value.start, end: value.end };
  };
}

/** The same part of the string, where the document has it as it stands there. */
function partIn(
  document: AdvisoryDocument,
  at: Located<string> | Span,
  span: Span,
  text: string,
  node: JsonNode,
): Span | undefined {
  if (!('value' in at) || node.kind !== 'string' || (span.start === at.start && span.end === at.end)) return undefined;
  const shift = document.text.startsWith(at.value, at.start) ? 0 : document.text.startsWith(at.value, at.start + 1) ? 1 : -1;
  const from = span.start - at.start - shift;
  const to = span.end - at.start - shift;
  return shift < 0 || from < 0 || to > at.value.length ? undefined : partOfString(text, node, from, to);
}

interface Field {
  readonly at: Located<string> | Span;
  /** Where the value may stand in the JSON, the likeliest first. */
  readonly values: (advisory: JsonNode) => readonly (JsonNode | undefined)[];
}

/** Fields in the order in which they are asked: what lies inside another comes before it. */
function fieldsOf({ fields, entries }: AdvisoryDocument): readonly Field[] {
  const found: Field[] = [];
  const add = (at: Located<string> | Span | undefined, values: Field['values']) => {
    if (at) found.push({ at, values });
  };
  add(fields.title, (it) => [get(it, 'summary')]);
  add(fields.cve, (it) => [get(it, 'cve_id')]);
  add(fields.severity, (it) => [get(it, 'severity')]);
  add(fields.cvss, (it) => [
    get(it, 'cvss_vector_string'),
    get(it, 'cvss_severities', 'cvss_v4', 'vector_string'),
    get(it, 'cvss_severities', 'cvss_v3', 'vector_string'),
  ]);
  fields.cwe.forEach((cwe, index) => {
    add(cwe, (it) => [get(it, 'cwe_ids', index), get(it, 'cwes', index, 'cwe_id')]);
  });
  fields.affected.forEach(({ package: named, range, patched, functions, ...item }, index) => {
    const inside =
      (...path: (string | number)[]) =>
      (it: JsonNode) => [get(it, 'vulnerabilities', index, ...path)];
    add(named, inside('package'));
    add(range, inside('vulnerable_version_range'));
    add(patched, inside('patched_versions'));
    functions.forEach((name, which) => {
      add(name, inside('vulnerable_functions', which));
    });
    add(item, inside());
  });
  fields.credits.forEach(({ login, type, ...item }) => {
    add(login, (it) => credit(it, login, type, 'login'));
    add(type, (it) => credit(it, login, type, 'type'));
    add(item, (it) => credit(it, login, type, 'whole'));
  });
  for (const one of fields.collaborators) add(one, (it) => collaborator(it, one.value));
  for (const [key, name] of Object.entries(LISTS))
    add(entries.find((entry) => entry.key.value === key)?.block, (it) => [get(it, name)]);
  return found;
}

/** Keys of the document and the lists of the JSON that they were made from. */
const LISTS = { affected: 'vulnerabilities', credits: 'credits', cwe: 'cwe_ids', collaborators: 'collaborating_users' } as const;

function get(from: JsonNode | undefined, ...path: readonly (string | number)[]): JsonNode | undefined {
  let node = from;
  for (const step of path) node = typeof step === 'string' ? node?.members.get(step) : node?.items[step];
  return node?.kind === 'other' ? undefined : node;
}

/** Credits stand once or twice in what GitHub sends, in orders of their own. */
function credit(
  it: JsonNode,
  login: Located<string> | undefined,
  type: Located<string> | undefined,
  part: 'login' | 'type' | 'whole',
): readonly (JsonNode | undefined)[] {
  return ['credits', 'credits_detailed'].flatMap((list) =>
    (get(it, list)?.items ?? []).flatMap((item) => {
      const name = get(item, 'login') ?? get(item, 'user', 'login');
      const kind = get(item, 'type');
      if (name?.value !== login?.value || kind?.value !== type?.value) return [];
      return [part === 'whole' ? item : part === 'login' ? name : kind];
    }),
  );
}

function collaborator(it: JsonNode, value: string): readonly (JsonNode | undefined)[] {
  const isTeam = value.startsWith(TEAM);
  const word = isTeam ? value.slice(TEAM.length) : value;
  return (get(it, isTeam ? 'collaborating_teams' : 'collaborating_users')?.items ?? [])
    .map((one) => get(one, isTeam ? 'slug' : 'login'))
    .filter((one) => one?.value === word);
}
