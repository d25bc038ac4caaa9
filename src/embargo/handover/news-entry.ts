import { createHash } from 'node:crypto';
import type { Advisory } from '../../advisory/model.ts';
import { fail, ok, type Result } from '../../common/result.ts';
import type { Process } from '../../process/process.ts';
import { productFor } from '../../process/products.ts';
import { newsRecord } from '../../records/news.ts';
import type { ChangedFile } from './changes.ts';
import type { HandoverFailure } from './failure.ts';
import type { NewsEntry } from './request.ts';
import type { TreeChange } from './tree.ts';

export interface NewsSource {
  readonly process: Process;
  /** What the entry is made of where nobody wrote one. */
  readonly advisory: Advisory;
  readonly issue: number;
  readonly now: number;
  readonly names: readonly string[];
  /** What the fix adds or changes. */
  readonly files: readonly ChangedFile[];
  readonly blobs: ReadonlyMap<string, Buffer>;
  /** The entry that is public on the branch that went first. */
  readonly published?: NewsEntry;
  /** What a person wrote. */
  readonly written?: string;
}

export interface NewsChange {
  readonly change: TreeChange;
  /** The one that is shown; absent where the product has no NEWS entries. */
  readonly entry?: NewsEntry;
  readonly notes: readonly string[];
}

/** A blurb file in whatever section: time, number, nonce (https://github.com/python/blurb). */
const BLURB = /^\d{4}-\d{2}-\d{2}(?:-\d{2}){0,3}\.(?:gh-issue-|bpo-)\d{1,15}\.([^/]+)\.rst$/;

/**
 * The NEWS entry of a fix, under the public issue's number and the time: the one that is public already, else the one that
 * a person wrote, else what the private branch has, renamed, else one made from the advisory.
 */
export function newsEntry(source: NewsSource): Result<NewsChange, HandoverFailure> {
  const folder = productFor(source.process, source.advisory.repository)?.news?.folder;
  if (folder === undefined) return ok({ change: { remove: [], add: [] }, notes: [] });
  if (source.written?.trim() === '') return fail({ kind: 'bad-request', part: 'news' });
  const own = source.files.filter(({ path, status }) => status === 'added' && isEntry(path, folder)).map(({ path }) => path);
  const remove = own;
  if (source.published) {
    const entry = { ...source.published, ...(own[0] === undefined ? {} : { from: own[0] }) };
    return ok({ change: { remove, add: [{ path: entry.path, text: entry.text }] }, entry, notes: [] });
  }
  const entries = own.length > 0 ? own.map((path) => kept(path, source)) : [made(source)];
  if (entries.some((entry) => entry === undefined))
    return ok({
      change: { remove: [], add: [] },
      notes: ['No NEWS entry could be made: write one, and hand it over with the fix.'],
    });
  const named = apart(entries.filter((entry) => entry !== undefined));
  const [first, ...others] = named;
  if (!first) return ok({ change: { remove: [], add: [] }, notes: [] });
  const entry = source.written === undefined ? first : { ...first, text: asText(source.written) };
  return ok({
    change: { remove, add: [entry, ...others].map(({ path, text }) => ({ path, text })) },
    entry,
    notes: others.length > 0 ? ['The private branch has more than one NEWS entry; only the first is shown by its lines.'] : [],
  });
}

/** In the folder of security entries anything; in a folder beside it what is named like an entry. */
function isEntry(path: string, folder: string): boolean {
  const cut = path.lastIndexOf('/');
  const [place, name] = [path.slice(0, Math.max(0, cut)), path.slice(cut + 1)];
  if (place === folder) return name.endsWith('.rst');
  const above = folder.slice(0, Math.max(0, folder.lastIndexOf('/')));
  return place.startsWith(`${above}/`) && BLURB.test(name);
}

function kept(path: string, source: NewsSource): NewsEntry | undefined {
  const text = source.blobs.get(path)?.toString('utf8');
  const nonce = BLURB.exec(path.slice(path.lastIndexOf('/') + 1))?.[1] ?? nonceOf(text ?? '');
  const entry = made(source, nonce);
  return entry && text !== undefined ? { ...entry, from: path, text: asText(text) } : entry;
}

function made({ process, advisory, issue, now, names }: NewsSource, nonce?: string): NewsEntry | undefined {
  const more = { issue, names, ...(nonce === undefined ? {} : { nonce }) };
  const titled = { ...advisory, description: advisory.description?.trim() === '' ? null : advisory.description };
  const record = newsRecord({ advisory: titled, process, now, more });
  if (record.ok) return { path: record.value.fileName, text: record.value.text };
  // A description that is too long or all taken out: the title is enough for a name and a sentence.
  const short = newsRecord({ advisory: { ...advisory, description: null }, process, now, more });
  return short.ok ? { path: short.value.fileName, text: short.value.text } : undefined;
}

/** Entries of one second and one nonce would be one file. */
function apart(entries: readonly NewsEntry[]): readonly NewsEntry[] {
  const taken = new Set<string>();
  return entries.map((entry) => {
    let path = entry.path;
    for (let count = 2; taken.has(path); count++) path = entry.path.replace(/\.rst$/, `${count}.rst`);
    taken.add(path);
    return { ...entry, path };
  });
}

function asText(text: string): string {
  return `${text.replace(/\r\n?/g, '\n').trim()}\n`;
}

function nonceOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 6);
}
