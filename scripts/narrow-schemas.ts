/**
 * Cuts the official record schemas down to what this project writes, so that the compiled checks stay small. Only what
 * makes a record valid is taken away, never what makes it invalid: whatever fits the narrow schema fits the official one.
 */

type Schema = Record<string, unknown>;

/** The CVE record schema for published records of one CNA, with the fields that src/records/cve.ts writes. */
export function narrowCve(official: unknown): object {
  const schema = structuredClone(official) as Schema;
  const definitions = at(schema, 'definitions');
  const published = (schema.oneOf as Schema[])[0] ?? {};
  keep(at(published, 'properties', 'containers'), ['cna']);
  const container = at(definitions, 'cnaPublishedContainer');
  keep(container, [
    ...['providerMetadata', 'datePublic', 'title', 'descriptions', 'affected'],
    ...['problemTypes', 'references', 'metrics', 'credits'],
  ]);
  delete container.patternProperties;
  keep(at(definitions, 'description'), ['lang', 'value']);
  keep(at(definitions, 'product'), [
    ...['vendor', 'product', 'collectionURL', 'packageName', 'modules', 'programRoutines', 'repo', 'defaultStatus', 'versions'],
  ]);
  const metric = at(definitions, 'metrics', 'items');
  const kinds = ['cvssV4_0', 'cvssV3_1', 'cvssV3_0'];
  keep(metric, ['format', ...kinds]);
  metric.anyOf = kinds.map((kind) => ({ required: [kind] }));
  for (const kind of kinds) {
    const cvss = at(metric, 'properties', kind);
    keep(cvss, ['version', 'vectorString', 'baseScore', 'baseSeverity']);
    // In 4.0 the second and third rule speak of scores that are never written.
    if (Array.isArray(cvss.allOf)) cvss.allOf = cvss.allOf.slice(0, 1);
  }
  return withoutWords({ $schema: schema.$schema, $id: schema.$id, definitions, ...published }) as object;
}

/** The OSV schema without its words: all of it is small enough. */
export function narrowOsv(official: unknown): object {
  return withoutWords(official) as object;
}

/** Leaves only the named properties, and lets no others in. */
function keep(schema: Schema, names: readonly string[]): void {
  const properties = at(schema, 'properties');
  schema.properties = Object.fromEntries(names.map((name) => [name, at(properties, name)]));
  schema.additionalProperties = false;
}

/** The part of a schema at a path; throws where the official schema is not as it was when this was written. */
function at(schema: Schema, ...path: readonly string[]): Schema {
  let part: unknown = schema;
  for (const name of path) part = (part as Schema)[name];
  if (typeof part !== 'object' || part === null) throw new Error(`The schema has no ${path.join('/')}.`);
  return part as Schema;
}

const WORDS: ReadonlySet<string> = new Set(['description', 'title', '$comment', 'examples', 'default']);
const NAMED: ReadonlySet<string> = new Set(['properties', 'definitions', '$defs']);

function withoutWords(schema: unknown, named = false): unknown {
  if (Array.isArray(schema)) return schema.map((one) => withoutWords(one));
  if (typeof schema !== 'object' || schema === null) return schema;
  const parts = Object.entries(schema).filter(([key]) => named || !WORDS.has(key));
  return Object.fromEntries(parts.map(([key, part]) => [key, withoutWords(part, !named && NAMED.has(key))]));
}
