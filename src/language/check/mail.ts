import type { Body } from './body.ts';
import type { Checked } from './findings.ts';
import { isBelow } from './text.ts';

/** An address of a mailbox; its domain is looked at more closely. Bounded parts, begun once in a run of characters. */
const MAIL = /(?<![\w.+%-])([A-Za-z0-9_][\w.+%-]{0,63})@([A-Za-z0-9][A-Za-z0-9.-]{1,252})(?![\w-])/g;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,24}$/;
/** Domains that nobody has (RFC 2606, RFC 6761). */
const NOBODYS = /(?:^|\.)(?:example(?:\.(?:com|net|org))?|test|invalid|localhost|local)$/;

/** E-mail addresses: those that the process calls internal, and all others, which are somebody's. */
export function checkMail({ context, findings }: Checked, { text, start, isCode }: Body): void {
  const internal = (context.process.writing?.internal ?? []).map((entry) => entry.toLowerCase());
  for (const { 0: whole, 1: box = '', 2: rest = '', index } of text.matchAll(MAIL)) {
    if (findings.isFull('email-address') && findings.isFull('internal-address')) return;
    const domain = rest.replace(/\.+$/, '').toLowerCase();
    if (!DOMAIN.test(domain) || NOBODYS.test(domain) || isAddressOfCode(text, box, index, whole.length)) continue;
    const span = { start: start + index, end: start + index + box.length + 1 + domain.length };
    const address = `${box.toLowerCase()}@${domain}`;
    if (internal.some((entry) => entry === address || (!/[@/]/.test(entry) && isBelow(domain, entry)))) {
      findings.add('internal-address', 'warning', span, 'This e-mail address is the team’s own: outsiders have no use for it.');
    } else {
      const severity = isCode(index) ? 'information' : 'warning';
      findings.add(
        'email-address',
        severity,
        span,
        'An e-mail address in an advisory is read by everybody, and by machines. Leave it out, or name the person as a credit.',
      );
    }
  }
}

/** `git@github.com:owner/name` and `https://user@host/` name no mailbox. */
function isAddressOfCode(text: string, box: string, index: number, length: number): boolean {
  if (box === 'git' && /^[:/]/.test(text[index + length] ?? '')) return true;
  return /:\/\/(?:[^\s/@]{0,100}:)?$/.test(text.slice(Math.max(0, index - 110), index));
}
