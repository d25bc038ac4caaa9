import type { Advisory } from '../../advisory/model.ts';
import { counted, type Gaps } from '../gaps.ts';
import { isPublic, isShown, type RecordSource } from '../source.ts';
import { cleanText, withoutComments } from '../text/clean.ts';
import { withoutCredits } from './credits.ts';
import {
  withoutCve,
  withoutEmptyLinks,
  withoutIds,
  withoutInternal,
  withoutMailAddresses,
  withoutPrivateLinks,
} from './links.ts';
import { withoutWords, type Scrubbed } from './words.ts';

/**
 * A text of the advisory for a record that is published with the announcement: without comments and without what leads
 * to a private fork, to a file that GitHub keeps for those on the advisory, or to an advisory that nobody else will see.
 * What was taken out is noted.
 */
export function forRecord(text: string, source: RecordSource, gaps: Gaps): string {
  const steps = new Steps(text, gaps);
  steps.comments();
  steps.internal(source);
  if (!isShown(source)) {
    steps.take(withoutPrivateLinks, 'address', 'addresses', 'on GitHub that not everybody can open');
    steps.take(withoutIds, 'id', 'ids', 'of advisories and names of private forks');
  } else {
    const { advisory } = source;
    const fork = [advisory.privateFork?.fullName ?? ''];
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

/**
 * A text of the advisory for a public page that comes before the announcement: also without whoever is on the advisory,
 * mail addresses, what says who found it, and the CVE id while the CVE record is not public.
 */
export function forPublic(text: string, source: RecordSource, gaps: Gaps): string {
  const words = peopleOn(source);
  const steps = new Steps(text, gaps);
  steps.comments();
  steps.internal(source);
  steps.take(withoutCredits, 'passage', 'passages', 'that say who found it');
  steps.take(
    (now) => withoutPrivateLinks(now, namesOneOf(words)),
    'address',
    'addresses',
    'on GitHub that are private or a reporter’s',
  );
  steps.take(withoutIds, 'id', 'ids', 'of advisories and names of private forks');
  const { cveId } = source.advisory;
  if (cveId !== null && !isPublic(source))
    steps.take((now) => withoutCve(now, cveId), 'CVE id', 'CVE ids', 'that are not public yet');
  steps.take(withoutMailAddresses, 'mail address', 'mail addresses', '');
  steps.take((now) => withoutWords(now, words), 'login or name', 'logins or names', 'of people on the advisory');
  return withoutEmptyLinks(steps.text).trim();
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
    this.text = cleanText(text);
    this.#gaps = gaps;
  }

  take(step: (text: string) => Scrubbed, one: string, many: string, what: string): void {
    const { text, count } = step(this.text);
    this.text = text;
    if (count > 0) this.#gaps.note('scrubbed', `taken out: ${counted(count, one, many)} ${what}`.trim());
  }

  internal({ process }: RecordSource): void {
    this.take(
      (now) => withoutInternal(now, process.writing?.internal ?? []),
      'address',
      'addresses',
      'that the process calls internal',
    );
  }

  comments(): void {
    this.take(withoutComments, 'comment', 'comments', 'that a reader does not see');
  }
}
