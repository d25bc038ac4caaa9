import type { Region } from './text-parts.ts';

/** An address in a text, as a browser would get it: without escapes, and joined where a mail broke it. */
export interface Address extends Region {
  readonly address: string;
}

/** Characters of an address: up to white space or what Markdown and prose put around one; Markdown escapes some. */
const CHARACTER = String.raw`(?:[^\s<>"'\x60\\^{}|[\]]|\\(?=[_*~#.&()-]))`;
/** With a scheme, or GitHub's own without one. */
const ADDRESS = new RegExp(
  String.raw`(?:(?<![A-Za-z0-9])https?:\/\/|(?<![\w@./:-])(?=(?:www\.)?github\.com\/))${CHARACTER}{1,2000}`,
  'g',
);
/** A line end inside an address: quoted-printable writes `=` before it, mail may quote the next line. */
const BREAK = /^(?:=?\r?\n)[> \t]{0,8}/;
const REST = new RegExp(`^${CHARACTER}{1,300}`);
const NARROWEST_LINE = 60;

/**
 * Every way to read each address of a text, the longest first: as it stands on its line, and with the next line where the
 * line may have been broken. It is for the caller to say which reading makes sense.
 */
export function addresses(text: string): readonly (readonly Address[])[] {
  const all: Address[][] = [];
  for (const { index, 0: raw } of text.matchAll(ADDRESS)) {
    const end = index + trimmed(raw);
    const plain = { start: index, end, address: clean(text.slice(index, end)) };
    const joined = end === index + raw.length || raw.endsWith('=') ? joinedAddress(text, index, index + raw.length) : undefined;
    all.push(joined ? [joined, plain] : [plain]);
  }
  return all;
}

/** The address that starts at `start` and goes on behind the end of its line, if it may. */
function joinedAddress(text: string, start: number, lineEnd: number): Address | undefined {
  const angled = text[start - 1] === '<';
  let end = lineEnd;
  for (let lines = 0; lines < 4; lines++) {
    const soft = text[end - 1] === '=';
    const gap = BREAK.exec(text.slice(soft ? end - 1 : end, end + 12))?.[0].length ?? 0;
    if (gap === 0 || (!angled && !soft && (lines > 0 || !isWide(text, start, end)))) break;
    const rest = REST.exec(text.slice((soft ? end - 1 : end) + gap, end + gap + 300))?.[0] ?? '';
    if (rest === '' || /^https?:\/\//.test(rest)) break;
    end = (soft ? end - 1 : end) + gap + rest.length;
  }
  if (end === lineEnd || (angled && text[end] !== '>')) return undefined;
  const raw = text.slice(start, end);
  const cut = angled ? raw.length : trimmed(raw);
  return { start, end: start + cut, address: clean(raw.slice(0, cut).replace(/=?\r?\n[> \t]{0,8}/g, '')) };
}

/** Whether a line is so long, or its address ends so, that it was broken there. */
function isWide(text: string, start: number, end: number): boolean {
  const line = end - Math.max(text.lastIndexOf('\n', end - 1), start - 80);
  return line >= NARROWEST_LINE || /[/_-]/.test(text[end - 1] ?? '');
}

function clean(raw: string): string {
  const whole = raw.startsWith('http') ? raw : `https://${raw}`;
  return whole.replaceAll('\\', '').replaceAll('=3D', '=').replaceAll('&amp;', '&');
}

/** The length without what ends a sentence behind an address, and brackets that the address did not open. */
function trimmed(address: string): number {
  let open = 0;
  for (const character of address) open += character === '(' ? 1 : character === ')' ? -1 : 0;
  let end = address.length;
  for (; end > 0; end--) {
    const last = address[end - 1] ?? '';
    if (last === ')' && open < 0) open++;
    else if (!/[.,;:!?*_\\]/.test(last)) break;
  }
  return end;
}
