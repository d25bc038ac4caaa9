import { TEAM } from '../advisory/document/content.ts';
import type { AdvisoryDocument, Span } from '../advisory/document/document.ts';
import { sameLogin } from '../advisory/model.ts';
import { mentionsIn } from './body/mentions.ts';
import type { Edit } from './finding.ts';
import { outlineOf } from './front/outline.ts';
import { frontOf } from './front/rows.ts';
import { fill, slotOf } from './front/slot.ts';
import { mapsOf, pairOf, textsOf, type Scalar } from './front/tree.ts';

/** A login that can be renamed, and where it stands. */
export interface RenameTarget extends Span {
  readonly login: string;
}

/** Why a login is not renamed, as a sentence. */
export interface Refused {
  readonly refused: string;
}

/** GitHub's form of a login: letters, digits and single hyphens between them, 39 at most. */
const LOGIN = /^[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38}$/;

/** Where a login stands. */
interface Place extends RenameTarget {
  readonly list: 'credits' | 'collaborators' | undefined;
  /** Undefined for a mention. */
  readonly scalar: Scalar | undefined;
}

/** The login at an offset: of a credit, of a collaborator, or mentioned in the description. */
export function renameTarget(document: AdvisoryDocument, offset: number): RenameTarget | undefined {
  const found = placesIn(document).find(({ start, end }) => start <= offset && offset <= end);
  return found && { start: found.start, end: found.end, login: found.login };
}

/**
 * Renames the login at an offset everywhere in the document: in credits, collaborators and mentions outside code, without
 * regard to case. What GitHub keeps (the reporter) stays.
 */
export function rename(document: AdvisoryDocument, offset: number, newLogin: string): readonly Edit[] | Refused {
  const places = placesIn(document);
  const target = places.find(({ start, end }) => start <= offset && offset <= end);
  if (!target) return { refused: 'No login stands here that could be renamed.' };
  const wanted = newLogin.trim().replace(/^@/, '');
  if (wanted.length > 39 || !LOGIN.test(wanted))
    return { refused: 'A login on GitHub has 1 to 39 letters, digits and single hyphens, and no hyphen at its ends.' };
  const same = places.filter(({ login }) => sameLogin(login, target.login));
  const others = places.filter(
    ({ login, list }) => list !== undefined && sameLogin(login, wanted) && !sameLogin(login, target.login),
  );
  const twice = others.find(({ list }) => same.some((place) => place.list === list));
  if (twice)
    return {
      refused:
        twice.list === 'credits'
          ? 'That login is credited already, and GitHub keeps one credit for each account.'
          : 'That login is among the collaborators already.',
    };
  return same.map(({ scalar, start, end }) =>
    scalar ? fill(slotOf(scalar, start, false), wanted) : { start, end, text: wanted },
  );
}

/** All logins that may be renamed, in the order of the document. */
function placesIn(document: AdvisoryDocument): readonly Place[] {
  const front = frontOf(document);
  const outline = front && outlineOf(document.text, front);
  const credits = mapsOf(pairOf(outline, 'credits')?.node).flatMap((item) => textsOf(pairOf(item, 'login')?.node));
  const collaborators = textsOf(pairOf(outline, 'collaborators')?.node).filter(({ text }) => !text.startsWith(TEAM));
  const mentions = document.front ? mentionsIn(document.text, document.body) : [];
  return [
    ...credits.map((scalar) => placeOf(scalar, 'credits')),
    ...collaborators.map((scalar) => placeOf(scalar, 'collaborators')),
    ...mentions.map(({ value, start, end }) => ({ login: value, start, end, list: undefined, scalar: undefined })),
  ].filter(({ login, scalar }) => login !== '' && scalar?.manyLines !== true);
}

/** A login in quotes stands between them. */
function placeOf(scalar: Scalar, list: 'credits' | 'collaborators'): Place {
  const { start, end } = scalar.quote === '"' || scalar.quote === "'" ? scalar.inner : scalar;
  return { login: scalar.text, start, end, list, scalar };
}
