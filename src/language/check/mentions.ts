import { sameLogin } from '../../advisory/model.ts';
import type { Body } from './body.ts';
import { shown, type Checked } from './findings.ts';

/** `@login`, not in a word, an address, a decorator with a dot or a package's scope. */
const MENTION = /(?<![\w@./:`\\-])@([A-Za-z0-9](?:-?[A-Za-z0-9]){0,38})(?![\w/-]|\.\w)/g;
const LOGIN = /^[A-Za-z0-9](?:[A-Za-z0-9-]{1,38})$/;

/** People who are named in the description and who are not credited: being named is theirs to choose. */
export function checkMentions(checked: Checked, body: Body): void {
  const { document, context, findings } = checked;
  const { text, start, isCode } = body;
  const names = creditedIn(checked);
  const credited = (login: string) => names.has(login.toLowerCase());
  const people = knownTo(checked);
  for (const { 0: found, 1: login = '', index } of text.matchAll(MENTION)) {
    if (findings.isFull('person-named')) return;
    if (isCode(index) || credited(login)) continue;
    const known = people.has(login.toLowerCase());
    const words = known
      ? `${shown(login)} is named here and not credited. Ask whether they want to be, or leave the name out.`
      : `If @${shown(login)} is a person: GitHub tells them, and they are not credited. If it is code, put it between backticks.`;
    const span = { start: start + index, end: start + index + found.length };
    findings.add('person-named', known ? 'warning' : 'information', span, words);
  }
  const reporter = context.held?.author ?? document.fields.reporter?.value;
  if (reporter === undefined || !LOGIN.test(reporter) || credited(reporter) || isOrdinary(checked, reporter)) return;
  const word = new RegExp(`(?<![\\w@./-])${reporter}(?![\\w/-]|\\.\\w)`, 'gi');
  for (const { 0: found, index } of text.matchAll(word)) {
    if (findings.isFull('person-named')) return;
    if (isCode(index)) continue;
    const span = { start: start + index, end: start + index + found.length };
    findings.add(
      'person-named',
      'information',
      span,
      'This is the login of the reporter, who is not credited. If it means them, ask whether they want to be named.',
    );
  }
}

/** Who is credited and has not declined, in small letters. */
function creditedIn({ document, context }: Checked): ReadonlySet<string> {
  const names = new Set(document.fields.credits.map(({ login }) => (login?.value ?? '').toLowerCase()));
  for (const { login, state } of document.fields.credits)
    if (login && state?.value === 'declined') names.delete(login.value.toLowerCase());
  for (const { login, state } of context.held?.credits ?? []) if (state === 'declined') names.delete(login.toLowerCase());
  return names;
}

/** Who certainly exists, in small letters. */
function knownTo({ document: { fields }, context }: Checked): ReadonlySet<string> {
  const names = [
    context.me,
    context.held?.author,
    fields.reporter?.value,
    ...context.people,
    ...fields.collaborators.map(({ value }) => value),
  ];
  return new Set(names.flatMap((name) => name?.toLowerCase() ?? []));
}

/** A login that is also a word of the product is no name where it stands without @. */
function isOrdinary({ document, context }: Checked, login: string): boolean {
  const repository = context.held?.repository ?? document.fields.repository?.value ?? '';
  const words = [...repository.split(/[/._-]/), ...(context.process.versions?.names ?? [])];
  return words.some((word) => sameLogin(word, login));
}
