import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../common/result.ts';
import type { EmbargoFailure } from '../failure.ts';
import { layoutOf } from '../layout.ts';
import { codeOf, type Manifest } from '../manifest.ts';
import { windowFile } from '../window-file.ts';

/** The file for notes before anybody has written in it. */
export const EMPTY_NOTES = '# Notes\n\nThis file is yours. It stays in this folder, and goes when the workspace is removed.\n';

/** The name of the advisory's document in a workspace. */
export function documentName(id: string): string {
  return `${id}.advisory.md`;
}

/**
 * Writes what lies beside the code: the advisory's document, a file for notes, and the file that opens everything in one
 * window. What is there already stays: somebody may have written in it.
 */
export async function writePapers(
  workspace: string,
  manifest: Manifest,
  document: string | undefined,
): Promise<Result<void, EmbargoFailure>> {
  const { papers, notes, sign, window } = layoutOf(workspace);
  const files: (readonly [string, string])[] = [
    [notes, EMPTY_NOTES],
    [sign, `${manifest.advisory}\n`],
    [window, windowFile(manifest)],
  ];
  if (document !== undefined) files.push([join(papers, documentName(manifest.advisory)), document]);
  try {
    await mkdir(papers, { recursive: true, mode: 0o700 });
    for (const [path, content] of files)
      await writeFile(path, content, { flag: 'wx', mode: 0o600 }).catch((error: unknown) => {
        if (codeOf(error) !== 'EEXIST') throw error;
      });
    return ok(undefined);
  } catch (error) {
    return fail({ kind: codeOf(error) === 'ENOSPC' ? 'disk-full' : 'workspace-not-written' });
  }
}
