import type { Span } from '../../advisory/document/document.ts';
import type { Checked } from './findings.ts';

/** A form of secret, by its issuer's documentation. Each begins with a text that is looked for before anything else. */
interface Form {
  readonly what: string;
  readonly pattern: RegExp;
}

/**
 * Every pattern begins behind a character that it does not hold itself and has bounded parts, so that a run of its
 * characters is looked at once.
 */
const FORMS: readonly Form[] = [
  { what: 'a GitHub token', pattern: /(?<![A-Za-z0-9_])gh[opsur]_[A-Za-z0-9_]{30,255}/g },
  { what: 'a GitHub token', pattern: /(?<![A-Za-z0-9_])github_pat_[A-Za-z0-9_]{22,255}/g },
  { what: 'a GitLab token', pattern: /(?<![\w-])gl(?:pat|oas|dt|rt|cbt|ptt|ft|imt|agent|soat)-[\w-]{20,255}/g },
  { what: 'an AWS access key', pattern: /(?<![A-Za-z0-9])A(?:KIA|SIA)[A-Z0-9]{16}(?![A-Za-z0-9])/g },
  { what: 'a private key', pattern: /-----BEGIN (?:[A-Z0-9]{2,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g },
  { what: 'a JSON web token', pattern: /(?<![\w-])eyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{10,2000}/g },
  { what: 'a Slack token', pattern: /(?<![\w-])xox[abceoprs]-[\w-]{10,255}/g },
  { what: 'a Slack web hook', pattern: /(?<![\w.])hooks\.slack\.com\/(?:services|workflows)\/[\w/]{20,200}/g },
  { what: 'a Discord web hook', pattern: /(?<![\w-])discord(?:app)?\.com\/api\/webhooks\/\d{5,30}\/[\w-]{20,200}/g },
  { what: 'a PyPI token', pattern: /(?<![\w-])pypi-[\w-]{50,500}/g },
  { what: 'an npm token', pattern: /(?<![A-Za-z0-9_])npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])/g },
  { what: 'a Google key', pattern: /(?<![\w-])AIza[\w-]{35}(?![\w-])/g },
  { what: 'an OpenAI or Anthropic key', pattern: /(?<![\w-])sk-(?:ant-|proj-|svcacct-)[\w-]{32,255}/g },
  { what: 'a Stripe key', pattern: /(?<![A-Za-z0-9_])[rs]k_live_[A-Za-z0-9]{20,255}/g },
  {
    what: 'a password in an address',
    pattern: /(?<![A-Za-z0-9+.-])[a-z][a-z0-9+]{1,15}:\/\/[^\s:/@<>"'`]{1,100}:[^\s:/@<>"'`]{3,200}@(?=[\w[])/g,
  },
];

/** Words by which documentation and tests say that a secret is none. */
const NO_SECRET = /EXAMPLE|example|x{6}|X{6}|0{8}|\*{3}|:(?:password|passwd|pass|pw|secret|user|foo|bar|test)@/;

/**
 * Secrets in a text. The message tells what it is and never the secret.
 * @param placeOf where a part of the text stands in the document
 */
export function checkTokens({ findings }: Checked, text: string, placeOf: (start: number, end: number) => Span): void {
  const covered = new Set<number>();
  for (const { what, pattern } of FORMS)
    for (const { 0: found, index } of text.matchAll(pattern)) {
      if (findings.isFull('token')) return;
      if (NO_SECRET.test(found) || covered.has(index)) continue;
      covered.add(index);
      const words = `This looks like ${what}. Whoever reads the advisory can use it: take it out, and have it revoked.`;
      findings.add('token', 'error', placeOf(index, index + found.length), words);
    }
}
