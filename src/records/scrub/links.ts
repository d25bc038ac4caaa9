import { GONE, type Scrubbed } from './words.ts';

const DASH = String.raw`\\?[-\u2010-\u2015\u2212_]`;
const ID = String.raw`ghsa(?:${DASH}[0-9a-z]{4}){3}`;
const FORK = new RegExp(`[-_]${ID}`, 'i');
const LEADS_TO_GITHUB = /github(?:usercontent)?\.com(?:\\?[:/]|%2f)[^\s<>"'`()[\]]*/gi;
/** A file, an advisory, a private fork: what only those who are on it may open, or what names who sent it. */
const PRIVATE_PATH = new RegExp(
  String.raw`/user-attachments/|\.com/[^/]+/[^/]+/(?:assets|files)/\d|security/advisories|security-advisories|\.com/advisories/|${ID}`,
  'i',
);
const PRIVATE_HOST = /(?:private-user-images|user-images)\.github(?:usercontent)?\.com/i;
/** The host and scheme before `github.com`, as far as they reach. */
const BEFORE = /(?:https?:\/\/)?(?:[a-z0-9._-]{0,60}[.@])?$/i;

/**
 * Takes out addresses on GitHub that are not for everybody: advisories, private forks, uploaded files, and whatever
 * `isPrivate` says of an address.
 */
export function withoutPrivateLinks(text: string, isPrivate: (address: string) => boolean = () => false): Scrubbed {
  return withoutAddresses(text, (one) => PRIVATE_PATH.test(one) || PRIVATE_HOST.test(one) || isPrivate(one));
}

/** Takes out addresses of private forks, and their names: what holds an advisory's id behind a dash. */
export function withoutForks(text: string): Scrubbed {
  const links = withoutAddresses(text, (address) => FORK.test(address));
  const names = withoutNames(links.text, true);
  return { text: names.text, count: links.count + names.count };
}

function withoutAddresses(text: string, isPrivate: (address: string) => boolean): Scrubbed {
  return replaceSpans(text, (from) => {
    LEADS_TO_GITHUB.lastIndex = from;
    for (let match = LEADS_TO_GITHUB.exec(text); match; match = LEADS_TO_GITHUB.exec(text)) {
      const before = BEFORE.exec(text.slice(Math.max(from, match.index - 80), match.index))?.[0] ?? '';
      if (isPrivate(before + match[0]))
        return { start: match.index - before.length, end: match.index + lengthWithoutMarks(match[0]) };
    }
    return undefined;
  });
}

/** Takes out addresses that the process calls internal: hosts, beginnings of addresses, mail domains. */
export function withoutInternal(text: string, internal: readonly string[]): Scrubbed {
  const known = internal.filter((one) => /\w/.test(one)).map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (known.length === 0) return { text, count: 0 };
  const found = new RegExp(String.raw`(?<![\w-])(?:${known.join('|')})(?![\w-])[^\s<>"'\x60()[\]]*`, 'gi');
  return replaceSpans(text, (from) => {
    found.lastIndex = from;
    const match = found.exec(text);
    if (!match) return undefined;
    const before = BEFORE.exec(text.slice(Math.max(from, match.index - 80), match.index))?.[0] ?? '';
    return { start: match.index - before.length, end: match.index + lengthWithoutMarks(match[0]) };
  });
}

/** Takes out ids of advisories, and names of private forks, which hold one. */
export function withoutIds(text: string): Scrubbed {
  return withoutNames(text, false);
}

/** @param forksOnly ids that stand by themselves are left */
function withoutNames(text: string, forksOnly: boolean): Scrubbed {
  const id = new RegExp(`${ID}[0-9a-z]*`, 'gi');
  return replaceSpans(text, (from) => {
    id.lastIndex = from;
    for (let match = id.exec(text); match; match = id.exec(text)) {
      const end = match.index + match[0].length;
      const before = text.slice(Math.max(from, match.index - 240), match.index);
      // `owner/name-ghsa-…`: the name before it goes as well.
      const name = /[-_]$/.test(before) ? (/[\w./\\-]*$/.exec(before)?.[0].length ?? 0) : 0;
      if (forksOnly && name === 0) continue;
      const behind = /^\.git(?![0-9a-z])/i.exec(text.slice(end, end + 6))?.[0].length ?? 0;
      return { start: match.index - name, end: end + behind };
    }
    return undefined;
  });
}

/** Takes out one CVE id, however its dashes are written. */
export function withoutCve(text: string, id: string): Scrubbed {
  const parts = /^CVE-(\d{1,9})-(\d{1,25})$/i.exec(id);
  if (!parts) return { text, count: 0 };
  const pattern = new RegExp(`cve(?:${DASH})${parts[1] ?? ''}(?:${DASH})${parts[2] ?? ''}(?![0-9])`, 'gi');
  let count = 0;
  const scrubbed = text.replace(pattern, () => {
    count++;
    return GONE;
  });
  return { text: scrubbed, count };
}

const AT = /@|[([{]\s{0,2}at\s{0,2}[)\]}]/gi;
const LOCAL = /(?:[^\s@<>()[\]{},;:"'`|]{1,64}|["'])\s?$/;
const DOMAIN = /\s?[\p{L}\p{N}-]+(?:(?:\.|\s?[([{]\s{0,2}dot\s{0,2}[)\]}]\s?)[\p{L}\p{N}-]+)+/iuy;

/** Takes out mail addresses, also `jane [at] example [dot] org`. A domain has a dot, and a letter somewhere behind it. */
export function withoutMailAddresses(text: string): Scrubbed {
  return replaceSpans(text, (from) => {
    AT.lastIndex = from;
    for (let match = AT.exec(text); match; match = AT.exec(text)) {
      const local = LOCAL.exec(text.slice(Math.max(from, match.index - 70), match.index))?.[0];
      const behind = match.index + match[0].length;
      DOMAIN.lastIndex = behind;
      const domain = local === undefined ? undefined : DOMAIN.exec(text)?.[0];
      if (local === undefined || domain === undefined || (match[0] === '@' && /\s$/.test(local))) continue;
      if (!/\p{L}/u.test(domain.slice(domain.search(/[.([{]/)))) continue;
      return { start: match.index - local.length, end: behind + domain.length };
    }
    return undefined;
  });
}

/** What is left of a Markdown link or image whose address was taken out: its words. */
export function withoutEmptyLinks(text: string): string {
  return text.replace(/!?\[([^[\]\n]{0,500})\]\(<?\[…\][^()\n]{0,200}\)/g, '$1').replace(/<(?:mailto:)?\[…\]>/g, GONE);
}

/** How long an address is without the marks of the sentence that it ends. */
function lengthWithoutMarks(address: string): number {
  let end = address.length;
  while (end > 0 && '.,;:!?*_~\\'.includes(address.charAt(end - 1))) end--;
  return end;
}

/** Replaces spans that `next` finds from an offset on, in order. */
function replaceSpans(text: string, next: (from: number) => { start: number; end: number } | undefined): Scrubbed {
  let out = '';
  let from = 0;
  let count = 0;
  for (let found = next(from); found; found = next(from)) {
    out += text.slice(from, found.start) + GONE;
    from = found.end;
    count++;
  }
  return { text: out + text.slice(from), count };
}
