/** `npm run build`: the extension into dist/, and with `--test` the suites of the extension host into out/test/host/. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');

/** Builds the extension. Rejects when it cannot be built. */
export async function buildExtension(): Promise<void> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'esbuild.mjs'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new Error('The extension could not be built: see above.');
}

/**
 * Bundles what runs inside VS Code; returns the file that the host loads.
 * @param entry folder below test/ with an index.ts
 */
export async function buildHostSuites(entry = 'host'): Promise<string> {
  const outfile = join(root, 'out', 'test', entry, 'index.cjs');
  await build({
    entryPoints: [join(root, 'test', entry, 'index.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
    absWorkingDir: root,
    define: { 'import.meta.dirname': '__dirname', 'import.meta.url': '__filename' },
  });
  return outfile;
}

if (import.meta.main) {
  await buildExtension();
  if (process.argv.includes('--test')) await buildHostSuites();
}
