import { isUtf8 } from 'node:buffer';

/** A name or an id is never as long as what two pieces have in common. */
const PIECE = 64 * 1024;
const COMMON = 512;
/** Shorter stretches of letters are there by chance. */
const SHORTEST = 4;

/** How text may lie in bytes: where its letters begin, how far apart they are, where the zero of each stands. */
const FORMS: readonly { readonly first: number; readonly step: 1 | 2; readonly zero: -1 | 0 | 1 }[] = [
  { first: 0, step: 1, zero: 0 },
  { first: 0, step: 2, zero: 1 },
  { first: 1, step: 2, zero: 1 },
  { first: 1, step: 2, zero: -1 },
  { first: 2, step: 2, zero: -1 },
];

/**
 * What can be read in bytes that are no text: stretches of ASCII as lines, also those written in UTF-16 of either order and
 * at either parity. In pieces, so that a large file takes no more room than a small one.
 */
export function* linesInBytes(content: Buffer): Generator<string> {
  for (const { first, step, zero } of FORMS) {
    let piece = '';
    let run = '';
    for (let at = first; at < content.length; at += step) {
      const code = content[at] ?? 0;
      const isLetter = isReadable(code) && (zero === 0 || content[at + zero] === 0);
      if (isLetter) run += String.fromCharCode(code);
      if (run.length >= PIECE) {
        yield run;
        run = run.slice(-COMMON);
      }
      if (isLetter) continue;
      if (run.length >= SHORTEST) piece += `${run}\n`;
      run = '';
      if (piece.length < PIECE) continue;
      yield piece;
      piece = '';
    }
    yield piece + run;
  }
}

/** All letters in bytes put together, whatever stands between them, in pieces. */
export function* lettersInBytes(content: Buffer): Generator<string> {
  let piece = '';
  for (const code of content) {
    if (isReadable(code)) piece += String.fromCharCode(code);
    if (piece.length < PIECE) continue;
    yield piece;
    piece = piece.slice(-COMMON);
  }
  yield piece;
}

function isReadable(code: number): boolean {
  return (code >= 0x20 && code < 0x7f) || code === 9 || code === 10 || code === 13;
}

/** Whether a name with letters beyond ASCII stands in bytes, in any usual form and case. */
export function isInBytes(content: Buffer, name: string): boolean {
  const cases = [name, name.toLowerCase(), name.toUpperCase()].flatMap((one) => [one.normalize('NFC'), one.normalize('NFD')]);
  return cases.some((one) => {
    const wide = Buffer.from(one, 'utf16le');
    const latin = Buffer.from(one, 'latin1');
    const isLatin = latin.toString('latin1') === one;
    return [Buffer.from(one), wide, Buffer.from(wide).swap16(), ...(isLatin ? [latin] : [])].some(
      (bytes) => bytes.length >= SHORTEST && content.includes(bytes),
    );
  });
}

/** Whether bytes are a text in UTF-8, or in UTF-16 with its mark (RFC 2781, 3.2) at the beginning. */
export function isText(content: Buffer): boolean {
  return isUtf8(content) || orderOf(content) !== undefined;
}

/** A file's content as text; what is in no known form is read as Latin-1, so that names in an older encoding are seen. */
export function textOf(content: Buffer): string {
  const order = orderOf(content);
  if (order === undefined) return content.toString(isUtf8(content) ? 'utf8' : 'latin1');
  const rest = content.subarray(2, content.length & ~1);
  return (order === 'little' ? rest : Buffer.from(rest).swap16()).toString('utf16le');
}

function orderOf(content: Buffer): 'little' | 'big' | undefined {
  if (content[0] === 0xff && content[1] === 0xfe) return 'little';
  return content[0] === 0xfe && content[1] === 0xff ? 'big' : undefined;
}
