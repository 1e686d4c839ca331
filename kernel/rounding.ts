import { unreachable } from './assert.ts';

/**
 * The rounding rules found in city schemes and in the practice of agencies; the Chinese name is what
 * a specialist calls it. Rounding acts on the magnitude, so that a refund mirrors its charge.
 */
export const roundings = {
  half_up_fen: '四舍五入到分',
  half_up_jiao: '四舍五入到角',
  half_up_yuan: '四舍五入到元',
  ceil_fen: '见厘进分',
  ceil_jiao: '见分进角',
  ceil_yuan: '见角进元',
  ceil_even_yuan: '进位到偶数元',
  floor_fen: '舍去厘',
  floor_jiao: '舍去分',
  floor_yuan: '舍去角',
} as const;

export type Rounding = keyof typeof roundings;

export function isRounding(name: string): name is Rounding {
  return Object.hasOwn(roundings, name);
}

/** Whole fen in one unit of the rounding. */
function unitFen(rounding: Rounding): number {
  if (rounding === 'ceil_even_yuan') return 200;
  if (rounding.endsWith('_fen')) return 1;
  if (rounding.endsWith('_jiao')) return 10;
  return 100;
}

/** Rounds the exact amount `numerator / denominator` fen. `denominator` is positive. */
export function roundFraction(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  const unit = BigInt(unitFen(rounding));
  const negative = numerator < 0n;
  const magnitude = negative ? -numerator : numerator;
  const divisor = denominator * unit;
  const whole = magnitude / divisor;
  const rest = magnitude % divisor;
  const units = whole + (roundsUp(rest, divisor, rounding) ? 1n : 0n);
  return (negative ? -units : units) * unit;
}

function roundsUp(rest: bigint, divisor: bigint, rounding: Rounding): boolean {
  if (rounding.startsWith('half_up_')) return rest * 2n >= divisor;
  if (rounding.startsWith('ceil_')) return rest > 0n;
  if (rounding.startsWith('floor_')) return false;
  return unreachable(rounding as never);
}

/** The same for integers whose products stay below 2^53: the path of mass calculations. */
export function roundSmallFraction(
  numerator: number,
  denominator: number,
  rounding: Rounding,
): number {
  const unit = unitFen(rounding);
  const magnitude = Math.abs(numerator);
  const divisor = denominator * unit;
  const rest = magnitude % divisor;
  const whole = (magnitude - rest) / divisor;
  const up = rounding.startsWith('half_up_')
    ? rest >= divisor - rest
    : rounding.startsWith('ceil_') && rest > 0;
  const units = whole + (up ? 1 : 0);
  return numerator < 0 ? 0 - units * unit : units * unit;
}
