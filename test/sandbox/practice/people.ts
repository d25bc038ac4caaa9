/** Who works in the practice organisation, and with which rights. */
import type { Organisation, Person, TokenState } from '../world.ts';

export const organisationName = 'python-practice';

let nextId = 9_100_001;

/** The token spells out whose it is and looks like no real one, so that no scanner stops at it. */
function person(login: string, name: string, more: { scopes?: string[]; tokenState?: TokenState } = {}): Person {
  return {
    login,
    name,
    id: nextId++,
    token: `practice_${login}`,
    scopes: more.scopes ?? ['repo', 'read:org'],
    tokenState: more.tokenState ?? 'good',
  };
}

/** The person as whom one practises: in the response team, admin of nothing. */
export const practisingLogin = 'ada-triage';

/** May do everything, in each repository. */
export const adminLogins = ['grace-admin', 'psrt-bot'];

export const people: readonly Person[] = [
  person('ada-triage', 'Ada Tremblay'),
  person('grace-admin', 'Grace Adeyemi'),
  person('psrt-bot', 'Response team bot'),
  person('bruno-coord', 'Bruno Correia'),
  person('chidi-coord', 'Chidi Nwosu'),
  person('dana-coord', 'Dana Kowalczyk'),
  person('freya-release', 'Freya Holm'),
  person('kenji-reports', 'Kenji Mori'),
  person('lena-reports', 'Lena Fischer'),
  person('omar-reports', 'Omar Haddad'),
  person('fuzz-fleet', 'Fuzzing fleet'),
  person('mira-fixes', 'Mira Jovanović'),
  person('noel-fixes', 'Noël Dubois'),
  // Has an account and nothing else.
  person('sol-passerby', 'Sol Rivera'),
  // Members of the team whose way in is closed, each in another manner.
  person('eve-expired', 'Eve Lang', { tokenState: 'expired' }),
  person('rhea-revoked', 'Rhea Pillai', { tokenState: 'revoked' }),
  person('sven-sso', 'Sven Aalto', { tokenState: 'sso-blocked' }),
  person('sam-scopeless', 'Sam Whitfield', { scopes: ['read:user'] }),
];

export const organisation: Organisation = {
  login: organisationName,
  id: 9_000_001,
  teams: [
    {
      slug: 'psrt',
      name: 'PSRT',
      id: 9_000_101,
      members: [
        'ada-triage',
        'grace-admin',
        'bruno-coord',
        'chidi-coord',
        'dana-coord',
        'freya-release',
        'eve-expired',
        'rhea-revoked',
        'sven-sso',
        'sam-scopeless',
      ],
    },
    { slug: 'email-team', name: 'Email team', id: 9_000_102, members: ['mira-fixes', 'noel-fixes'] },
  ],
};
