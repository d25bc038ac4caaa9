/** Lines that a text names for a file. */
export interface LineRange {
  readonly line: number;
  readonly endLine: number | null;
  /** How many characters the words take, on their side of the file's name. */
  readonly length: number;
}

const NUMBER = String.raw`(\d{1,3}(?:,\d{3}){1,2}(?![,\d])|\d{1,7}(?!\d))`;
const UNTIL = String.raw`(?:\s?(?:-|–|—|to|through|\.{2,3})\s?(?:L|line )?~?${NUMBER})?`;
/** What may close around a name before its line is told. */
const CLOSE = String.raw`(?:["'\x60*\])]|&quot;|<\/code>){0,4}`;
const WORD = String.raw`(?:[Ll]ines?|LINES?|[Ll]n\.?)(?: numbers?| nos?\.)?`;
const GAP = String.raw`[ \t]{0,2}(?:\r?\n[>*\- \t]{0,8})?`;
const NEAR = String.raw`(?:(?:at|on|in|around|near|about|approx\.|approximately|starting|from) ){0,2}`;

/** In words, `, line 12`, ` (lines 12–14)`, ` around line 12`, `:** line 12`, `~line 12`; for any name. */
const IN_WORDS = [
  new RegExp(String.raw`^${CLOSE}[,;:]?${GAP}[([]?${NEAR}[~*_\x60]{0,3}${WORD}[:*_\x60]{0,4} ?[~#*\x60]{0,3}${NUMBER}${UNTIL}`),
  new RegExp(String.raw`^${CLOSE}[,:]? ?[([]?\x60?L(\d{1,7})(?:C\d{1,5})?(?:[-–]L?(\d{1,7})(?:C\d{1,5})?)?(?![\w])`),
];
/** By marks that only a file's name has: `:12:5`, `:12-20`, `#L12`, `@12`, `(12)`, ` (12-20)`. */
const BY_MARK = [
  /^["'`*]{0,3}:(\d{1,7})(?::\d{1,7})?(?:[-–](\d{1,7}))?(?!\d)/,
  /^#[Ll](\d{1,7})(?:C\d{1,5})?(?:-[Ll]?(\d{1,7})(?:C\d{1,5})?)?(?!\w)/,
  /^ ?@ ?(\d{1,7})(?![\w.])/,
  /^\((\d{1,7})(?:[,:]\d{1,5})?\)/,
  /^["'`*]{0,3} \(~?(\d{1,7})[-–](\d{1,7})\)/,
  /^["'`*]{0,3} \(~(\d{1,7})()\)/,
];
const IN_TABLE =
  /^["'`*)]{0,4}[ \t]{0,40}\|[ \t`]{0,9}(?:L|:|[Ll]ines? )?(\d{1,7})(?:[-–]L?(\d{1,7}))?[ \t`]{0,9}(?:,[^|\n]{0,40})?\|/;
const AHEAD = new RegExp(
  String.raw`\b(?:${WORD} ?|L)[~#\x60*]{0,2}${NUMBER}${UNTIL}(?:(?:, | and |, and )\d{1,7}(?:[-–]\d{1,7})?){0,9}[\x60*]{0,2},?\s(?:\(|(?:of|in|from|inside|within|at)\s(?:the )?(?:(?:source )?file |module )?)["'\x60*[]{0,3}$`,
);

/** The lines named right behind the name of a file, which ends at `end`. */
export function linesBehindFile(text: string, end: number): LineRange | undefined {
  const rest = text.slice(end, end + 120);
  for (const pattern of BY_MARK) {
    const found = range(pattern.exec(rest));
    if (found) return found;
  }
  return linesBehindName(text, end) ?? (inTable(text, end) ? range(IN_TABLE.exec(rest)) : undefined);
}

/** The lines named in words right behind any name. */
export function linesBehindName(text: string, end: number): LineRange | undefined {
  const rest = text.slice(end, end + 120);
  for (const pattern of IN_WORDS) {
    const found = range(pattern.exec(rest));
    if (found) return found;
  }
  return undefined;
}

/** `line 12 of `, `lines 12–20 in `, right before a name that starts at `start`. */
export function linesAhead(text: string, start: number, from = 0): LineRange | undefined {
  const before = text.slice(Math.max(from, start - 120), start);
  return /\d/.test(before) && /[\s(["'`*]$/.test(before) ? range(AHEAD.exec(before)) : undefined;
}

/** A number behind `|` is a line only below a heading that says so: other columns count things. */
function inTable(text: string, end: number): boolean {
  if (!/^["'`*)]{0,4}[ \t]{0,40}\|/.test(text.slice(end, end + 50))) return false;
  const above = text.slice(Math.max(0, end - 3000), end);
  return /\|[^|\n]{0,60}\blines?\b[^|\n]{0,60}\|/i.test(above.slice(above.lastIndexOf('\n\n') + 1));
}

function range(match: RegExpExecArray | null): LineRange | undefined {
  if (!match) return undefined;
  // `lines 120,134` are two lines, `line 10,592` is one.
  const list = /ines/i.test(match[0]) && /^\d{3},/.test(match[1] ?? '');
  const { line, endLine } = list ? lineRange((match[1] ?? '').slice(0, 3), undefined) : lineRange(match[1] ?? '', match[2]);
  return line === 0 ? undefined : { line, endLine, length: match[0].length };
}

/** Reads the digits of a line and of the last one; one that lies before the first is none. */
export function lineRange(first: string, last: string | undefined): { readonly line: number; readonly endLine: number | null } {
  const line = Number(first.replaceAll(',', ''));
  const end = Number((last ?? '').replaceAll(',', ''));
  return { line, endLine: end > line ? end : null };
}
