import { isAccountName } from '../advisory/model.ts';

const LONGEST = 2000;
/** RFC 3986 with TLS, a plain host and no user before it: whatever fits is a URI to every schema. */
const ADDRESS =
  /^https:\/\/[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::\d{1,5})?(?:\/(?:[\w.~!$&'()*+,;=:@/-]|%[0-9a-f]{2})*)?(?:\?(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9a-f]{2})*)?(?:#(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9a-f]{2})*)?$/i;

/** Whether a text is a web address that any reader of a record can follow. */
export function isWebAddress(text: string): boolean {
  return text.length <= LONGEST && ADDRESS.test(text);
}

/** A record has whoever is credited, also bots and logins that GitHub would give to nobody today. */
export { isAccountName as isLogin };

/** A person's page; undefined where the login has none. */
export function profileOf(login: string): string | undefined {
  if (!isAccountName(login)) return undefined;
  return login.endsWith('[bot]') ? `https://github.com/apps/${login.slice(0, -'[bot]'.length)}` : `https://github.com/${login}`;
}

/** A CVE id, as the CVE record format has it. */
export function isCveId(text: string): boolean {
  return /^CVE-\d{4}-\d{4,19}$/.test(text);
}
