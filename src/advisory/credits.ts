import { sameLogin, type Advisory, type Credit } from './model.ts';

/**
 * The coordinators of an advisory: credits of type `coordinator`. A pending or declined credit still assigns; the
 * caller marks it. More than one is possible.
 */
export function coordinators(advisory: Pick<Advisory, 'credits'>): readonly Credit[] {
  return advisory.credits.filter((credit) => credit.type === 'coordinator');
}

/** Whether `login` coordinates the advisory; logins are compared without case. */
export function isCoordinatedBy(advisory: Pick<Advisory, 'credits'>, login: string): boolean {
  return coordinators(advisory).some((credit) => sameLogin(credit.login, login));
}
