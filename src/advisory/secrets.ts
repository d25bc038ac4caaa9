/** A form of secret, by its issuer's documentation. */
export interface SecretForm {
  /** `a GitHub token`: what it is, for a person. */
  readonly what: string;
  /** All its parts are bounded. */
  readonly form: RegExp;
  /** What it does not stand behind, so that a run of its characters is looked at once. */
  readonly behind: RegExp;
}

const WORD = /\w/;
const WORD_OR_DASH = /[\w-]/;

/** Tokens that are most often left in a text, and that look like nothing else: records go without them. */
export const TOKENS: readonly SecretForm[] = [
  { what: 'a GitHub token', form: /gh[opsur]_[A-Za-z0-9_]{30,255}/, behind: WORD },
  { what: 'a GitHub token', form: /github_pat_[A-Za-z0-9_]{22,255}/, behind: WORD },
  { what: 'an AWS access key', form: /A(?:KIA|SIA)[A-Z0-9]{16}(?![A-Za-z0-9])/, behind: /[A-Za-z0-9]/ },
  { what: 'a Slack token', form: /xox[abceoprs]-[\w-]{10,255}/, behind: WORD_OR_DASH },
  { what: 'a PyPI token', form: /pypi-[\w-]{50,500}/, behind: WORD_OR_DASH },
  { what: 'an npm token', form: /npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])/, behind: WORD },
  { what: 'a JSON web token', form: /eyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{10,2000}/, behind: WORD_OR_DASH },
];

/** What else may be a secret: a person is told and decides. */
export const OTHER_SECRETS: readonly SecretForm[] = [
  { what: 'a GitLab token', form: /gl(?:pat|oas|dt|rt|cbt|ptt|ft|imt|agent|soat)-[\w-]{20,255}/, behind: WORD_OR_DASH },
  { what: 'a Slack web hook', form: /hooks\.slack\.com\/(?:services|workflows)\/[\w/]{20,200}/, behind: /[\w.]/ },
  { what: 'a Discord web hook', form: /discord(?:app)?\.com\/api\/webhooks\/\d{5,30}\/[\w-]{20,200}/, behind: WORD_OR_DASH },
  { what: 'a Google key', form: /AIza[\w-]{35}(?![\w-])/, behind: WORD_OR_DASH },
  { what: 'an OpenAI or Anthropic key', form: /sk-(?:ant-|proj-|svcacct-)[\w-]{32,255}/, behind: WORD_OR_DASH },
  { what: 'a Stripe key', form: /[rs]k_live_[A-Za-z0-9]{20,255}/, behind: WORD },
  {
    what: 'a password in an address',
    form: /[a-z][a-z0-9+]{1,15}:\/\/[^\s:/@<>"'`]{1,100}:[^\s:/@<>"'`]{3,200}@(?=[\w[])/,
    behind: /[A-Za-z0-9+.-]/,
  },
];

/** The lines around a private key of whatever kind (RFC 7468; `BLOCK` in OpenPGP, RFC 9580). */
export const KEY_BEGINS = /-----BEGIN (?:[A-Z0-9]{2,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/;
export const KEY_ENDS = /-----END (?:[A-Z0-9]{2,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/;
