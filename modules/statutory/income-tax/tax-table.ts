import { assert, divide, fen, type Fen, type Rate, ratePpmOne, type Rounding } from '@heyi/kernel';
import type { TaxBracket } from '@heyi/policy';

/** An exact amount in fen that may have a fraction: 80 % of an income, a third of a payout. */
export type Fraction = { readonly numerator: number; readonly denominator: number };

export type TableTax = {
  readonly bracketIndex: number;
  readonly rate: Rate;
  readonly quickDeduction: Fen;
  readonly tax: Fen;
};

export function wholeFen(amount: Fen): Fraction {
  return { numerator: amount, denominator: 1 };
}

/** The fraction as an amount for people and returns; the tax is computed from the fraction. */
export function roundFraction(of: Fraction, rounding: Rounding): Fen {
  return divide(fen(of.numerator), of.denominator, rounding);
}

/** Index of the bracket of a taxable amount; an upper edge belongs to its own bracket. */
export function bracketOf(table: readonly TaxBracket[], taxable: Fraction): number {
  const index = table.findIndex(
    ({ upTo }) => upTo === null || taxable.numerator <= upTo * taxable.denominator,
  );
  assert(index >= 0, 'a tax table ends with an open bracket');
  return index;
}

/** `taxable × rate − quick deduction`, never below zero, rounded once at the end. */
export function taxByTable(
  table: readonly TaxBracket[],
  taxable: Fraction,
  rounding: Rounding,
): TableTax {
  return taxAtBracket(table, bracketOf(table, taxable), taxable, 1, rounding);
}

/**
 * Tax at a bracket that something else chose. `times` quick deductions are taken off, for rules
 * that spread an amount over months or years and multiply back.
 */
export function taxAtBracket(
  table: readonly TaxBracket[],
  bracketIndex: number,
  taxable: Fraction,
  times: number,
  rounding: Rounding,
): TableTax {
  const { rate, quickDeduction } = table[bracketIndex]!;
  const common = greatestCommonDivisor(rate, ratePpmOne);
  const rateNumerator = rate / common;
  const rateDenominator = ratePpmOne / common;
  const off = quickDeduction * times * taxable.denominator * rateDenominator;
  const exact = taxable.numerator * rateNumerator - off;
  const tax = divide(fen(Math.max(0, exact)), taxable.denominator * rateDenominator, rounding);
  return { bracketIndex, rate, quickDeduction, tax };
}

export function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** A share such as 0.80 in lowest terms, 4/5. */
export function shareFraction(share: Rate): Fraction {
  const common = greatestCommonDivisor(share, ratePpmOne);
  return { numerator: share / common, denominator: ratePpmOne / common };
}
