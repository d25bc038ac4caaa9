/** `npm run package`: a .vsix of exactly the files that package.json allows. */
import { execFile, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildExtension } from './build.ts';

const root = join(import.meta.dirname, '..');
const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
/** What may be in the package, held against what the packer says that it takes. */
const ALLOWED =
  /^(?:dist\/(?:extension\.cjs|server\.cjs|calculator\.js|cli(?:-[\w-]+)?\.js|lazy\/[\w-]+\.cjs)|media\/[\w./-]+|docs\/images\/[\w-]+\.png|docs\/findings\/[\w-]+\.md|package\.json|README\.md|CHANGELOG\.md|NOTICE\.md|LICENSE)$/;

await buildExtension();
const { stdout } = await promisify(execFile)(process.execPath, [vsce, 'ls', '--no-dependencies'], { cwd: root });
const files = stdout
  .split('\n')
  .map((line) => line.trim())
  .filter((line) => line !== '');
const unwanted = files.filter((file) => !ALLOWED.test(file));
if (unwanted.length > 0) {
  console.error(`These files are not meant to be packaged: ${unwanted.join(', ')}.`);
  process.exit(1);
}
const { name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { name: string; version: string };
const child = spawn(
  process.execPath,
  [
    vsce,
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
    '--out',
    `${name}-${version}.vsix`,
  ],
  { cwd: root, stdio: 'inherit' },
);
process.exitCode = await new Promise<number>((resolve, reject) =>
  child.once('error', reject).once('close', (code) => {
    resolve(code ?? 1);
  }),
);
