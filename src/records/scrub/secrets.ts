import { KEY_BEGINS, KEY_ENDS, TOKENS } from '../../advisory/secrets.ts';
import { GONE, type Scrubbed } from './words.ts';

/** Also what stands behind a dash: too much is better taken out than too little. */
const SECRETS = new RegExp(`(?<!\\w)(?:${TOKENS.map(({ form }) => form.source).join('|')})`, 'g');
const BEGINS = new RegExp(KEY_BEGINS, 'g');
const ENDS = new RegExp(KEY_ENDS, 'g');

/** Takes out tokens, and private keys whole; of a key without an end the rest of the text. */
export function withoutSecrets(text: string): Scrubbed {
  let count = 0;
  let out = '';
  let from = 0;
  BEGINS.lastIndex = 0;
  for (let begin = BEGINS.exec(text); begin; begin = BEGINS.exec(text)) {
    ENDS.lastIndex = begin.index;
    const end = ENDS.exec(text);
    out += text.slice(from, begin.index) + GONE;
    from = end ? end.index + end[0].length : text.length;
    BEGINS.lastIndex = from;
    count++;
  }
  const scrubbed = (out + text.slice(from)).replace(SECRETS, () => {
    count++;
    return GONE;
  });
  return { text: scrubbed, count };
}
