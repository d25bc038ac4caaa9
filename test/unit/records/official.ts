/** The official schemas of the records, in full, as the tests hold the records against them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import './csaf-precision.ts';
import { csaf_2_1_strict } from '@secvisogram/csaf-validator-lib/csaf_2_1/schemaTests.js';
import * as mandatory from '@secvisogram/csaf-validator-lib/csaf_2_1/mandatoryTests.js';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const root = join(import.meta.dirname, '..', '..', '..');
export const officialSchema = (name: string): object =>
  JSON.parse(readFileSync(join(root, 'media', 'schemas', name), 'utf8')) as object;

const seven = new Ajv({ strict: false, allErrors: true });
const twenty = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(seven);
addFormats.default(twenty);

/** CVE record format 5.1.1, the whole schema. */
const cve = seven.compile(officialSchema('cve-record-5.1.1.json'));
/** The OSV schema. */
const osv = twenty.compile(officialSchema('osv.json'));
/** The body of `repository-advisory-create` in GitHub's REST description. */
const github = JSON.parse(readFileSync(join(root, 'test/sandbox/spec/github-advisories.schemas.json'), 'utf8')) as object;
seven.addSchema({ ...github, $id: 'https://example.org/github' });
const ghsa = seven.compile({ $ref: 'https://example.org/github#/definitions/repository-advisory-create' });

/** What is wrong with a record by its official schema; nothing for a sound one. */
export function schemaFaults(kind: 'cve' | 'osv' | 'ghsa', text: string): readonly string[] {
  const validate = { cve, osv, ghsa }[kind];
  if (validate(JSON.parse(text))) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}

/** What the CSAF validator finds: the strict schema and all mandatory tests that it knows. */
export async function csafFaults(text: string): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const [name, test] of Object.entries({ csaf_2_1_strict, ...mandatory })) {
    const { isValid, errors = [] } = await test(JSON.parse(text));
    if (isValid === false || errors.length > 0)
      faults.push(`${name}: ${errors.map(({ instancePath, message }) => `${instancePath} ${message}`).join(', ')}`);
  }
  return faults;
}
