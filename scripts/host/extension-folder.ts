/** Puts the built extension where a VS Code looks for installed extensions. */
import { existsSync } from 'node:fs';
import { cp, glob, mkdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

interface Manifest {
  readonly name: string;
  readonly publisher: string;
  readonly version: string;
  readonly main?: string;
  readonly files?: readonly string[];
}

const usual = ['dist/**', 'media/**', 'CHANGELOG.md', 'LICENSE', 'README.md'];

/** What of an extension is installed, as patterns: the `files` of its manifest, or the usual ones; the manifest always. */
export function installedFiles(manifest: Pick<Manifest, 'files'>): string[] {
  return [...new Set(['package.json', ...(manifest.files ?? usual)])];
}

/** Copies the built extension into `extensionsDir`; gives its folder there. */
export async function unpackExtension(root: string, extensionsDir: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Manifest;
  if (manifest.main !== undefined && !existsSync(join(root, manifest.main))) {
    throw new Error(`${manifest.main} is not there: run npm run build first.`);
  }
  const folder = join(extensionsDir, `${manifest.publisher}.${manifest.name}-${manifest.version}`);
  for await (const name of glob(installedFiles(manifest), { cwd: root })) {
    if ((await stat(join(root, name))).isDirectory()) continue;
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await cp(join(root, name), join(folder, name));
  }
  return folder;
}
