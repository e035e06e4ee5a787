// Exact numbers: decisions are made on fractions, and one decimal is shown, half up away from zero, as on the server.

export interface Ratio {
  num: number;
  /** Above zero. */
  den: number;
}

export function ratio(num: number, den = 1): Ratio {
  const by = gcd(Math.abs(num), Math.abs(den)) * Math.sign(den || 1);
  return { num: num / by, den: den / by };
}

export function plus(one: Ratio, other: Ratio): Ratio {
  return ratio(one.num * other.den + other.num * one.den, one.den * other.den);
}

export function minus(one: Ratio, other: Ratio): Ratio {
  return plus(one, { num: -other.num, den: other.den });
}

export function times(one: Ratio, other: Ratio): Ratio {
  return ratio(one.num * other.num, one.den * other.den);
}

export function over(one: Ratio, other: Ratio): Ratio {
  return ratio(one.num * other.den, one.den * other.num);
}

/** Below zero, zero or above it, as `one` is below, the same as or above `other`. */
export function compare(one: Ratio, other: Ratio): number {
  return one.num * other.den - other.num * one.den;
}

export function oneDecimal(value: Ratio | null): number | null {
  if (value === null) return null;
  const { num, den } = value;
  const tenths = Math.floor((Math.abs(num) * 20 + den) / (2 * den));
  return tenths === 0 ? 0 : (Math.sign(num) * tenths) / 10;
}

function gcd(one: number, other: number): number {
  return other === 0 ? one || 1 : gcd(other, one % other);
}
