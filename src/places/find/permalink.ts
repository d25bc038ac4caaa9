import { parseRepositoryName } from '../../advisory/model.ts';
import type { FoundPlace } from '../place.ts';

/** Runs to white space or to a character that Markdown and prose put around an address. */
const ADDRESS = /(?<![A-Za-z0-9])https?:\/\/[^\s<>"'`\\^{}|[\]]{1,2000}/g;

/**
 * Links into a file on GitHub: `blob`, `blame`, `raw` and the raw host, with any tag, branch or commit, and `#L1`,
 * `#L1-L9`, `#L1C2-L9C4`. Linear: one pass, each address taken once.
 */
export function findPermalinks(text: string): FoundPlace[] {
  const found: FoundPlace[] = [];
  for (const match of text.matchAll(ADDRESS)) {
    const address = trimmed(match[0]);
    const link = parse(address);
    if (!link) continue;
    found.push({
      start: match.index,
      end: match.index + address.length,
      text: address,
      kind: 'permalink',
      path: link.segments.slice(1).join('/'),
      line: link.line,
      endLine: link.endLine,
      symbol: null,
      quoted: null,
      link: { host: link.host, repository: link.repository, segments: link.segments },
    });
  }
  return found;
}

/** Prose ends a sentence behind an address, and Markdown closes a bracket that the address did not open. */
function trimmed(address: string): string {
  let open = 0;
  for (const character of address) open += character === '(' ? 1 : character === ')' ? -1 : 0;
  let end = address.length;
  for (; end > 0; end--) {
    const last = address[end - 1] ?? '';
    if (last === ')' && open < 0) open++;
    else if (!/[.,;:!?*_]/.test(last)) break;
  }
  return address.slice(0, end);
}

interface Link {
  readonly host: string;
  readonly repository: NonNullable<ReturnType<typeof parseRepositoryName>>;
  readonly segments: readonly string[];
  readonly line: number | null;
  readonly endLine: number | null;
}

function parse(address: string): Link | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const parts = url.pathname.split('/').slice(1).map(decode);
  if (parts.some((part) => part === undefined)) return undefined;
  const [owner = '', name = '', ...rest] = parts.filter((part) => part !== undefined);
  const raw = url.host === 'raw.githubusercontent.com';
  const verb = raw ? 'raw' : rest.shift();
  if (verb !== 'blob' && verb !== 'blame' && verb !== 'raw') return undefined;
  const segments = rest[0] === 'refs' && (rest[1] === 'heads' || rest[1] === 'tags') ? rest.slice(2) : rest;
  const repository = parseRepositoryName(`${owner}/${name}`);
  if (!repository || segments.length < 2 || segments.some((part) => part === '')) return undefined;
  const lines = /^#L(\d{1,7})(?:C\d{1,7})?(?:-L?(\d{1,7})(?:C\d{1,7})?)?$/.exec(url.hash);
  const line = positive(lines?.[1]);
  const last = positive(lines?.[2]);
  return {
    host: raw ? 'github.com' : url.host.toLowerCase(),
    repository,
    segments,
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
