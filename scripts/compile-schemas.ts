/** Compiles the process schema into a standalone validator, so that no schema is compiled in the user's editor. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';

/** Writes `src/process/validate.generated.js` below `root`. */
export async function compileSchemas(root: string): Promise<void> {
  const folder = join(root, 'src', 'process');
  const schema = JSON.parse(await readFile(join(folder, 'process.schema.json'), 'utf8')) as object;
  const ajv = new Ajv({ allErrors: true, code: { source: true } });
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
  await writeFile(join(folder, 'validate.generated.js'), bundled.outputFiles[0]?.text ?? '');
}

if (import.meta.main) await compileSchemas(join(import.meta.dirname, '..'));
