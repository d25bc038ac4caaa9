import type { EmbargoParts } from '../parts.ts';
import type { EmbargoWindow } from '../window/embargo-window.ts';
import { backport } from './backport.ts';
import { acceptMarkedLines, handOverToPublic, makePublicBranch } from './hand-over-to-public.ts';
import { mendGuardHere } from './mend-guard.ts';
import { openClone } from './open-clone.ts';
import { openConflict } from './open-conflict.ts';
import { openPullRequest } from './open-pull-request.ts';
import { openWorktreePlaces } from './open-worktree-places.ts';
import { pushToFork } from './push-to-fork.ts';
import { settleInterrupted } from './settle-interrupted.ts';
import { showBranchMatrix } from './show-branch-matrix.ts';
import { showChecklist } from './show-checklist.ts';
import { showGuard } from './show-guard.ts';
import { updateFromUpstream } from './update-from-upstream.ts';
import { verify } from './verify.ts';

/** Does what one verb does, in an embargo window. `row` is the row of the Branches view that it was called on. */
export type WindowVerb = (window: EmbargoWindow, parts: EmbargoParts, row: unknown, more?: unknown) => Promise<void>;

/** The verbs of an embargo window, by the names of their commands; each is a file beside this one. */
export const WINDOW_VERBS = {
  showGuard,
  mendGuard: mendGuardHere,
  settleInterrupted,
  refreshBranches: (window) => window.look(),
  showBranchMatrix,
  updateFromUpstream,
  pushToFork,
  openWorktreePlaces,
  backport,
  openConflict: (window, parts, row) => openConflict(window, parts, row),
  verify,
  openPullRequest,
  handOverToPublic,
  acceptMarkedLines,
  makePublicBranch,
  showChecklist,
  openClone,
} as const satisfies Readonly<Record<string, WindowVerb>>;

export type WindowVerbName = keyof typeof WINDOW_VERBS;
