import type { CweUsage } from '../../advisory/cwe/entries.ts';

/** How an entry of the catalogue is to be used (CWE, mapping usage). */
export const USAGE_WORDS: Readonly<Record<CweUsage, string>> = {
  allowed: 'may be used',
  'allowed-with-review': 'may be used after a second look, because a more exact one may fit',
  discouraged: 'discouraged, because there are more exact ones',
  prohibited: 'not to be used for a vulnerability',
};
