import { Emitter } from '../../../common/events.ts';
import type { Result } from '../../../common/result.ts';
import type { EmbargoFailure } from '../../../embargo/failure.ts';
import { matrixOf, type BranchRow } from '../../../embargo/matrix.ts';
import type { Workspace } from '../../../embargo/workspace.ts';
import type { WorkOptions } from '../../../git/workbench.ts';
import { oneAtATime } from '../one-at-a-time.ts';

export interface MatrixOptions {
  readonly workspace: () => Promise<Result<Workspace, EmbargoFailure>>;
  readonly options: () => WorkOptions;
  /** Whether git may be run in the workspace's folders. */
  readonly isTrusted: () => boolean;
}

/** The branch matrix of this window's workspace, as it was looked up last. */
export class Matrix {
  readonly #options: MatrixOptions;
  readonly #changes = new Emitter<void>();
  #rows: readonly BranchRow[] | undefined;
  #failure: EmbargoFailure | undefined;

  readonly onDidChange = this.#changes.on;

  constructor(options: MatrixOptions) {
    this.#options = options;
  }

  /** Undefined until they have been looked up once. */
  get rows(): readonly BranchRow[] | undefined {
    return this.#rows;
  }
  get failure(): EmbargoFailure | undefined {
    return this.#failure;
  }

  /** Looks the branches up in the worktrees. */
  readonly refresh = oneAtATime(async (): Promise<readonly BranchRow[]> => {
    if (!this.#options.isTrusted()) return [];
    const found = await this.#options.workspace();
    this.#failure = found.ok ? undefined : found.failure;
    this.#rows = found.ok ? await matrixOf(found.value, this.#options.options()) : [];
    this.#changes.fire();
    return this.#rows;
  });
}
