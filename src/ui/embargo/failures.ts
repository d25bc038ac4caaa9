import type { EmbargoFailure } from '../../embargo/failure.ts';
import { embargoWords } from '../../embargo/words.ts';

/** A failure as a person in VS Code reads it: without the options of the command line. */
export function failureWords(failure: EmbargoFailure): string {
  switch (failure.kind) {
    case 'no-workspace':
      return 'There is no embargo workspace there.';
    case 'workspace-exists':
      return failure.state === 'ready'
        ? `There is a workspace for this advisory already: ${failure.folder}.`
        : failure.state === 'making'
          ? `The making of a workspace for this advisory was interrupted: ${failure.folder}. It can be gone on with, or removed.`
          : `The removal of this advisory's workspace was interrupted: ${failure.folder}.`;
    case 'workspace-not-ready':
      return failure.state === 'making'
        ? 'This workspace is not whole: its making was interrupted. Start the fix again to go on with it, or remove it.'
        : 'This workspace was being removed. Remove it to finish that.';
    case 'guard-loosened':
      return `The guard is loosened, so nothing is pushed: ${failure.what.join(', ')}. Mend it first.`;
    case 'unfinished':
      return `An earlier backport or hand-over of ${failure.branches.join(', ')} was interrupted. Settle it first.`;
    case 'unpushed':
      return 'Something in it is neither in the fork nor public.';
    default:
      return embargoWords(failure);
  }
}
