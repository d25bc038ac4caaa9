/** An embargo workspace with a fix in it, and the clone of the person who hands it over. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../../../src/common/result.ts';
import {
  doHandover,
  handoverWords,
  planHandover,
  type HandoverDone,
  type HandoverFailure,
  type HandoverOptions,
  type HandoverPlan,
  type HandoverRequest,
} from '../../../src/embargo/handover/handover.ts';
import { readManifest, writeManifest, type Manifest } from '../../../src/embargo/manifest.ts';
import { planStart, type StartRequest } from '../../../src/embargo/start/plan.ts';
import { start } from '../../../src/embargo/start/start.ts';
import { updateFromUpstream } from '../../../src/embargo/update.ts';
import { NOW, psrt } from '../../unit/advisory/sample.ts';
import { everythingIn, Product } from './product.ts';

export const ISSUE = 12345;
export const PUBLIC_MAIN = 'gh-12345-main';
export const NEWS = 'Misc/NEWS.d/next/Security';

export class HandoverWorld {
  readonly product: Product;

  private constructor(product: Product) {
    this.product = product;
  }

  /**
   * @param name of the folder that all lies in
   * @param document the advisory's document
   * @param prepare what is done before the workspace is made, and what is asked for then
   */
  static async make(
    name = 'product',
    document?: string,
    prepare: (product: Product) => Partial<StartRequest> = () => ({}),
  ): Promise<HandoverWorld> {
    const world = new HandoverWorld(new Product(name));
    const { product } = world;
    const change = prepare(product);
    await product.asPerson(async () => {
      const more = { ...(document === undefined ? {} : { document }), ...change };
      const asked = product.request({ repository: 'python/cpython', ...more });
      const plan = await planStart(asked);
      assert.ok(plan.ok, JSON.stringify(plan));
      const made = await start(plan.value);
      assert.ok(made.ok, JSON.stringify(made));
    });
    return world;
  }

  get workspace(): string {
    return this.product.workspace;
  }

  get clone(): string {
    return this.product.clone;
  }

  worktree(branch = 'main'): string {
    return join(this.workspace, branch);
  }

  git(...args: readonly string[]): string {
    return this.product.git(this.clone, ...args);
  }

  /** Changes one line of a branch's file and commits it there. */
  fix(message = 'Check the path', branch = 'main'): string {
    const path = join(this.worktree(branch), 'Lib/paths.py');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace(/^line 3$/m, 'line 3, checked'));
    return this.product.commit(this.worktree(branch), message);
  }

  /** Writes files into a branch's worktree and commits them. */
  put(files: Readonly<Record<string, string>>, message = 'More', branch = 'main'): string {
    for (const [path, content] of Object.entries(files)) this.product.write(this.worktree(branch), path, content);
    return this.product.commit(this.worktree(branch), message);
  }

  request(change: Partial<HandoverRequest> = {}): HandoverRequest {
    return { workspace: this.workspace, branch: 'main', issue: ISSUE, repo: this.clone, process: psrt, now: NOW, ...change };
  }

  plan(change: Partial<HandoverRequest> = {}, options: HandoverOptions = {}): Promise<Result<HandoverPlan, HandoverFailure>> {
    return this.product.asPerson(() => planHandover(this.request(change), options));
  }

  do(change: Partial<HandoverRequest> = {}, options: HandoverOptions = {}): Promise<Result<HandoverDone, HandoverFailure>> {
    return this.product.asPerson(() => doHandover(this.request(change), options));
  }

  async planned(change: Partial<HandoverRequest> = {}): Promise<HandoverPlan> {
    const plan = await this.plan(change);
    assert.ok(plan.ok, plan.ok ? '' : handoverWords(plan.failure));
    return plan.value;
  }

  async done(change: Partial<HandoverRequest> = {}): Promise<HandoverDone> {
    const done = await this.do(change);
    assert.ok(done.ok, done.ok ? '' : handoverWords(done.failure));
    return done.value;
  }

  /** A refusal, which leaves the clone as it was. */
  async refused(change: Partial<HandoverRequest> = {}, options: HandoverOptions = {}): Promise<HandoverFailure> {
    const before = this.everything();
    const done = await this.do(change, options);
    assert.ok(!done.ok, 'it was done');
    assert.deepEqual(this.everything(), before);
    return done.failure;
  }

  /** Brings what the public has done since into the workspace. */
  async update(): Promise<void> {
    const updated = await this.product.asPerson(() => updateFromUpstream(this.workspace));
    assert.ok(updated.ok, JSON.stringify(updated));
  }

  everything(): readonly (readonly [string, string])[] {
    return [...everythingIn(this.clone)];
  }

  async manifest(): Promise<Manifest> {
    const read = await readManifest(this.workspace);
    assert.ok(read.ok);
    return read.value;
  }

  async change(change: Partial<Manifest>): Promise<void> {
    const written = await writeManifest(this.workspace, { ...(await this.manifest()), ...change });
    assert.ok(written.ok);
  }

  /** All objects of the clone itself, not of what it borrows from. */
  objects(): ReadonlySet<string> {
    return new Set(lines(this.git('cat-file', '--batch-all-objects', '--batch-check=%(objectname)')));
  }

  /** Everything that only the private clone has. */
  privateObjects(): ReadonlySet<string> {
    const bare = join(this.workspace, 'clone.git');
    const listed = lines(
      this.product.git(bare, 'rev-list', '--objects', '--no-object-names', '--branches', '--not', '--remotes'),
    );
    return new Set(listed);
  }

  /** What stands in a file of a commit in the clone. */
  show(commit: string, path: string): string {
    return execFileSync('git', ['-C', this.clone, 'cat-file', 'blob', `${commit}:${path}`], {
      env: this.product.environment,
      encoding: 'utf8',
    });
  }

  close(): void {
    this.product.close();
  }

  forget(path: string): void {
    rmSync(join(this.worktree(), path));
  }
}

export function lines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}
