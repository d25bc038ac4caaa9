/** Letters of other scripts that look like those of an id. */
const LOOKS_LIKE: Readonly<Record<string, string>> = {
  ...{ а: 'a', с: 'c', е: 'e', һ: 'h', н: 'h', ј: 'j', м: 'm', р: 'p', ԛ: 'q', ѕ: 's', ѵ: 'v', ԝ: 'w', х: 'x', ԍ: 'g', ғ: 'f' },
  ...{ α: 'a', ε: 'e', η: 'h', μ: 'm', ν: 'v', ρ: 'p', χ: 'x' },
};
const LIKE = new RegExp(`[${Object.keys(LOOKS_LIKE).join('')}]`, 'gu');
const DASHES = /[\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]/g;
const UNSEEN = /[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** A text in small letters without accents and without what cannot be seen; all dashes are one. Lines stay lines. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(UNSEEN, '')
    .replace(DASHES, '-')
    .toLowerCase()
    .replace(LIKE, (letter) => LOOKS_LIKE[letter] ?? letter);
}

/** Only the letters and digits of a folded text: whatever stood between them does not matter. */
export function bare(text: string): string {
  return text.replace(/[^a-z0-9]+/g, '');
}

/** Bytes in an address, in a string, in a mail; then characters by their number, in a string or in HTML. */
const CODED =
  /((?:%[0-9a-fA-F]{2})+|(?:\\x[0-9a-fA-F]{2})+|(?:=[0-9A-F]{2})+)|\\u([0-9a-fA-F]{4})|\\u\{([0-9a-fA-F]{1,6})\}|\\U([0-9a-fA-F]{8})|&#[xX]([0-9a-fA-F]{1,6});?|&#([0-9]{1,7});?|\\([0-3][0-7]{2})|&(?:hyphen|dash|ndash|mdash|minus|nbsp|shy);/g;
const MOST_ROUNDS = 3;

/**
 * The readings of a line: as it stands, and with what is coded in it (as an address, in HTML, with backslashes, for mail)
 * read, up to three times over.
 */
export function readings(line: string): readonly string[] {
  const found = [line];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const last = found[round] ?? '';
    const next = decoded(last);
    if (next === last) break;
    found.push(next);
  }
  return found;
}

function decoded(text: string): string {
  return text.replace(CODED, (whole, ...parts: (string | undefined)[]) => {
    const [bytes, short, braced, long, htmlHex, html, octal] = parts;
    if (bytes !== undefined) return Buffer.from(bytes.replace(/[%=]|\\x/g, ''), 'hex').toString('utf8');
    const digits = short ?? braced ?? long ?? htmlHex;
    if (digits === undefined && html === undefined && octal === undefined) return '-';
    const code = Number.parseInt(digits ?? html ?? octal ?? '', digits !== undefined ? 16 : html !== undefined ? 10 : 8);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
