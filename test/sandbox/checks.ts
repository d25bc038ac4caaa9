/** Requests and answers held against the official description. */

import { Ajv } from 'ajv';
import type { ErrorObject, ValidateFunction } from 'ajv';
import formatsModule from 'ajv-formats';
import { API_VERSIONS, definitions, operations, schemaAddress } from './spec.ts';
import type { ApiVersion, Operation } from './spec.ts';
import { objectAt } from './json.ts';
import type { Json, JsonObject } from './json.ts';

/**
 * How an answer may differ from the 2022-11-28 description: `api2026` is API version 2026-03-10 (no `cvss` on
 * advisories), `preview` is the comments preview (a `comments` count on an advisory), `tomorrow` a GitHub that has more
 * fields in an affected package, and takes them back.
 */
export type Overlay = 'api2026' | 'preview' | 'tomorrow';

export interface Problem {
  readonly field: string;
  readonly code: 'missing_field' | 'invalid' | 'custom';
  readonly message: string;
}

const addFormats = formatsModule.default;

function validator(options: { readonly coerce: boolean }): Ajv {
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    logger: false,
    ...(options.coerce ? { coerceTypes: true, useDefaults: true } : {}),
  });
  addFormats(ajv);
  return ajv;
}

function answersValidator(overlays: ReadonlySet<Overlay>): Ajv {
  const ajv = validator({ coerce: false });
  const version: ApiVersion = overlays.has('api2026') ? '2026-03-10' : API_VERSIONS[0];
  const advisories: Record<string, Json> = { ...definitions('advisories', version) };
  if (overlays.has('preview')) {
    for (const name of ['repository-advisory', 'global-advisory']) {
      const schema = objectAt(advisories[name]);
      advisories[name] = {
        ...schema,
        properties: { ...objectAt(schema, 'properties'), comments: { type: 'integer', minimum: 0 } },
      };
    }
  }
  if (overlays.has('tomorrow')) openVulnerabilities(advisories);
  ajv.addSchema({ $id: schemaAddress('advisories'), definitions: advisories });
  ajv.addSchema({ $id: schemaAddress('support'), definitions: definitions('support', version) });
  return ajv;
}

/** Allows more fields in the affected packages of answers and of bodies. */
function openVulnerabilities(definitions: Record<string, Json>): void {
  const answered = 'repository-advisory-vulnerability';
  definitions[answered] = { ...objectAt(definitions[answered]), additionalProperties: true };
  for (const name of ['repository-advisory-create', 'repository-advisory-update']) {
    const schema = objectAt(definitions[name]);
    const list = objectAt(schema, 'properties', 'vulnerabilities');
    const items = { ...objectAt(list, 'items'), additionalProperties: true };
    definitions[name] = { ...schema, properties: { ...objectAt(schema, 'properties'), vulnerabilities: { ...list, items } } };
  }
}

/** Compiling a schema takes longer than using it, so validators live as long as the process. */
function remembered<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new Map<Key, Value>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const fresh = make(key);
    made.set(key, fresh);
    return fresh;
  };
}

const OVERLAYS: readonly Overlay[] = ['api2026', 'preview', 'tomorrow'];
const answersFor = remembered((name: string) =>
  answersValidator(new Set(name.split('+').filter((one): one is Overlay => OVERLAYS.some((known) => known === one)))),
);
const compiledAnswers = remembered((name: string) => {
  const ajv = answersFor(name);
  return remembered((schema: Json | undefined) => ajv.compile(objectAt(schema)));
});
const queries = validator({ coerce: true });
queries.addSchema({ $id: schemaAddress('advisories'), definitions: definitions('advisories', API_VERSIONS[0]) });
const compiledQuery = remembered((schema: JsonObject) => queries.compile(schema));
const compiledBody = (schema: Json, tomorrow: boolean): ValidateFunction => compiledAnswers(tomorrow ? 'tomorrow' : '')(schema);

function problem(error: ErrorObject): Problem {
  const missing: unknown = error.params.missingProperty;
  const extra: unknown = error.params.additionalProperty;
  const at = error.instancePath.slice(1).replaceAll('/', '.');
  const named = typeof missing === 'string' ? missing : typeof extra === 'string' ? extra : '';
  const field = [at, named].filter((part) => part !== '').join('.');
  if (typeof missing === 'string') return { field, code: 'missing_field', message: `"${field}" wasn't supplied.` };
  if (typeof extra === 'string') return { field, code: 'invalid', message: `"${field}" is not a permitted key.` };
  return { field, code: 'invalid', message: `${field === '' ? 'The body' : `"${field}"`} ${error.message ?? 'is invalid'}.` };
}

/**
 * What is wrong with a request body by the operation's schema; an empty list when nothing is.
 * @param tomorrow whether affected packages may have more fields
 */
export function checkBody(operation: Operation, body: Json | undefined, tomorrow = false): readonly Problem[] {
  if (operation.body === undefined) return [];
  const validate = compiledBody(operation.body, tomorrow);
  return validate(body ?? {}) ? [] : (validate.errors ?? []).map(problem);
}

/** The query parameters of a request, typed and with the described defaults, or what is wrong with them. */
export function readQuery(
  operation: Operation,
  query: URLSearchParams,
): { readonly values: JsonObject; readonly problems: readonly Problem[] } {
  const values: Record<string, Json> = {};
  for (const [name, value] of query) values[name] = value;
  const validate = compiledQuery(operation.query);
  const good = validate(values);
  return { values, problems: good ? [] : (validate.errors ?? []).map(problem) };
}

const errorSchema: Json = { type: 'object', required: ['message'], properties: { message: { type: 'string' } } };

/**
 * Holds an answer against the official description.
 * @param route `GET /repos/{owner}/{repo}`: method and path template
 * @param status the answer's status; one that the description does not declare must at least be an error object
 * @param body the answer's body; undefined for none
 * @param overlays the named differences that apply
 * @returns what is wrong with it, in words; an empty list when nothing is
 */
export function checkResponse(
  route: string,
  status: number,
  body: Json | undefined,
  overlays: readonly Overlay[],
): readonly string[] {
  const [method, template] = route.split(' ');
  const operation = operations.find((one) => one.method === method && one.template === template);
  if (!operation) return status >= 400 ? [] : [`${route} is in no description`];
  if (status === 204 || status === 304) return body === undefined ? [] : [`${status} has a body`];
  const declared = operation.answers.get(status);
  if (declared === undefined && status < 300) return [`${route} does not declare ${status}`];
  const validate = compiledAnswers([...overlays].sort().join('+'))(declared ?? errorSchema);
  if (validate(body ?? null)) return [];
  return (validate.errors ?? []).map(
    (error) => `${route} ${status}: ${error.instancePath} ${error.message ?? ''} ${JSON.stringify(error.params)}`,
  );
}
