import {
  ok,
  type PayPeriod,
  type PlainDate,
  ratePpmOne,
  type Result,
  roundFraction,
  roundSmallFraction,
  type Rounding,
} from '@heyi/kernel';
import type { Policy, PolicyUnknown, TaxBracket } from '@heyi/policy';
import { lookUp } from '../look-up.ts';
import { methodFigures, type WithholdingMethod } from './cumulative-withholding.ts';
import { greatestCommonDivisor, shareFraction } from './tax-table.ts';

/** Cumulative sums in whole fen; the caller reuses one object for all people of a run. */
export type WithholdingSums = {
  income: number;
  exempt: number;
  basicDeduction: number;
  special: number;
  additional: number;
  other: number;
  relief: number;
  withheld: number;
};

/** The numbers of one payment, written over for each person. */
export type WithholdingOutcome = {
  taxable: number;
  bracketIndex: number;
  cumulativeTax: number;
  balance: number;
  tax: number;
};

/**
 * The same rule as withholdCumulatively, prepared for one method and month: integer arithmetic only
 * and nothing allocated. The reason of a stored line is rebuilt by withholdCumulatively from the
 * same sums and the same pinned policy.
 */
export type CompiledWithholding = (sums: WithholdingSums, outcome: WithholdingOutcome) => void;

type CompiledBracket = {
  readonly upTo: number;
  readonly rateNumerator: number;
  readonly divisor: number;
  readonly off: number;
};

export function compileWithholding(
  policy: Policy,
  method: WithholdingMethod,
  on: PlainDate | PayPeriod,
): Result<CompiledWithholding, PolicyUnknown> {
  const found = lookUp(policy, on, {
    terms: methodFigures[method],
    table: 'cn.income-tax.annual-table',
    basic: 'cn.income-tax.basic-deduction',
    rounding: 'cn.income-tax.rounding',
  });
  if (!found.ok) return found;
  const { terms, table, rounding } = found.value;
  const share = shareFraction(terms.value.incomeShare);
  const brackets = table.value.map((row) => compileBracket(row, share.denominator));
  const mode = rounding.value.tax;
  const { numerator: shareOver, denominator: shareUnder } = share;

  return ok((sums, outcome) => {
    const deductions =
      sums.exempt + sums.basicDeduction + sums.special + sums.additional + sums.other;
    const taxable = sums.income * shareOver - deductions * shareUnder;
    let index = 0;
    while (taxable > brackets[index]!.upTo) index += 1;
    const bracket = brackets[index]!;
    const exact = taxable * bracket.rateNumerator - bracket.off;
    outcome.taxable = roundExact(taxable, shareUnder, mode);
    outcome.bracketIndex = index;
    outcome.cumulativeTax = exact <= 0 ? 0 : roundExact(exact, bracket.divisor, mode);
    outcome.balance = outcome.cumulativeTax - sums.relief - sums.withheld;
    outcome.tax = outcome.balance > 0 ? outcome.balance : 0;
  });
}

/** Edges and quick deduction on the scale of the income share, so that all stays in integers. */
function compileBracket(row: TaxBracket, shareUnder: number): CompiledBracket {
  const common = greatestCommonDivisor(row.rate, ratePpmOne);
  const rateDenominator = ratePpmOne / common;
  return {
    upTo: row.upTo === null ? Infinity : row.upTo * shareUnder,
    rateNumerator: row.rate / common,
    divisor: shareUnder * rateDenominator,
    off: row.quickDeduction * shareUnder * rateDenominator,
  };
}

function roundExact(numerator: number, denominator: number, rounding: Rounding): number {
  return Math.abs(numerator) < 4_500_000_000_000_000
    ? roundSmallFraction(numerator, denominator, rounding)
    : Number(roundFraction(BigInt(numerator), BigInt(denominator), rounding));
}
