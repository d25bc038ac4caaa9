import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import type { Secrets } from '../common/ports.ts';
import type { Files } from '../inbox/cache.ts';

/**
 * Where the keys of drafts are kept: the system's secret storage. A window in a browser has none that outlives a reload,
 * and a draft whose key is gone is lost; there the keys lie in a file beside the drafts, for its owner only. That is said
 * in docs/privacy.md.
 */
export function draftSecrets(secrets: Secrets, files: Files): Secrets {
  return vscode.env.uiKind === vscode.UIKind.Web ? secretsInFiles(files) : secrets;
}

function secretsInFiles(files: Files): Secrets {
  const nameOf = (key: string) => `key-${createHash('sha256').update(key).digest('hex').slice(0, 24)}`;
  return {
    get: async (key) => (await files.read(nameOf(key)))?.toString('utf8'),
    store: (key, value) => files.write(nameOf(key), Buffer.from(value)),
    delete: (key) => files.remove(nameOf(key)),
  };
}
