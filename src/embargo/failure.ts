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
  /** On GitHub a private fork is named by its advisory; this one is not. */
  | { readonly kind: 'fork-of-another' }
  | { readonly kind: 'fork-missing'; readonly trouble: string }
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
  | { readonly kind: 'workspace-not-ready'; readonly state: 'making' | 'removing' }
  | { readonly kind: 'guard-loosened'; readonly what: readonly string[] }
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
}
