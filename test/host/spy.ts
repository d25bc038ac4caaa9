import childProcess from 'node:child_process';
import fs from 'node:fs';
import fsPromises from 'node:fs/promises';

/** Notes calls that come from the extension's own code, and where they came from. */
export function spyOn(calls: Map<string, string>): () => void {
  const undo: (() => void)[] = [];
  const watch = (owner: Record<string, unknown>, room: string) => {
    for (const [name, original] of Object.entries(owner)) {
      if (typeof original !== 'function' || /^[A-Z]/.test(name)) continue;
      owner[name] = function spied(this: unknown, ...args: unknown[]): unknown {
        const mine = /[\\/]dist[\\/](?:extension\.cjs|lazy[\\/])/.test(new Error().stack ?? '');
        if (mine) calls.set(`${room}.${name}`, new Error().stack ?? '');
        return Reflect.apply(original as (...args: unknown[]) => unknown, this, args);
      };
      undo.push(() => {
        owner[name] = original;
      });
    }
  };
  watch(fs, 'fs');
  watch(fsPromises, 'fs/promises');
  watch(childProcess, 'child_process');
  const web = { fetch: globalThis.fetch } as Record<string, unknown>;
  watch(web, 'web');
  const before = globalThis.fetch;
  globalThis.fetch = web.fetch as typeof fetch;
  undo.push(() => {
    globalThis.fetch = before;
  });
  return () => {
    for (const one of undo) one();
  };
}
