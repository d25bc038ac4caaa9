/** `npm run lint`: types, style, the floors of the house and law 1; ends with how many findings there are. */
import { spawn } from 'node:child_process';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { compileSchemas } from './compile-schemas.ts';

const root = join(import.meta.dirname, '..');
const bin = (name: string) => join(root, 'node_modules', name);

interface Check {
  readonly name: string;
  readonly run: () => Promise<boolean>;
}

const checks: readonly Check[] = [
  { name: 'types', run: () => succeeds([bin('typescript/bin/tsc'), '-p', '.']) },
  {
    name: 'form',
    run: () => succeeds([bin('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '**/*.{ts,mjs,cjs,js,css}']),
  },
  { name: 'style', run: () => succeeds([bin('eslint/bin/eslint.js'), '.']) },
  {
    name: 'law 1 and the floors, transitively',
    run: () => succeeds([bin('dependency-cruiser/bin/dependency-cruiser.mjs'), 'src', '--config', '.dependency-cruiser.mjs']),
  },
  { name: 'law 1 in what is bundled', run: bundledBuiltins },
];

/** Runs every check, also after one has failed, so that all findings are seen at once. */
export async function lint(): Promise<{ readonly passed: number; readonly failed: number }> {
  await compileSchemas(root);
  let failed = 0;
  for (const { name, run } of checks) {
    const good = await run();
    console.log(`${good ? 'ok  ' : 'FAIL'} ${name}`);
    if (!good) failed++;
  }
  return { passed: checks.length - failed, failed };
}

function succeeds(args: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    child
      .once('error', () => {
        resolve(false);
      })
      .once('close', (code) => {
        resolve(code === 0);
      });
  });
}

const FORBIDDEN = [
  'child_process',
  'cluster',
  'worker_threads',
  'http',
  'https',
  'http2',
  'net',
  'tls',
  'dgram',
  'dns',
  'vm',
  'inspector',
];

/**
 * The language client starts and ends the server's process; between the two runs node's own channel. That they could also
 * listen on a socket is not used: the transport is named in ui/places/language-client.ts.
 */
const LANGUAGE_SERVER =
  /^node_modules\/(?:vscode-languageserver\/node_modules\/)?(?:vscode-languageclient\/lib\/node\/(?:main|processes)|vscode-jsonrpc\/lib\/node\/main|vscode-languageserver\/lib\/node\/(?:main|files))\.js$/;

/** No package that is bundled may start a process or open a connection behind the rooms' backs. */
async function bundledBuiltins(): Promise<boolean> {
  const { build } = await import('esbuild');
  const result = await build({
    absWorkingDir: root,
    entryPoints: ['src/extension.ts', 'src/server.ts', 'src/cli.ts'],
    outdir: 'unused',
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
    metafile: true,
    external: ['vscode'],
    logLevel: 'error',
  });
  const breaches = Object.entries(result.metafile.inputs).flatMap(([file, { imports }]) => {
    if (/^src\/(?:git\/|ui\/panels\/renderer\.ts$)/.test(file) || LANGUAGE_SERVER.test(file)) return [];
    return imports
      .map(({ path }) => path.replace(/^node:/, ''))
      .filter((path) => FORBIDDEN.includes(path) && builtinModules.includes(path))
      .map((path) => `${file} uses ${path}`);
  });
  for (const breach of breaches) console.error(breach);
  return breaches.length === 0;
}

/** All findings are printed above; the exit code says whether there are any. */
if (import.meta.main) {
  const { failed } = await lint();
  process.exitCode = failed === 0 ? 0 : 1;
}
