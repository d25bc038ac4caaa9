import type { Failure } from '../github/failure.ts';
import { COMMANDS, type CommandName } from './ids.ts';

/** What a person reads about a failure: what happened, what to do, and the command that does it. */
export interface Words {
  readonly title: string;
  readonly advice: string;
  readonly command: CommandName;
  readonly argument?: string;
}

/** Puts a failure into words. Nothing of GitHub's answer but status and request id is shown (law 3). */
export function words(failure: Failure, now: number): Words {
  switch (failure.kind) {
    case 'signed-out':
      return { title: 'You are signed out', advice: 'Sign in to go on.', command: 'signIn' };
    case 'token-expired':
      return { title: 'Your token has expired', advice: 'Make a new one on GitHub and sign in with it.', command: 'signIn' };
    case 'token-refused':
      return {
        title: 'GitHub refuses your token',
        advice: 'It was revoked, or it has expired. Sign in again.',
        command: 'signIn',
      };
    case 'sso':
      return {
        title: 'Single sign-on needed',
        advice: 'Authorise the token for it on GitHub, then refresh.',
        ...(failure.url === undefined ? { command: 'refresh' } : { command: 'openLink', argument: failure.url }),
      };
    case 'rate-limited':
      return {
        title: 'GitHub asks to wait',
        advice: `Its request limit is used up; it is tried again at ${time(failure.until)}${failure.until - now > 3_600_000 ? ` (${Math.ceil((failure.until - now) / 60_000)} minutes)` : ''}.`,
        command: 'refresh',
      };
    case 'offline':
      return {
        title: 'GitHub cannot be reached',
        advice: 'Check the network and the proxy setting; it is tried again by itself.',
        command: 'refresh',
      };
    case 'timed-out':
      return { title: 'GitHub does not answer', advice: 'It is tried again by itself.', command: 'refresh' };
    case 'not-found':
      return {
        title: 'Not found, or not for this account',
        advice: 'GitHub does not tell which. Check the name in the setting, and whether you may see its advisories.',
        command: 'chooseRepositories',
      };
    case 'gone':
      return { title: 'No longer there', advice: 'Take it out of the setting.', command: 'chooseRepositories' };
    case 'forbidden':
      return {
        title: 'GitHub does not allow it',
        advice:
          failure.needs.length > 0
            ? `The token lacks the scope ${failure.needs.join(' or ')}. Sign in with one that has it.`
            : 'The token lacks a right, or the organisation restricts this application.',
        command: 'signIn',
      };
    case 'server-error':
      return {
        title: `GitHub has trouble (${failure.status ?? 'no status'})`,
        advice: 'It is tried again by itself.',
        command: 'refresh',
      };
    case 'malformed':
      return {
        title: 'The answer makes no sense',
        advice: 'Something between here and GitHub answers in its place, or the answer was cut off. It is tried again by itself.',
        command: 'refresh',
      };
    case 'foreign-link':
      return {
        title: 'The list leads to another host',
        advice: 'It was not followed, and no token was sent there. Check the API base and the proxy.',
        command: 'showLog',
      };
    case 'endless-list':
      return {
        title: 'The list does not end',
        advice: 'It was given up. Try again; if it stays, look at the log.',
        command: 'showLog',
      };
    case 'refused':
      return {
        title: `GitHub refuses the request (${failure.status ?? 'no status'})`,
        advice: `The log has the request id${failure.requestId === undefined ? '' : ` ${failure.requestId}`}.`,
        command: 'showLog',
      };
    case 'cancelled':
      return { title: 'Cancelled', advice: 'What was known is still shown.', command: 'refresh' };
  }
}

/** The command that helps, as a row or a button calls it. */
export function commandOf(it: Words): { readonly command: string; readonly arguments?: string[] } {
  return { command: COMMANDS[it.command], ...(it.argument === undefined ? {} : { arguments: [it.argument] }) };
}

/** `14:32`, in the person's own time. */
function time(at: number): string {
  const date = new Date(at);
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
}

/** `14:32` for today, else `2026-11-21 14:32`. */
export function moment(at: number, now: number): string {
  const date = new Date(at);
  const same = date.toDateString() === new Date(now).toDateString();
  return same
    ? time(at)
    : `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')} ${time(at)}`;
}
