import { assert } from './assert.ts';
import type { Rate } from './rate.ts';
import { ratePpmOne } from './rate.ts';
import { roundFraction, roundSmallFraction, type Rounding } from './rounding.ts';

declare const fenBrand: unique symbol;

/** An amount in whole fen (1/100 yuan): a safe integer, never a fraction of a fen. */
export type Fen = number & { readonly [fenBrand]: true };

/** 10 trillion yuan; far above any amount here, and its sums stay safe integers. */
const fenLimit = 1_000_000_000_000_000;

export function fen(value: number): Fen {
  // Asked a hundred times a person: the words are made only when they are needed.
  if (!Number.isSafeInteger(value)) assert(false, `not whole fen: ${value}`);
  if (Math.abs(value) > fenLimit) assert(false, `amount out of range: ${value} fen`);
  return (value === 0 ? 0 : value) as Fen;
}

export const zeroFen = fen(0);

const yuanPattern = /^(-?)(\d{1,13})(?:\.(\d{1,2}))?$/;

/** Reads "12345.6" as 1,234,560 fen; null when it is not a yuan amount with at most two decimals. */
export function parseYuan(text: string): Fen | null {
  const match = yuanPattern.exec(text);
  if (!match) return null;
  const magnitude = Number(match[2]) * 100 + Number((match[3] ?? '').padEnd(2, '0'));
  return fen(match[1] === '-' ? -magnitude : magnitude);
}

/** The amount of a literal in code or in a policy file; a malformed one is a bug. */
export function yuan(text: string): Fen {
  const amount = parseYuan(text);
  assert(amount !== null, `not a yuan amount: ${text}`);
  return amount;
}

/** "12345.60": always two decimals, no thousands separators; the form of JSON and of files. */
export function formatYuan(amount: Fen): string {
  const magnitude = Math.abs(amount);
  const text = `${Math.floor(magnitude / 100)}.${String(magnitude % 100).padStart(2, '0')}`;
  return amount < 0 ? `-${text}` : text;
}

export function add(...amounts: readonly Fen[]): Fen {
  return sum(amounts);
}

export function sum(amounts: Iterable<Fen>): Fen {
  let total = 0;
  for (const amount of amounts) total += amount;
  return fen(total);
}

export function subtract(from: Fen, amount: Fen): Fen {
  return fen(from - amount);
}

export function negate(amount: Fen): Fen {
  return fen(-amount);
}

export function maxFen(a: Fen, b: Fen): Fen {
  return a > b ? a : b;
}

export function minFen(a: Fen, b: Fen): Fen {
  return a < b ? a : b;
}

export function clamp(amount: Fen, floor: Fen | null, cap: Fen | null): Fen {
  if (floor !== null && amount < floor) return floor;
  if (cap !== null && amount > cap) return cap;
  return amount;
}

/** `base × rate`, rounded by the named rule. The rule has no default: it belongs to the policy. */
export function multiply(base: Fen, rate: Rate, rounding: Rounding): Fen {
  return multiplyFraction(base, rate, ratePpmOne, rounding);
}

/** `base × numerator ÷ denominator` with one rounding at the end. Whole numbers; denominator > 0. */
export function multiplyFraction(
  base: Fen,
  numerator: number,
  denominator: number,
  rounding: Rounding,
): Fen {
  if (!Number.isSafeInteger(numerator)) assert(false, `not a whole number: ${numerator}`);
  if (!Number.isSafeInteger(denominator) || denominator <= 0) {
    assert(false, `bad divisor: ${denominator}`);
  }
  const product = base * numerator;
  // Half of 2^53, and a divisor with room for its unit: everything below stays exact in a double.
  if (Math.abs(product) < 4_500_000_000_000_000 && denominator < 10_000_000_000) {
    return fen(roundSmallFraction(product, denominator, rounding));
  }
  return fen(
    Number(roundFraction(BigInt(base) * BigInt(numerator), BigInt(denominator), rounding)),
  );
}

export function divide(amount: Fen, divisor: number, rounding: Rounding): Fen {
  return multiplyFraction(amount, 1, divisor, rounding);
}

/**
 * Splits `total` by whole-number weights without losing a fen: each part is rounded down in
 * magnitude and the remaining fen go to the largest remainders, earlier parts first.
 */
export function allocate(total: Fen, weights: readonly number[]): Fen[] {
  const weightSum = weights.reduce((all, weight) => {
    assert(Number.isSafeInteger(weight) && weight >= 0, `bad weight: ${weight}`);
    return all + BigInt(weight);
  }, 0n);
  assert(weightSum > 0n, 'nothing to allocate to');
  const magnitude = BigInt(Math.abs(total));
  const parts = weights.map((weight, index) => {
    const share = magnitude * BigInt(weight);
    return { index, whole: share / weightSum, rest: share % weightSum };
  });
  let left = magnitude - parts.reduce((all, part) => all + part.whole, 0n);
  const byRest = parts.toSorted((a, b) =>
    a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1,
  );
  for (const part of byRest) {
    if (left === 0n) break;
    part.whole += 1n;
    left -= 1n;
  }
  return parts.map((part) => fen(Number(total < 0 ? -part.whole : part.whole)));
}
