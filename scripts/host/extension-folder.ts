/** Puts the built extension where a VS Code looks for installed extensions. */
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

interface Manifest {
  readonly name: string;
  readonly publisher: string;
  readonly version: string;
  readonly main?: string;
  readonly files?: readonly string[];
}

const usual = ['dist', 'media', 'CHANGELOG.md', 'LICENSE', 'README.md'];

/** What of an extension is installed: the `files` of its manifest, or the usual ones; the manifest always. */
export function installedFiles(manifest: Pick<Manifest, 'files'>): string[] {
  const named = (manifest.files ?? usual).map((name) => name.replace(/\/(?:\*\*?)?(?:\/\*)?$/, ''));
  return [...new Set(['package.json', ...named])];
}

/** Copies the built extension into `extensionsDir`; gives its folder there. */
export async function unpackExtension(root: string, extensionsDir: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Manifest;
  if (manifest.main !== undefined && !existsSync(join(root, manifest.main))) {
    throw new Error(`${manifest.main} is not there: run npm run build first.`);
  }
  const folder = join(extensionsDir, `${manifest.publisher}.${manifest.name}-${manifest.version}`);
  for (const name of installedFiles(manifest)) {
    const source = join(root, name);
    if (!existsSync(source)) continue;
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await cp(source, join(folder, name), { recursive: true });
  }
  return folder;
}
