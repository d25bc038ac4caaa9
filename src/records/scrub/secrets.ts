import { GONE, type Scrubbed } from './words.ts';

/**
 * The tokens and keys that are most often left in a text, by their issuers' documentation. Each pattern begins behind a
 * character that it does not hold itself and has bounded parts.
 */
const SECRETS =
  /(?<![A-Za-z0-9_])(?:gh[opsur]_[A-Za-z0-9_]{30,255}|github_pat_[A-Za-z0-9_]{22,255}|A(?:KIA|SIA)[A-Z0-9]{16}(?![A-Za-z0-9])|xox[abceoprs]-[\w-]{10,255}|pypi-[\w-]{50,500}|npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])|eyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{10,2000})/g;
const KEY_BEGINS = /-----BEGIN (?:[A-Z0-9]{2,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g;
const KEY_ENDS = /-----END (?:[A-Z0-9]{2,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g;

/** Takes out tokens, and private keys whole; of a key without an end the rest of the text. */
export function withoutSecrets(text: string): Scrubbed {
  let count = 0;
  let out = '';
  let from = 0;
  KEY_BEGINS.lastIndex = 0;
  for (let begin = KEY_BEGINS.exec(text); begin; begin = KEY_BEGINS.exec(text)) {
    KEY_ENDS.lastIndex = begin.index;
    const end = KEY_ENDS.exec(text);
    out += text.slice(from, begin.index) + GONE;
    from = end ? end.index + end[0].length : text.length;
    KEY_BEGINS.lastIndex = from;
    count++;
  }
  const scrubbed = (out + text.slice(from)).replace(SECRETS, () => {
    count++;
    return GONE;
  });
  return { text: scrubbed, count };
}
