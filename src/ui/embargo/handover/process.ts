import { parseRepositoryName } from '../../../advisory/model.ts';
import type { Manifest } from '../../../embargo/manifest.ts';
import { builtIn } from '../../../process/book.ts';
import type { Process } from '../../../process/process.ts';
import type { EmbargoParts } from '../parts.ts';

/** The process of a workspace: the built-in one that it was made with, else the one that the person's settings name. */
export function processOf({ process, repository }: Manifest, { book }: EmbargoParts): Process {
  const own = Object.entries(builtIn).find(([name]) => name === process)?.[1];
  return own ?? book().for(parseRepositoryName(repository ?? '') ?? 'unknown/unknown');
}
