/** Compiles schemas into standalone validators, so that no schema is compiled in the user's editor. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { narrowCve, narrowOsv } from './narrow-schemas.ts';

/** Writes the files `*.generated.js` below `root`: the checks of process files, CVE records and OSV records. */
export async function compileSchemas(root: string): Promise<void> {
  const processes = join(root, 'src', 'process');
  const official = join(root, 'media', 'schemas');
  const records = join(root, 'src', 'records', 'schemas');
  const process = new Ajv({ allErrors: true, code: { source: true } });
  await compile(root, process, await read(join(processes, 'process.schema.json')), join(processes, 'validate.generated.js'));
  // References stay references: inlined, the code is a fifth larger. The official schemas are not strict in Ajv's sense.
  const options = { code: { source: true }, strict: false, inlineRefs: false } as const;
  const cve = narrowCve(await read(join(official, 'cve-record-5.1.1.json')));
  await compile(root, new Ajv(options), cve, join(records, 'cve.generated.js'));
  const osv = narrowOsv(await read(join(official, 'osv.json')));
  await compile(root, new Ajv2020(options), osv, join(records, 'osv.generated.js'));
}

async function read(file: string): Promise<object> {
  return JSON.parse(await readFile(file, 'utf8')) as object;
}

async function compile(root: string, ajv: Ajv | Ajv2020, schema: object, file: string): Promise<void> {
  addFormats.default(ajv);
  const code = standalone.default(ajv, ajv.compile(schema));
  const bundled = await build({
    stdin: { contents: code, resolveDir: root, loader: 'js' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
    minify: true,
    // The validator is CommonJS: its function is the module itself.
    footer: {},
    logLevel: 'error',
  });
  await writeFile(file, bundled.outputFiles[0]?.text ?? '');
}

if (import.meta.main) await compileSchemas(join(import.meta.dirname, '..'));
