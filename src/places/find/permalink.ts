import { parseRepositoryName, type RepositoryName } from '../../advisory/model.ts';
import type { FoundPlace } from '../place.ts';
import { addresses, type Address } from './address.ts';
import { isFileName } from './file-name.ts';
import { found, type FoundParts } from './found.ts';

/**
 * Links into a file on GitHub (`blob`, `blame`, `raw`, `tree`, `commits`, the raw host) with any tag, branch or commit and
 * `#L1`, `#L1-L9`, `#L1C2-L9C4`; links to a commit, which have no path and are tentative; and links into mirrors, which
 * have a path and no revision that git knows. Linear: each address is taken once.
 * @param mirrors addresses of a file on other sites, as the process file names them
 */
export function findPermalinks(text: string, mirrors: readonly string[] = []): FoundPlace[] {
  const places: FoundPlace[] = [];
  let covered = 0;
  for (const readings of addresses(text)) {
    if ((readings[0]?.start ?? 0) < covered) continue;
    const read = best(readings, mirrors);
    if (!read) continue;
    places.push(found(text, read.reading.start, read.reading.end, 'permalink', read.parts));
    covered = read.reading.end;
  }
  return places;
}

interface Read {
  readonly reading: Address;
  readonly parts: FoundParts;
}

/** An address that was broken at a line end is read as a whole only if that makes it one of a file. */
function best(readings: readonly Address[], mirrors: readonly string[]): Read | undefined {
  const all = readings.flatMap((reading) => {
    const parts = parse(reading.address, mirrors);
    return parts ? [{ reading, parts }] : [];
  });
  const plain = all.find(({ reading }) => reading === readings.at(-1));
  if (all.length < 2 || all[0] === plain) return plain ?? all.find(({ parts }) => leadsToFile(parts));
  const isWhole = plain && (leadsToFile(plain.parts) || plain.parts.line != null);
  return isWhole || !all[0] || !leadsToFile(all[0].parts) ? plain : all[0];
}

function leadsToFile({ path }: FoundParts): boolean {
  return path != null && isFileName(path.slice(path.lastIndexOf('/') + 1));
}

function parse(address: string, mirrors: readonly string[]): FoundParts | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const parts = url.pathname.split('/').slice(1).map(decode);
  if (parts.some((part) => part === undefined)) return undefined;
  const decoded = parts.filter((part) => part !== undefined);
  return onMirror(url, decoded, mirrors) ?? onGitHub(url, decoded);
}

function onGitHub(url: URL, parts: readonly string[]): FoundParts | undefined {
  const [owner = '', name = '', ...rest] = parts;
  const repository = parseRepositoryName(`${owner}/${name}`);
  if (!repository) return undefined;
  const raw = url.host === 'raw.githubusercontent.com';
  const host = raw ? 'github.com' : url.host.toLowerCase().replace(/^www\.(?=github\.com$)/, '');
  const verb = raw ? 'raw' : rest.shift();
  const commit = verb === 'commit' ? rest : verb === 'pull' && rest[1] === 'commits' ? rest.slice(2) : undefined;
  if (commit) return ofCommit(commit, url, host, repository);
  if (!/^(?:blob|blame|raw|tree|commits)$/.test(verb ?? '')) return undefined;
  const segments = rest[0] === 'refs' && (rest[1] === 'heads' || rest[1] === 'tags') ? rest.slice(2) : rest;
  if (segments.length < 2 || segments.some((part) => part === '')) return undefined;
  const lines = linesOf(url.hash);
  // The same address shows a folder, or the history of one: no place.
  if ((verb === 'tree' || verb === 'commits') && lines.line === null && !isFileName(segments.at(-1) ?? '')) return undefined;
  return { path: segments.slice(1).join('/'), ...lines, link: { host, repository, segments } };
}

/** A commit is no place in a file; GitHub's anchor names the file by a digest of its path only. */
function ofCommit(rest: readonly string[], url: URL, host: string, repository: RepositoryName): FoundParts | undefined {
  const [id = '', ...more] = rest;
  if (!/^[0-9a-f]{7,64}$/i.test(id) || more.some((part) => part !== '')) return undefined;
  const line = positive(/^#diff-[0-9a-f]{32,64}[LR](\d{1,7})(?!\d)/.exec(url.hash)?.[1]);
  return { line, tentative: true, link: { host, repository, segments: [id.toLowerCase()] } };
}

function onMirror(url: URL, parts: readonly string[], mirrors: readonly string[]): FoundParts | undefined {
  for (const address of mirrors) {
    if (!URL.canParse(address)) continue;
    const mirror = new URL(address);
    const wanted = mirror.pathname.split('/').slice(1).map(decode);
    const isOne =
      mirror.host === url.host &&
      parts.length >= wanted.length &&
      wanted.slice(0, -1).every((part, at) => (part === '{revision}' ? parts[at] !== '' : part === parts[at]));
    if (!isOne) continue;
    const path = parts.slice(wanted.length - 1);
    const name = path.at(-1) ?? '';
    if (path.some((part) => part === '')) return undefined;
    const lines = linesOf(url.hash);
    return { path: path.join('/'), ...lines, tentative: lines.line === null && !isFileName(name) };
  }
  return undefined;
}

/** `#L5`, `#L5-L9`, `#L520C1-L526C79`, and `#l5` of Mercurial. */
function linesOf(hash: string): { readonly line: number | null; readonly endLine: number | null } {
  const lines = /^#L(\d{1,7})(?:C\d{1,7})?(?:[-:,]L?(\d{1,7})(?:C\d{1,7})?)?$/i.exec(hash);
  const line = positive(lines?.[1]);
  const last = positive(lines?.[2]);
  return {
    line: line !== null && last !== null ? Math.min(line, last) : line,
    endLine: line !== null && last !== null ? Math.max(line, last) : null,
  };
}

function positive(digits: string | undefined): number | null {
  const number = Number(digits ?? '0');
  return number > 0 ? number : null;
}

function decode(part: string): string | undefined {
  try {
    const text = decodeURIComponent(part);
    return text.includes('/') || text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}
