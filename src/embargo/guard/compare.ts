import { namesIn } from './facts.ts';
import { canonical, isClones, isPersons, splitKey, type Listed } from './listing.ts';
import type { Setting } from './settings.ts';

/** Keys whose effective value is not the guard's, and those that stand above one of the guard's. */
export function loosenedKeys(listed: readonly Listed[], wanted: readonly Setting[]): readonly string[] {
  // What we pass ourselves says nothing about what others will.
  const settings = listed.filter(({ scope }) => scope !== 'command');
  const keys = new Map<string, string[]>();
  for (const [key, value] of wanted) keys.set(canonical(key), [...(keys.get(canonical(key)) ?? []), value]);
  const missing = [...keys].filter(([key, values]) => {
    const present = settings.filter((one) => one.key === key);
    return !holds(key, values, present);
  });
  const strange = settings.filter((one) => !keys.has(one.key) && isAbove(one));
  const names = namesIn(settings.filter(isPersons));
  const uncovered = [
    ...names.schemes.map((name) => `protocol.${name}.allow`),
    ...names.addresses.map((name) => `http.${name}.proxy`),
    ...names.remotes.map((name) => `remote.${name}.proxy`),
  ].filter((key) => !keys.has(key));
  return [...new Set([...missing.map(([key]) => key), ...strange.map(({ key }) => key), ...uncovered])];
}

function holds(key: string, values: readonly string[], present: readonly Listed[]): boolean {
  const local = present.filter(isClones).map(({ value }) => value);
  const [section, , name] = splitKey(key);
  // Every value of these counts, so there may be no other.
  const exact = name === 'url' || name === 'pushurl' || name === 'insteadof' || name === 'pushinsteadof';
  if (exact && section !== 'lfs') return same(local, values);
  if (name === 'hiderefs') return same(local, values);
  // An empty one takes those before it away.
  if (name === 'extraheader') return values.every((value) => local.slice(local.lastIndexOf('') + 1).includes(value));
  return present.at(-1)?.value === values.at(-1);
}

function same(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((value, index) => value === others[index]);
}

/** Whether a setting of the clone's own, which the guard did not make, stands above what the guard made. */
export function isAbove(one: Listed): boolean {
  if (!isClones(one)) return false;
  const [section, between, name] = splitKey(one.key);
  switch (section) {
    case 'protocol':
      return name === 'allow' && one.value !== 'never';
    case 'http':
      return between !== '';
    case 'url':
    case 'include':
    case 'includeif':
      return true;
    case 'alias':
      return name.startsWith('remote-') || between.startsWith('remote-');
    case 'remote':
      return name === 'proxy' || name === 'vcs' || name === 'receivepack';
    case 'receive':
    case 'uploadpack':
      return name === 'hiderefs';
    default:
      return false;
  }
}
