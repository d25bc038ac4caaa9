/** The equations of CVSS 2.0 and 3.x in exact decimal fractions, to hold scores against (guide, 3.2; 3.0 and 3.1, section 7). */

/** `n / 10^d`. */
class Decimal {
  readonly n: bigint;
  readonly d: number;

  constructor(n: bigint, d: number) {
    this.n = n;
    this.d = d;
  }

  static of(text: string): Decimal {
    const [whole = '', rest = ''] = text.split('.');
    return new Decimal(BigInt(whole + rest), rest.length);
  }

  private at(d: number): bigint {
    return this.n * 10n ** BigInt(d - this.d);
  }

  plus(other: Decimal): Decimal {
    const d = Math.max(this.d, other.d);
    return new Decimal(this.at(d) + other.at(d), d);
  }

  minus(other: Decimal): Decimal {
    return this.plus(new Decimal(-other.n, other.d));
  }

  times(other: Decimal): Decimal {
    return new Decimal(this.n * other.n, this.d + other.d);
  }

  power(exponent: number): Decimal {
    return Array.from({ length: exponent }).reduce<Decimal>((product) => product.times(this), new Decimal(1n, 0));
  }

  atMost(other: Decimal): Decimal {
    return this.minus(other).n < 0n ? this : other;
  }

  /** The nearest number with `digits` decimals; halves go up. */
  rounded(digits: number): Decimal {
    if (this.d <= digits) return this;
    const unit = 10n ** BigInt(this.d - digits);
    return new Decimal(floor(2n * this.n + unit, 2n * unit), digits);
  }

  /** The smallest number with one decimal that is not less. */
  up(): Decimal {
    return this.d <= 1 ? this : new Decimal(-floor(-this.n, 10n ** BigInt(this.d - 1)), 1);
  }

  tenths(): number {
    return Number(this.at(Math.max(this.d, 1)) / 10n ** BigInt(Math.max(this.d, 1) - 1));
  }
}

function floor(n: bigint, by: bigint): bigint {
  return n >= 0n || n % by === 0n ? n / by : n / by - 1n;
}

const D = (text: string): Decimal => Decimal.of(text);
const [ZERO, ONE, TEN] = [D('0'), D('1'), D('10')];
type Metrics = ReadonlyMap<string, string>;

/** The number of a metric's value in a table `N 0.85, L 0.62`; 1 where it is not there. */
function look(table: string, value: string | undefined): Decimal {
  const row = table.split(', ').find((one) => one.startsWith(`${value ?? 'X'} `));
  return row === undefined ? ONE : D(row.split(' ')[1] ?? '');
}

const THREE = { AV: 'N 0.85, A 0.62, L 0.55, P 0.2', AC: 'L 0.77, H 0.44', UI: 'N 0.85, R 0.62' };
const PRIVILEGES = { U: 'N 0.85, L 0.62, H 0.27', C: 'N 0.85, L 0.68, H 0.5' };

/** The base score, or the environmental one before the temporal metrics: exact, then rounded up as the version says. */
function threeSum(version: '3.0' | '3.1', metrics: Metrics, environmental: boolean, up: (value: Decimal) => Decimal): Decimal {
  const of = (id: string): string | undefined => {
    const own = environmental ? metrics.get(`M${id}`) : undefined;
    return own === undefined || own === 'X' ? metrics.get(id) : own;
  };
  const left = ['C', 'I', 'A'].map((id) => {
    const need = environmental ? look('H 1.5, M 1, L 0.5', metrics.get(`${id}R`)) : ONE;
    return ONE.minus(look('H 0.56, L 0.22, N 0', of(id)).times(need));
  });
  const lost = ONE.minus(left.reduce((product, one) => product.times(one), ONE));
  const iss = environmental ? lost.atMost(D('0.915')) : lost;
  const changed = of('S') === 'C';
  const tail =
    environmental && version === '3.1' ? iss.times(D('0.9731')).minus(D('0.02')).power(13) : iss.minus(D('0.02')).power(15);
  const impact = changed
    ? D('7.52')
        .times(iss.minus(D('0.029')))
        .minus(D('3.25').times(tail))
    : D('6.42').times(iss);
  if (impact.n <= 0n) return ZERO;
  const ease = [
    look(THREE.AV, of('AV')),
    look(THREE.AC, of('AC')),
    look(PRIVILEGES[changed ? 'C' : 'U'], of('PR')),
    look(THREE.UI, of('UI')),
  ];
  const sum = ease.reduce((product, one) => product.times(one), D('8.22')).plus(impact);
  return up((changed ? D('1.08').times(sum) : sum).atMost(TEN));
}

/**
 * Base, temporal and environmental score of a 3.x vector, in tenths. 3.1 rounds to five decimals before it rounds up
 * (appendix A); 3.0 rounds up as it stands.
 */
export function scoresThree(version: '3.0' | '3.1', metrics: Metrics): readonly [number, number, number] {
  const up = (value: Decimal): Decimal => (version === '3.1' ? value.rounded(5) : value).up();
  const temporal = ['F 0.97, P 0.94, U 0.91', 'W 0.97, T 0.96, O 0.95', 'R 0.96, U 0.92']
    .map((table, index) => look(table, metrics.get(['E', 'RL', 'RC'][index] ?? '')))
    .reduce((product, one) => product.times(one), ONE);
  const base = threeSum(version, metrics, false, up);
  const environmental = threeSum(version, metrics, true, up);
  return [base.tenths(), up(base.times(temporal)).tenths(), up(environmental.times(temporal)).tenths()];
}

/** Base, temporal and environmental score of a 2.0 vector, in tenths. */
export function scoresTwo(metrics: Metrics): readonly [number, number, number] {
  const of = (table: string, id: string): Decimal => look(table, metrics.get(id));
  const ease = [of('L 0.395, A 0.646, N 1', 'AV'), of('H 0.35, M 0.61, L 0.71', 'AC'), of('M 0.45, S 0.56, N 0.704', 'Au')];
  const exploitability = ease.reduce((product, one) => product.times(one), D('20'));
  const impactOf = (adjusted: boolean): Decimal => {
    const left = ['C', 'I', 'A'].map((id) => {
      const need = adjusted ? of('L 0.5, M 1, H 1.51', `${id}R`) : ONE;
      return ONE.minus(of('N 0, P 0.275, C 0.66', id).times(need));
    });
    return D('10.41').times(ONE.minus(left.reduce((product, one) => product.times(one), ONE)));
  };
  const baseOf = (impact: Decimal): Decimal => {
    const sum = D('0.6').times(impact).plus(D('0.4').times(exploitability)).minus(D('1.5'));
    return (impact.n === 0n ? ZERO : sum.times(D('1.176'))).rounded(1);
  };
  const temporalOf = (base: Decimal): Decimal => {
    const weights = [of('U 0.85, POC 0.9, F 0.95', 'E'), of('OF 0.87, TF 0.9, W 0.95', 'RL'), of('UC 0.9, UR 0.95', 'RC')];
    return weights.reduce((product, one) => product.times(one), base).rounded(1);
  };
  const base = baseOf(impactOf(false));
  const adjusted = temporalOf(baseOf(impactOf(true).atMost(TEN)));
  const damage = metrics.has('CDP') ? of('N 0, L 0.1, LM 0.3, MH 0.4, H 0.5, ND 0', 'CDP') : ZERO;
  const environmental = adjusted.plus(TEN.minus(adjusted).times(damage)).times(of('N 0, L 0.25, M 0.75, H 1', 'TD'));
  return [base.tenths(), temporalOf(base).tenths(), Math.max(0, environmental.rounded(1).tenths())];
}
