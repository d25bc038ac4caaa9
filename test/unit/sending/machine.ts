/** A machine on which windows are opened that keep drafts. */
import assert from 'node:assert/strict';
import type { Result } from '../../../src/common/result.ts';
import { Drafts, type Draft, type DraftFailure } from '../../../src/sending/drafts.ts';
import { content } from '../advisory/merge/contents.ts';
import { NOW } from '../advisory/sample.ts';
import { hurried, MemoryFiles, MemorySecrets } from './files.ts';

export const OWNER = 'github.com cole';
export const KEY = 'python/cpython#GHSA-2222-3333-4444';
export const base = content();

export class Machine {
  readonly files = new MemoryFiles();
  readonly secrets = new MemorySecrets();
  now = NOW;

  window(): Drafts {
    return new Drafts({ files: this.files, secrets: this.secrets, clock: () => this.now, timers: hurried });
  }
  revisions(): readonly number[] {
    return this.files.names(/^draft-[0-9a-f]{24}-/).map((name) => Number(/-([0-9]+)\.sealed$/.exec(name)?.[1]));
  }
}

export function value<T>(result: Result<T, DraftFailure>): T {
  assert.ok(result.ok, result.ok ? '' : result.failure.kind);
  return result.value;
}

export function theirs(result: Result<Draft, DraftFailure>): Draft {
  assert.ok(!result.ok && result.failure.kind === 'changed-elsewhere', JSON.stringify(result));
  return result.failure.theirs;
}
