/** The official API description: which operations exist, with which parameters, bodies and answers. */

import { readFileSync } from 'node:fs';
import { isList, isObject, listOf, mergePatch, objectAt, parse, text } from './json.ts';
import type { Json, JsonObject } from './json.ts';

export type Source = 'advisories' | 'support' | 'preview';

export interface Operation {
  readonly id: string;
  readonly method: string;
  /** Path template as in the description: `/repos/{owner}/{repo}`. */
  readonly template: string;
  readonly source: Source;
  /** JSON Schema of all query parameters as one object. */
  readonly query: JsonObject;
  readonly body: Json | undefined;
  /** JSON Schema by status; undefined for a status without a described body. */
  readonly answers: ReadonlyMap<number, Json | undefined>;
}

export interface Match {
  readonly operation: Operation;
  readonly params: Readonly<Record<string, string>>;
}

/** The API versions that the REST documentation lists as supported; the first is the default. */
export const API_VERSIONS = ['2022-11-28', '2026-03-10'] as const;
export type ApiVersion = (typeof API_VERSIONS)[number];

const load = (name: string): Json => parse(readFileSync(new URL(`./spec/${name}`, import.meta.url), 'utf8'));
const documents = { advisories: load('github-advisories.openapi.min.json'), support: load('github-support.openapi.min.json') };
/** Draft-07 schemas of the advisory operations, with `nullable` beside `allOf` already made right. */
const normalised = objectAt(load('github-advisories.schemas.json'), 'definitions');

/** Base address of the schema documents inside the validator. */
export const schemaAddress = (source: string): string => `https://schemas.invalid/${source}`;

/**
 * An OpenAPI 3.0 schema as JSON Schema: `nullable` beside a type widens the type, `nullable` without one
 * (which OpenAPI 3.0.3 gives no meaning, though GitHub means it) becomes a choice with null.
 */
export function fromOpenApi(schema: Json, source: string): Json {
  if (isList(schema)) return schema.map((item) => fromOpenApi(item, source));
  if (!isObject(schema)) return schema;
  const out: Record<string, Json> = {};
  for (const [name, value] of Object.entries(schema)) {
    if (name === 'nullable' && typeof value === 'boolean') continue;
    if (name === 'example' || name === 'examples' || name.startsWith('x-')) continue;
    out[name] =
      name === '$ref' && typeof value === 'string'
        ? value.replace(/^#\/components\/schemas\//, `${schemaAddress(source)}#/definitions/`)
        : fromOpenApi(value, source);
  }
  if (schema.nullable !== true) return out;
  if (typeof out.type === 'string') {
    if (isList(out.enum)) out.enum = [...out.enum, null];
    return { ...out, type: [out.type, 'null'] };
  }
  return { anyOf: [out, { type: 'null' }] };
}

/** What a later API version changes in a component, as one merge patch list (`x-github-breaking-changes`). */
function changesOf(component: Json | undefined, version: ApiVersion): readonly Json[] {
  const changes = listOf(objectAt(component)['x-github-breaking-changes']);
  return changes
    .map((change) => objectAt(change))
    .filter((change) => typeof change.version === 'string' && change.version > API_VERSIONS[0] && change.version <= version)
    .map((change) => change.patch ?? {});
}

/**
 * All component schemas of one description in one API version, as JSON Schema definitions.
 * @param source which description
 * @param version the API version whose breaking changes are applied
 */
export function definitions(source: 'advisories' | 'support', version: ApiVersion): JsonObject {
  const components = objectAt(documents[source], 'components', 'schemas');
  const base = source === 'advisories' ? normalised : components;
  const out: Record<string, Json> = {};
  for (const [name, schema] of Object.entries(base)) {
    const changed = changesOf(components[name], version).reduce<Json>((so, patch) => mergePatch(so, patch), schema);
    out[name] = fromOpenApi(changed, source);
  }
  return out;
}

function resolve(document: Json, value: Json | undefined): JsonObject {
  const reference = objectAt(value).$ref;
  if (typeof reference !== 'string') return objectAt(value);
  return objectAt(document, ...reference.slice(2).split('/'));
}

function jsonSchema(content: JsonObject, source: string): Json | undefined {
  const schema = objectAt(content, 'content', 'application/json').schema;
  return schema === undefined ? undefined : fromOpenApi(schema, source);
}

function operation(source: 'advisories' | 'support', template: string, method: string, described: JsonObject): Operation {
  const document = documents[source];
  const properties: Record<string, Json> = {};
  const required: string[] = [];
  for (const parameter of listOf(described.parameters).map((one) => resolve(document, one))) {
    const name = parameter.name;
    if (parameter.in !== 'query' || typeof name !== 'string') continue;
    properties[name] = fromOpenApi(parameter.schema ?? {}, source);
    if (parameter.required === true) required.push(name);
  }
  const answers = new Map<number, Json | undefined>();
  for (const [status, answer] of Object.entries(objectAt(described, 'responses'))) {
    answers.set(Number(status), jsonSchema(resolve(document, answer), source));
  }
  return {
    id: text(described.operationId),
    method: method.toUpperCase(),
    template,
    source,
    answers,
    query: { type: 'object', properties, required },
    body: jsonSchema(objectAt(described, 'requestBody'), source),
  };
}

function describedOperations(): readonly Operation[] {
  const found: Operation[] = [];
  for (const source of ['advisories', 'support'] as const) {
    for (const [template, methods] of Object.entries(objectAt(documents[source], 'paths'))) {
      for (const [method, described] of Object.entries(objectAt(methods))) {
        if (isObject(described) && 'operationId' in described) found.push(operation(source, template, method, described));
      }
    }
  }
  return found;
}

const advisory = '/repos/{owner}/{repo}/security-advisories/{ghsa_id}';
const commentBody: Json = {
  type: 'object',
  required: ['body'],
  additionalProperties: false,
  properties: { body: { type: 'string', minLength: 1, maxLength: 65535 } },
};
const comment: Json = {
  type: 'object',
  required: ['id', 'body', 'user', 'created_at', 'updated_at', 'html_url'],
  properties: {
    id: { type: 'integer' },
    body: { type: 'string' },
    user: { $ref: `${schemaAddress('advisories')}#/definitions/nullable-simple-user` },
    created_at: { type: 'string', format: 'date-time' },
    updated_at: { type: 'string', format: 'date-time' },
    html_url: { type: 'string', format: 'uri' },
    url: { type: 'string', format: 'uri' },
  },
};
const page: Json = {
  since: { type: 'string', format: 'date-time' },
  page: { type: 'integer', minimum: 1, default: 1 },
  per_page: { type: 'integer', minimum: 1, maximum: 100, default: 30 },
};

function previewed(
  id: string,
  method: string,
  template: string,
  status: number,
  answer: Json,
  rest: Partial<Operation> = {},
): Operation {
  return {
    id: `preview/${id}`,
    method,
    template,
    source: 'preview',
    body: undefined,
    query: { type: 'object', properties: {} },
    answers: new Map<number, Json>([[status, answer]]),
    ...rest,
  };
}

/** The comment operations of the public preview (GitHub changelog, 2026-10-02); no description of them exists yet. */
const previewOperations: readonly Operation[] = [
  previewed(
    'list-comments',
    'GET',
    `${advisory}/comments`,
    200,
    { type: 'array', items: comment },
    { query: { type: 'object', properties: page } },
  ),
  previewed('add-comment', 'POST', `${advisory}/comments`, 201, comment, { body: commentBody }),
  previewed('get-comment', 'GET', `${advisory}/comments/{comment_id}`, 200, comment),
  previewed('edit-comment', 'PATCH', `${advisory}/comments/{comment_id}`, 200, comment, { body: commentBody }),
];

/**
 * `GET /repos/{owner}/{repo}/issues/{issue_number}` (REST documentation, "Get an issue"): the files in `spec/` leave it
 * out, but they have its answer, which is that of "Create an issue".
 */
const getIssue: Operation = {
  id: 'issues/get',
  method: 'GET',
  template: '/repos/{owner}/{repo}/issues/{issue_number}',
  source: 'support',
  query: { type: 'object', properties: {} },
  body: undefined,
  answers: new Map<number, Json>([[200, { $ref: `${schemaAddress('support')}#/definitions/issue` }]]),
};

/** Every operation that some description names. */
export const operations: readonly Operation[] = [...describedOperations(), getIssue, ...previewOperations];

/** Names that may contain a slash: a git ref, a path in a repository. */
const manySegments = new Set(['branch', 'ref', 'path', 'base', 'head']);

const matchers = operations.map((one) => {
  const names: string[] = [];
  const pattern = one.template.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{(\w+)\}/g, (_, name: string) => {
    names.push(name);
    return manySegments.has(name) ? '(.+)' : '([^/]+)';
  });
  return { operation: one, names, pattern: new RegExp(`^${pattern}$`) };
});

/**
 * The operation that a request means.
 * @param method HTTP method
 * @param path path without query, still percent-encoded
 * @returns the operation with its decoded path parameters, or null when no description names the route
 */
export function match(method: string, path: string): Match | null {
  for (const { operation: candidate, names, pattern } of matchers) {
    if (candidate.method !== method) continue;
    const found = pattern.exec(path);
    if (!found) continue;
    const params: Record<string, string> = {};
    try {
      names.forEach((name, index) => {
        params[name] = decodeURIComponent(found[index + 1] ?? '');
      });
    } catch {
      return null;
    }
    return { operation: candidate, params };
  }
  return null;
}

/** The named example bodies of one operation, as the description prints them. */
export function exampleBodies(operationId: string): ReadonlyMap<string, Json> {
  const found = new Map<string, Json>();
  for (const methods of Object.values(objectAt(documents.advisories, 'paths'))) {
    for (const described of Object.values(objectAt(methods))) {
      if (objectAt(described).operationId !== operationId) continue;
      const examples = objectAt(described, 'requestBody', 'content', 'application/json', 'examples');
      for (const [name, example] of Object.entries(examples)) found.set(name, objectAt(example).value ?? null);
    }
  }
  return found;
}
