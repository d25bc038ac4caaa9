/** A workspace in which a worktree gets lost, and what is asked and done about it. */
import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../../../src/common/result.ts';
import type { EmbargoFailure } from '../../../src/embargo/failure.ts';
import { guardOf, mendGuard, type MendedGuard } from '../../../src/embargo/guarded.ts';
import { pushToFork, type Pushed } from '../../../src/embargo/push.ts';
import { readyWorkspace, type Workspace } from '../../../src/embargo/workspace.ts';
import { everythingIn, Product } from './product.ts';
import { startedIn } from './started.ts';

/** The private branch of the worktree that gets lost, 3.13. */
export const OWN = 'advisory-fix-1-3.13';

export class LostWorktree {
  readonly product: Product;
  readonly #path = process.env.PATH;

  constructor() {
    this.product = new Product();
    const other = process.env.ADVISORY_TRIAGE_GIT;
    if (other === undefined) return;
    const bin = mkdtempSync(join(this.product.root, 'bin-'));
    symlinkSync(other, join(bin, 'git'));
    process.env.PATH = `${bin}:${this.#path ?? ''}`;
    this.product.environment.PATH = process.env.PATH;
  }

  close(): void {
    process.env.PATH = this.#path;
    this.product.close();
  }

  /** Whether git can name worktrees by relative paths: since 2.48. From here on it does. */
  nameRelatively(): boolean {
    const [, major, minor] = /(\d+)\.(\d+)/.exec(this.product.git(this.product.root, '--version')) ?? [];
    appendFileSync(join(this.product.root, 'home', '.gitconfig'), '[worktree]\n\tuseRelativePaths = true\n');
    return Number(major) * 1000 + Number(minor) >= 2048;
  }

  /** Makes the workspace, with a fix on two branches; gives the commit on 3.13. */
  async begin(): Promise<string> {
    await startedIn(this.product);
    this.product.fix();
    return this.product.fix('3.13');
  }

  get place(): string {
    return join(this.product.workspace, '3.13');
  }

  clone(folder = this.product.workspace): string {
    return join(folder, 'clone.git');
  }

  async opened(folder = this.product.workspace): Promise<Workspace> {
    const found = await readyWorkspace(folder);
    assert.ok(found.ok);
    return found.value;
  }

  /** What is loosened, each as its words with blanks between. */
  check(folder?: string): Promise<readonly string[]> {
    return this.product.asPerson(async () => {
      const found = await guardOf(await this.opened(folder), {}, {});
      assert.ok(found.ok);
      return found.value.map(({ kind, what, how }) => [kind, what, ...(how === undefined ? [] : [how])].join(' '));
    });
  }

  mend(folder?: string): Promise<Result<MendedGuard, EmbargoFailure>> {
    return this.product.asPerson(async () => mendGuard(await this.opened(folder)));
  }

  async mended(folder?: string): Promise<MendedGuard> {
    const done = await this.mend(folder);
    assert.ok(done.ok, JSON.stringify(done));
    return done.value;
  }

  push(...names: readonly string[]): Promise<Result<readonly Pushed[], EmbargoFailure>> {
    return this.product.asPerson(() => pushToFork(this.product.workspace, names));
  }

  async assertPushed(...names: readonly string[]): Promise<void> {
    assert.deepEqual(await this.push(...names), { ok: true, value: names.map((branch) => ({ branch })) });
  }

  /** What lies in the workspace, but for what git writes down of times and turns. */
  lasting(): readonly (readonly [path: string, content: string])[] {
    const passing = /(?:^|\/)(?:index|logs|ORIG_HEAD|FETCH_HEAD|COMMIT_EDITMSG|objects)(?:\/|$)|\/refs\/remotes\//;
    return [...everythingIn(this.product.workspace)].filter(([path]) => !passing.test(path));
  }

  /** The worktree stands on its branch, and a push from it goes to the fork and nowhere else. */
  assertWorks(commit?: string): void {
    const { product, place } = this;
    assert.equal(product.git(place, 'symbolic-ref', 'HEAD'), `refs/heads/${OWN}`);
    if (commit !== undefined) assert.equal(product.git(place, 'rev-parse', 'HEAD'), commit);
    assert.ok(product.does(place, 'push', '--quiet', 'fork', `HEAD:refs/heads/${OWN}`));
    assert.ok(!product.does(place, 'push', '--quiet', product.upstream, 'HEAD'));
    assert.ok(!product.does(product.upstream, 'rev-parse', '--verify', `refs/heads/${OWN}`));
  }
}
