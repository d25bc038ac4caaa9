import { isNotDefined, metricsOf } from './metrics.ts';
import type { CvssVector } from './vector.ts';

type Chosen = Readonly<Record<string, string>>;

const REQUIREMENTS: Readonly<Record<string, string>> = { H: 'H', M: 'M', L: 'L' };
/** Code that works in most situations, or better, is a tool that makes an attack easy (4.0, table 12). */
const EXPLOIT: Readonly<Record<string, string>> = { F: 'A', H: 'A' };
const NONE: Readonly<Record<string, string>> = { N: 'N' };

/** What both 2.0 and 3.x call by the same names as 4.0, and mean the same by. */
function shared(of: (id: string) => string): Chosen {
  return {
    E: EXPLOIT[of('E')] ?? '',
    CR: REQUIREMENTS[of('CR')] ?? '',
    IR: REQUIREMENTS[of('IR')] ?? '',
    AR: REQUIREMENTS[of('AR')] ?? '',
  };
}

function fromThree(of: (id: string) => string): Chosen {
  const same = of('S') === 'U';
  // With a changed scope each impact is the worse of the two systems': only where the worse is none both are known.
  const vulnerable = (id: string): string => (same ? of(id) : (NONE[of(id)] ?? ''));
  const subsequent = (id: string): string => (same ? 'N' : (NONE[of(id)] ?? ''));
  return {
    ...shared(of),
    AV: of('AV'),
    AC: of('AC') === 'L' ? 'L' : '',
    PR: of('PR'),
    UI: of('UI') === 'N' ? 'N' : '',
    VC: vulnerable('C'),
    VI: vulnerable('I'),
    VA: vulnerable('A'),
    SC: subsequent('C'),
    SI: subsequent('I'),
    SA: subsequent('A'),
  };
}

function fromTwo(of: (id: string) => string): Chosen {
  const impact = (id: string): string => ({ N: 'N', C: 'H' })[of(id)] ?? '';
  return {
    ...shared(of),
    AV: of('AV') === 'L' ? '' : of('AV'),
    AC: of('AC') === 'L' ? 'L' : '',
    PR: of('AV') !== 'L' && of('Au') === 'N' ? 'N' : '',
    VC: impact('C'),
    VI: impact('I'),
    VA: impact('A'),
  };
}

/**
 * What of a vector is known to hold in CVSS 4.0, too: metric to value, in the order of 4.0. A metric that an older
 * version does not tell is not there, so that a person has to choose it. A vector of 4.0 gives what it holds.
 *
 * From 3.x (3.1 and 4.0 specifications, section 2 each; sections 3.1 and 4.1):
 * - AV and PR are the same. AC:L stays. AC:H is left out: 4.0 made two of it, protection to overcome (AC:H) and
 *   circumstances such as a race or the network path (AT:P).
 * - AT is always left out: under AC:L, 3.x takes the configuration that the attack needs for granted, 4.0 asks for it.
 * - UI:N stays. UI:R is left out: it may be passive or active.
 * - S:U: C, I and A are those of the vulnerable system, and there is no impact on others.
 * - S:C: an impact N is none on either system. Another one is left out for both, because it is the worse of the two and
 *   3.x does not say whose.
 * - CR, IR and AR are the same. E:F and E:H become A. E:P and E:U are left out: they speak of code, 4.0 also of attacks.
 *   RL and RC have no successor. Modified metrics are left out: a part of them would draw another environment.
 *
 * From 2.0 (guide, section 2): AV:N and AV:A stay, AV:L also means physical access. AC:L stays; M and H also stand for
 * what is UI, AT or PR today. Au:N is PR:N where no account on the machine is needed to get there; S and M do not say
 * which rights the account has. Impacts: none and complete are N and H; partial may be either L or H. Other systems and
 * UI are not spoken of. E, CR, IR and AR as above.
 */
export function convertToFour(vector: CvssVector): ReadonlyMap<string, string> {
  const of = (id: string): string => vector.metrics.get(id) ?? '';
  const chosen =
    vector.version === '4.0' ? Object.fromEntries(vector.metrics) : vector.version === '2.0' ? fromTwo(of) : fromThree(of);
  return new Map(
    metricsOf('4.0').flatMap(({ id }): [string, string][] => {
      const value = chosen[id] ?? '';
      return value === '' || isNotDefined(value) ? [] : [[id, value]];
    }),
  );
}
