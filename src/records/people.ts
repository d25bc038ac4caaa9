import { CREDIT_TYPES } from '../advisory/document/document.ts';
import type { Advisory } from '../advisory/model.ts';
import { sameLogin } from '../advisory/model.ts';
import { profileOf } from './address.ts';
import { counted, type Gaps } from './gaps.ts';

/** One of GitHub's types of credit. CVE, OSV and CSAF records have the same ten, written otherwise. */
export type CreditType = (typeof CREDIT_TYPES)[number];

/** Somebody who is named in a record. */
export interface Credited {
  readonly login: string;
  readonly profile: string;
  readonly type: CreditType;
}

/**
 * Who is named in a public record. GitHub names nobody who has not accepted, so neither do the records: a declined credit
 * is left out, and so is a pending one, which may still come. Where GitHub has told no state, as of a credit that was
 * just written, it counts.
 */
export function creditedPeople(advisory: Advisory, gaps: Gaps): readonly Credited[] {
  const people: Credited[] = [];
  let unreadable = 0;
  const named = advisory.credits.filter(({ state }) => state === null || state === 'accepted');
  for (const { login, type: said } of named) {
    const profile = profileOf(login);
    const type = CREDIT_TYPES.find((one) => one === said);
    if (profile === undefined) unreadable++;
    else if (!people.some((one) => sameLogin(one.login, login) && one.type === (type ?? 'other')))
      people.push({ login, profile, type: type ?? 'other' });
    if (type === undefined) gaps.note('credits', 'a type of credit that is known: another one is written as "other"');
  }
  const declined = advisory.credits.filter(({ state }) => state === 'declined').length;
  const waiting = advisory.credits.length - named.length - declined;
  if (waiting > 0) gaps.note('credits', `the answer of ${counted(waiting, 'person', 'people')} to a credit: left out until then`);
  if (declined > 0) gaps.note('credits', `${counted(declined, 'credit')} that was declined: left out`);
  if (unreadable > 0) gaps.note('credits', `${counted(unreadable, 'login')} that GitHub could have: left out`);
  return people;
}
