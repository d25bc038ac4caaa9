import type { Result } from '../../common/result.ts';
import { workGit, type WorkFailure, type WorkOptions, type WorkOutput } from '../../git/workbench.ts';

/**
 * Picks commits in a worktree as a person would do it by hand, so that a conflict is left for git's own ways of going on
 * and of taking it back.
 * @param commits oldest first
 * @returns status 1 where it has stopped
 */
export function cherryPick(
  worktree: string,
  commits: readonly string[],
  options: WorkOptions,
): Promise<Result<WorkOutput, WorkFailure>> {
  return workGit(worktree, ['cherry-pick', ...commits], {
    ...options,
    settings: [
      ['commit.gpgSign', 'false'],
      ['advice.mergeConflict', 'false'],
    ],
    variables: { ...options.variables, GIT_EDITOR: ':' },
    fine: [0, 1],
  });
}
