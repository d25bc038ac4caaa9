import type { EmbargoFailure } from '../../../embargo/failure.ts';
import { failureWords } from '../failures.ts';
import { chooseFolder } from '../folder.ts';
import type { EmbargoParts } from '../parts.ts';
import { enterAddress } from './find-fork.ts';
import type { Wanted } from './make-workspace.ts';

const FOLDER = 'Choose Another Folder…';
const ADDRESS = 'Enter Address…';
const AGAIN = 'Try Again';

/** What a person can do about a failure from here; nothing for one that is theirs to mend elsewhere. */
function remedyFor({ kind }: EmbargoFailure): typeof FOLDER | typeof ADDRESS | typeof AGAIN | undefined {
  switch (kind) {
    case 'target-not-absolute':
    case 'target-is-link':
    case 'target-in-repository':
    case 'target-not-writable':
    case 'target-not-empty':
    case 'no-space':
      return FOLDER;
    case 'fork-address':
    case 'fork-is-public':
    case 'fork-folder':
    case 'fork-of-another':
      return ADDRESS;
    case 'fork-missing':
    case 'git-trouble':
    case 'incomplete-clone':
    case 'branches-missing':
    case 'disk-full':
    case 'busy':
    case 'being-made':
      return AGAIN;
    default:
      return undefined;
  }
}

/**
 * Says why a workspace could not be made, with a button for what helps.
 * @param tell says it; gives the button that was pressed
 * @returns what is wanted then; undefined where the person leaves it
 */
export async function remedied(
  wanted: Wanted,
  failure: EmbargoFailure,
  tell: (words: string, ...buttons: readonly string[]) => Promise<string | undefined>,
  parts: EmbargoParts,
): Promise<Wanted | undefined> {
  if (failure.kind === 'cancelled') {
    await tell('cancelled. Nothing was left.');
    return undefined;
  }
  const remedy = remedyFor(failure);
  const pressed = await tell(failureWords(failure), ...(remedy === undefined ? [] : [remedy]));
  if (pressed === undefined || pressed !== remedy) return undefined;
  if (remedy === AGAIN) return wanted;
  if (remedy === FOLDER) {
    const root = await chooseFolder(parts);
    return root === undefined ? undefined : { ...wanted, root };
  }
  const fork = await enterAddress(wanted.advisory, parts);
  return fork === undefined ? undefined : { ...wanted, fork };
}
