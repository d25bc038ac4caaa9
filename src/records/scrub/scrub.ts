import type { Advisory } from '../../advisory/model.ts';
import { plainText } from '../text/plain.ts';
import { counted, type Gaps } from '../gaps.ts';
import { isPublic, isShown, type RecordSource } from '../source.ts';
import { cleanText, withoutComments } from '../text/clean.ts';
import { withoutCredits } from './credits.ts';
import {
  withoutCve,
  withoutEmptyLinks,
  withoutForks,
  withoutIds,
  withoutInternal,
  withoutMailAddresses,
  withoutPrivateLinks,
} from './links.ts';
import { withoutSecrets } from './secrets.ts';
import { withoutWords, type Scrubbed } from './words.ts';

/**
 * A text of the advisory for a record that is published with the announcement: without comments and without what leads
 * to a private fork, to a file that GitHub keeps for those on the advisory, or to an advisory that nobody else will see.
 * What was taken out is noted.
 */
export function forRecord(text: string, source: RecordSource, gaps: Gaps): string {
  const steps = new Steps(cleanText(text), gaps);
  steps.start(source);
  if (!isShown(source)) {
    steps.take(withoutPrivateLinks, 'address', 'addresses', 'on GitHub that not everybody can open');
    steps.take(withoutIds, 'id', 'ids', 'of advisories and names of private forks');
  } else {
    steps.take(withoutForks, 'address or name', 'addresses or names', 'of private forks');
    const fork = [source.advisory.privateFork?.fullName ?? ''];
    steps.take((now) => withoutWords(now, fork), 'name', 'names', 'of the private fork');
  }
  const mails = withoutMailAddresses(steps.text).count;
  if (mails > 0)
    gaps.note(
      'mail-address',
      `a look at ${counted(mails, 'mail address', 'mail addresses')} in the text: everybody will see them`,
    );
  const declined = source.advisory.credits.filter(({ state }) => state === 'declined').map(({ login }) => login);
  if (withoutWords(steps.text, declined).count > 0)
    gaps.note('credits', 'a text without the login of somebody who declined a credit');
  return withoutEmptyLinks(steps.text).trim();
}

/** The description as plain text; what met when the Markdown was taken off is looked at again. */
export function plainDescription(source: RecordSource, gaps: Gaps): string {
  const { description, submissionAccepted } = source.advisory;
  if (submissionAccepted === false) gaps.note('description', 'a description of the team’s own: this is the reporter’s text');
  return forRecord(plainText(forRecord(description ?? '', source, gaps)), source, gaps);
}

/**
 * A text of the advisory for a public page that comes before the announcement: also without whoever is on the advisory,
 * mail addresses, what says who found it, and the CVE id while the CVE record is not public.
 */
export function forPublic(text: string, source: RecordSource, gaps: Gaps): string {
  const words = peopleOn(source);
  const steps = new Steps(cleanText(text), gaps);
  steps.start(source);
  steps.take(withoutCredits, 'passage', 'passages', 'about who found it');
  steps.take(
    (now) => withoutPrivateLinks(now, namesOneOf(words)),
    'address',
    'addresses',
    'on GitHub that are private or a reporter’s',
  );
  steps.people(source, words);
  // What stood on both sides of a link's brackets may have met.
  return forPublicAgain(withoutEmptyLinks(steps.text).trim(), source, gaps);
}

/** The last part of the same once more, for a text that was put into another form since: what was apart may have met. */
export function forPublicAgain(text: string, source: RecordSource, gaps: Gaps): string {
  const steps = new Steps(text, gaps);
  steps.people(source, peopleOn(source));
  return steps.text;
}

/** Everybody and everything that stands on an advisory and is nobody else's business. */
function peopleOn({ advisory, more }: RecordSource): readonly string[] {
  const logins = [
    advisory.author,
    advisory.publisher,
    ...advisory.credits.map(({ login }) => login),
    ...advisory.collaboratingUsers,
  ];
  return [...logins, ...forkNames(advisory), ...(more.names ?? [])].filter((word) => word !== null).map((word) => word.trim());
}

/** The private fork's name with and without its owner; the name alone only where the product's is another. */
function forkNames({ privateFork, repository }: Advisory): readonly string[] {
  if (!privateFork) return [];
  const name = privateFork.fullName.slice(privateFork.fullName.lastIndexOf('/') + 1);
  const own = repository.slice(repository.indexOf('/') + 1);
  return name.toLowerCase() === own.toLowerCase() ? [privateFork.fullName] : [privateFork.fullName, name];
}

/** Whether a path has one of the words between its slashes: a reporter's profile, repository or gist. */
function namesOneOf(words: readonly string[]): (path: string) => boolean {
  const known = new Set(words.map((word) => word.toLowerCase()));
  return (path) => path.split('/').some((part) => part !== '' && known.has(part.toLowerCase()));
}

/** One change after another, each noted with how often something was taken out, never with what it was. */
class Steps {
  text: string;
  readonly #gaps: Gaps;

  constructor(text: string, gaps: Gaps) {
    this.text = text;
    this.#gaps = gaps;
  }

  take(step: (text: string) => Scrubbed, one: string, many: string, what: string): void {
    const { text, count } = step(this.text);
    this.text = text;
    if (count > 0) this.#gaps.note('scrubbed', `taken out: ${counted(count, one, many)} ${what}`.trim());
  }

  people(source: RecordSource, words: readonly string[]): void {
    const { cveId } = source.advisory;
    this.take(withoutIds, 'id', 'ids', 'of advisories and names of private forks');
    if (cveId !== null && !isPublic(source))
      this.take((now) => withoutCve(now, cveId), 'CVE id', 'CVE ids', 'that are not public yet');
    this.take(withoutMailAddresses, 'mail address', 'mail addresses', '');
    this.take((now) => withoutWords(now, words), 'login or name', 'logins or names', 'of people on the advisory');
  }

  /** What no text may hold that goes out. */
  start({ process }: RecordSource): void {
    this.take(withoutComments, 'comment', 'comments', 'that a reader does not see');
    this.take(withoutSecrets, 'token or key', 'tokens or keys', 'that somebody has to revoke');
    this.take(
      (now) => withoutInternal(now, process.writing?.internal ?? []),
      'address',
      'addresses',
      'that the process calls internal',
    );
  }
}
