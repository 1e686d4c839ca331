import {
  type Fen,
  fen,
  maxFen,
  ok,
  type PayPeriod,
  type PlainDate,
  type Rate,
  rateFromPpm,
  ratePpmOne,
  type Result,
  subtract,
  zeroFen,
} from '@heyi/kernel';
import type { Policy, PolicyUnknown, TaxBracket } from '@heyi/policy';
import { lookUp } from '../look-up.ts';
import { reason, type Reason, rateTexts, yuanTexts } from '../reason.ts';
import { type Fraction, roundFraction, shareFraction, taxByTable } from './tax-table.ts';

export type RemunerationKind = 'labour-remuneration' | 'royalty' | 'author-remuneration';

export type RemunerationTax = {
  readonly taxable: Fen;
  readonly rate: Rate;
  readonly quickDeduction: Fen;
  readonly tax: Fen;
  readonly reason: Reason;
};

/**
 * Ordinary withholding from labour, royalty and author income of residents. `income` is one time:
 * for continuous income the sum of a month, before the 800 / 4,000 test.
 */
export function taxRemuneration(
  policy: Policy,
  on: PlainDate | PayPeriod,
  input: { readonly kind: RemunerationKind; readonly income: Fen },
): Result<RemunerationTax, PolicyUnknown> {
  const found = lookUp(policy, on, {
    terms: 'cn.income-tax.remuneration-cost',
    labour: 'cn.income-tax.labour-remuneration-table',
    rounding: 'cn.income-tax.rounding',
  });
  if (!found.ok) return found;
  const { terms, labour, rounding } = found.value;
  const mode = rounding.value.tax;
  const { income, kind } = input;
  const { fixedUpTo, fixedCost, costRate, authorShare, flatRate } = terms.value;

  const net =
    income <= fixedUpTo
      ? { numerator: maxFen(subtract(income, fixedCost), zeroFen), denominator: 1 }
      : shareOf(income, rateFromPpm(ratePpmOne - costRate));
  const taxable = kind === 'author-remuneration' ? times(net, authorShare) : net;
  const flat: readonly TaxBracket[] = [{ upTo: null, rate: flatRate, quickDeduction: zeroFen }];
  const table = kind === 'labour-remuneration' ? labour.value : flat;
  const { rate, quickDeduction, tax } = taxByTable(table, taxable, mode);
  const shown = roundFraction(taxable, mode);
  const cost = maxFen(subtract(income, roundFraction(net, mode)), zeroFen);
  return ok({
    taxable: shown,
    rate,
    quickDeduction,
    tax,
    reason: reason(`income-tax.${kind}`, {
      figures: kind === 'labour-remuneration' ? [terms, labour, rounding] : [terms, rounding],
      inputs: yuanTexts({ income }),
      rounding: mode,
      output: {
        ...yuanTexts({ cost, taxable: shown, quickDeduction, tax }),
        ...rateTexts({ rate }),
      },
    }),
  });
}

export function shareOf(amount: Fen, share: Rate): Fraction {
  return times({ numerator: amount, denominator: 1 }, share);
}

export function times(of: Fraction, share: Rate): Fraction {
  const { numerator, denominator } = shareFraction(share);
  return {
    numerator: fen(of.numerator * numerator),
    denominator: of.denominator * denominator,
  };
}
