import { TEAM } from '../../advisory/document/content.ts';
import { CREDIT_TYPES, type CreditItem, type Located } from '../../advisory/document/document.ts';
import { isLogin, sameLogin } from '../../advisory/model.ts';
import { shown, type Checked } from './findings.ts';
import { changeTo, remove } from './fixes.ts';
import { nearest } from './nearest.ts';
import { checkCoordinators } from './coordinators.ts';

/** An enterprise's accounts have `_` and its short name behind theirs, bots `[bot]`. */
const SUFFIX = /(?:_[A-Za-z0-9]{1,12})?(?:\[bot\])?$/;
const SLUG = /^[A-Za-z0-9_][A-Za-z0-9_-]{0,99}$/;

/** Logins in small letters. */
interface People {
  readonly known: ReadonlySet<string>;
  readonly absent: ReadonlySet<string>;
}

/** Credits and collaborators: who they are, and what becomes of the coordinator. */
export function checkPeople(checked: Checked): void {
  const { fields } = checked.document;
  const known = new Set(checked.context.people.map((login) => login.toLowerCase()));
  const absent = new Set(checked.context.absent.map((login) => login.toLowerCase()));
  const people = { known, absent };
  const seen = new Map<string, CreditItem>();
  for (const item of fields.credits) {
    checkCredit(checked, item);
    if (!item.login) continue;
    checkLogin(checked, item.login, people);
    declined(checked, item, item.login);
    const login = item.login.value.toLowerCase();
    const first = seen.get(login);
    if (first) twice(checked, first, item, item.login);
    else seen.set(login, item);
  }
  checkCollaborators(checked, people);
  checkCoordinators(checked);
}

function checkCredit({ document, findings }: Checked, { login, type, start, end }: CreditItem): void {
  if (!login || !type) {
    const missing = login ? 'a type' : type ? 'a login' : 'a login and a type';
    findings.add(
      'credit-incomplete',
      'error',
      login ?? type ?? { start, end },
      `A credit has a login and a type; ${missing} is missing.`,
    );
  }
  if (!type || (CREDIT_TYPES as readonly string[]).includes(type.value)) return;
  const underscored = type.value
    .trim()
    .slice(0, 40)
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
  const meant = CREDIT_TYPES.find((one) => one === underscored) ?? nearest(underscored, CREDIT_TYPES);
  findings.add(
    'credit-type-unknown',
    'error',
    type,
    `GitHub knows no such type of credit. There are ${CREDIT_TYPES.join(', ')}.`,
    { fixes: [changeTo(document.text, type, meant)] },
  );
}

/** The form of a login, and whether GitHub said that there is no such account. What was never asked is not judged. */
function checkLogin({ document, context, findings }: Checked, login: Located<string>, people: People): void {
  const { value } = login;
  if (people.known.has(value.toLowerCase())) return;
  if (!isAccount(value)) {
    findings.add(
      'login-malformed',
      'error',
      login,
      'This is no GitHub login: 1 to 39 letters, digits and single hyphens, without @.',
      { fixes: [changeTo(document.text, login, bareLogin(value))] },
    );
  } else if (people.absent.has(value.toLowerCase()) && !findings.isFull('login-unknown')) {
    findings.add('login-unknown', 'error', login, `GitHub has no account “${shown(value)}”, and refuses the whole list for it.`, {
      fixes: [changeTo(document.text, login, nearest(value, context.people))],
    });
  }
}

function isAccount(text: string): boolean {
  return text.length <= 60 && isLogin(text.replace(SUFFIX, ''));
}

/** The login in `@login`, in an address of a profile, or with blanks around it. */
function bareLogin(text: string): string | undefined {
  const bare = text
    .slice(0, 200)
    .trim()
    .replace(/^(?:https?:\/\/)?(?:www\.)?github\.com\//i, '')
    .replace(/^@/, '')
    .replace(/\/$/, '');
  return bare !== text && isAccount(bare) ? bare : undefined;
}

/** GitHub keeps one credit a person. */
function twice({ document, findings }: Checked, first: CreditItem, item: CreditItem, login: Located<string>): void {
  if (findings.isFull('credit-twice')) return;
  const [one, other] = [first.type?.value, item.type?.value].map((type) => shown(type ?? 'no type'));
  findings.add(
    'credit-twice',
    'warning',
    login,
    `GitHub keeps one credit a person. Of ${shown(login.value)}’s two, the last (${other ?? ''}) would stay, and ${one ?? ''} would be lost.`,
    {
      fixes: [
        remove(document.text, item, `Keep ${one ?? ''}`, false),
        one === other ? undefined : remove(document.text, first, `Keep ${other ?? ''}`, false),
      ],
    },
  );
}

function declined({ context, findings }: Checked, item: CreditItem, login: Located<string>): void {
  const held = context.held?.credits.find((one) => sameLogin(one.login, login.value) && one.type === item.type?.value);
  if ((held?.state ?? item.state?.value) !== 'declined') return;
  const words = `${shown(login.value)} declined this credit. GitHub does not show it; ask before naming them anywhere.`;
  findings.add('credit-declined', 'information', login, words);
}

function checkCollaborators(checked: Checked, people: People): void {
  const { document, findings } = checked;
  const seen = new Set<string>();
  for (const one of document.fields.collaborators) {
    const isTeam = one.value.startsWith(TEAM) || one.value.includes('/');
    if (isTeam) checkTeam(checked, one);
    else checkLogin(checked, one, people);
    const key = one.value.toLowerCase();
    if (seen.has(key) && !findings.isFull('duplicate')) {
      findings.add('duplicate', 'warning', one, `${shown(one.value)} stands here twice.`, {
        fixes: [remove(document.text, one)],
        tags: 'unnecessary',
      });
    }
    seen.add(key);
  }
}

function checkTeam({ document, findings }: Checked, team: Located<string>): void {
  const { value } = team;
  if (value.startsWith(TEAM) && SLUG.test(value.slice(TEAM.length))) return;
  const slug = /^@?(?:team )?@?[A-Za-z0-9-]{1,39}\/([A-Za-z0-9_][A-Za-z0-9_-]{0,99})$/.exec(value.slice(0, 200))?.[1];
  findings.add('login-malformed', 'error', team, 'A team is written as the word team and its short name, such as `team psrt`.', {
    fixes: [changeTo(document.text, team, slug === undefined ? undefined : TEAM + slug)],
  });
}
