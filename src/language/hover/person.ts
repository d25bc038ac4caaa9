import type { AdvisoryDocument } from '../../advisory/document/document.ts';
import { sameLogin } from '../../advisory/model.ts';
import type { LanguageContext } from '../context.ts';
import { paragraphs, plain } from '../words/markdown.ts';
import { wordsOf } from '../words/values.ts';

/** What the state of a credit means. */
const CREDIT_STATES: Readonly<Record<string, string>> = {
  accepted: 'accepted',
  pending: 'not answered yet',
  declined: 'declined: GitHub does not show it',
};

/** What a state of a credit means, as a sentence. */
export function creditStateMarkdown(state: string): string | undefined {
  const words = wordsOf(CREDIT_STATES, state);
  return words && `The credit is ${words}.`;
}

/** What is known of an account: its part in this advisory, and whether it exists. */
export function personMarkdown(login: string, { fields }: Pick<AdvisoryDocument, 'fields'>, context: LanguageContext): string {
  const { held, me, people, absent } = context;
  const is = (other: string | null | undefined) => typeof other === 'string' && sameLogin(other, login);
  const credits = (held?.credits ?? []).filter((credit) => is(credit.login));
  const unsent = fields.credits.filter(
    (credit) => is(credit.login?.value) && !credits.some(({ type }) => type === credit.type?.value) && credit.type !== undefined,
  );
  const facts = [
    is(me) ? 'This is you.' : undefined,
    ...credits.map(({ type, state }) => `Credited as ${plain(type)}${stateWords(state)}.`),
    ...unsent.map(
      ({ type }) => `Credited as ${plain(type?.value ?? '')} in this document${held ? ', which GitHub does not hold yet' : ''}.`,
    ),
    is(held?.author ?? fields.reporter?.value) ? 'Reported this, or drafted it.' : undefined,
    held?.collaboratingUsers.some(is) === true ? 'Collaborator of this advisory.' : undefined,
    absent.some(is) ? 'GitHub says that there is no such account.' : undefined,
  ].filter((fact) => fact !== undefined);
  if (facts.length === 0) facts.push(people.some(is) ? 'The account exists.' : 'Nothing is known of this account here.');
  return paragraphs(`**${plain(login)}**`, facts.join(' '));
}

function stateWords(state: string | null): string {
  return state === null ? '' : `, ${wordsOf(CREDIT_STATES, state) ?? plain(state)}`;
}

/** A team among the collaborators. */
export function teamMarkdown(slug: string, { held, process }: LanguageContext): string {
  const facts = [
    process.roster?.team === slug ? `The team of ${plain(process.title)}.` : undefined,
    held?.collaboratingTeams.includes(slug) === true ? 'It sees this advisory already.' : undefined,
  ];
  return paragraphs(`**team ${plain(slug)}**`, facts.filter((fact) => fact !== undefined).join(' '));
}
