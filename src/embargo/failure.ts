import type { WorkFailure } from '../git/workbench.ts';
import type { ManifestFailure } from './manifest.ts';

/** Why something with an embargo workspace was not done. Nothing in it quotes an advisory or a commit's message. */
export type EmbargoFailure =
  | WorkFailure
  | ManifestFailure
  | { readonly kind: 'guard-files'; readonly code: string }
  | { readonly kind: 'bad-id' }
  | { readonly kind: 'fork-address'; readonly why: 'empty' | 'scheme' | 'credentials' | 'odd' }
  | { readonly kind: 'fork-is-public'; readonly remote: string }
  /** A folder of this machine that is no private fork, whatever it is called. */
  | { readonly kind: 'fork-folder'; readonly why: 'own-clone' | 'working-tree' | 'workspaces' }
  /** On GitHub a private fork is named by its advisory; this one is not. */
  | { readonly kind: 'fork-of-another' }
  | { readonly kind: 'fork-missing'; readonly trouble: string }
  /** The private fork of a workspace, when something is pushed to it or fetched. */
  | { readonly kind: 'fork-trouble'; readonly trouble: 'unreachable' | 'not-allowed' | 'not-there' }
  /** It has heard of the branch, and not taken it: because a rule or a hook says so, or because it could not. */
  | { readonly kind: 'fork-refused'; readonly by: 'rule' | 'trouble' }
  | { readonly kind: 'branch-gone'; readonly private: string }
  | { readonly kind: 'git-too-old'; readonly has: string; readonly needs: string }
  | { readonly kind: 'no-branches' }
  | { readonly kind: 'branches-missing'; readonly names: readonly string[] }
  | { readonly kind: 'not-a-clone' }
  | { readonly kind: 'incomplete-clone'; readonly how: 'shallow' | 'partial' }
  | { readonly kind: 'no-upstream' }
  | { readonly kind: 'target-not-absolute' }
  | { readonly kind: 'target-is-link' }
  | { readonly kind: 'target-in-repository' }
  | { readonly kind: 'target-not-writable' }
  | { readonly kind: 'target-not-empty' }
  | { readonly kind: 'no-space'; readonly needsMiB: number; readonly hasMiB: number }
  | { readonly kind: 'workspace-exists'; readonly folder: string; readonly state: 'making' | 'ready' | 'removing' }
  | { readonly kind: 'busy' }
  /** Another process makes the workspace at this moment. */
  | { readonly kind: 'being-made'; readonly folder: string }
  | { readonly kind: 'workspace-not-ready'; readonly state: 'making' | 'removing' }
  /** `remedies`: what has to be done first about what mending does not bring back; absent where it does all. */
  | { readonly kind: 'guard-loosened'; readonly what: readonly string[]; readonly remedies?: readonly string[] }
  /** The clone's file of settings is gone or cannot be parsed. */
  | { readonly kind: 'clone-broken' }
  /** Git gives nothing of the clone at all. */
  | { readonly kind: 'clone-unreadable' }
  | { readonly kind: 'workspace-moved' }
  | { readonly kind: 'worktree-gone' }
  /** Something else is where a worktree should be. */
  | { readonly kind: 'worktree-taken' }
  /** Git cannot tell where a branch stands, although clone and worktree are there. */
  | { readonly kind: 'branch-unreadable' }
  | { readonly kind: 'branch-not-here'; readonly names: readonly string[] }
  | { readonly kind: 'nothing-to-backport' }
  | { readonly kind: 'merge-in-fix' }
  | { readonly kind: 'unfinished'; readonly branches: readonly string[] }
  | { readonly kind: 'unpushed'; readonly lost: readonly Lost[] }
  /** Whether there is work in it cannot be told. */
  | { readonly kind: 'work-unreadable'; readonly branches: readonly string[] };

/** What would be lost if a workspace were removed. */
export interface Lost {
  readonly branch: string;
  /** Commits that the fork has not. */
  readonly commits: number;
  /** Files that are changed or new and in no commit. */
  readonly files: number;
  /** Their paths in the workspace, the first few; absent where nobody has listed them. */
  readonly paths?: readonly string[];
}
