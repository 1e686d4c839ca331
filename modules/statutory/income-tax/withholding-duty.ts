import {
  type Fen,
  multiply,
  multiplyFraction,
  ok,
  type PayPeriod,
  type PlainDate,
  ratePpmOne,
  type Result,
} from '@heyi/kernel';
import type { Policy, PolicyUnknown } from '@heyi/policy';
import { lookUp } from '../look-up.ts';
import { reason, type Reason, rateTexts, yuanTexts } from '../reason.ts';

/** 扣缴手续费: 2 % of the tax withheld and paid in; not of tax that an inspection assessed. */
export function withholdingFee(
  policy: Policy,
  on: PlainDate | PayPeriod,
  withheldTax: Fen,
): Result<{ readonly fee: Fen; readonly reason: Reason }, PolicyUnknown> {
  const found = lookUp(policy, on, {
    terms: 'cn.income-tax.withholding-fee',
    rounding: 'cn.income-tax.rounding',
  });
  if (!found.ok) return found;
  const { terms, rounding } = found.value;
  const mode = rounding.value.tax;
  const { rate } = terms.value;
  const fee = multiply(withheldTax, rate, mode);
  return ok({
    fee,
    reason: reason('income-tax.withholding-fee', {
      figures: [terms, rounding],
      inputs: { ...yuanTexts({ withheldTax }), ...rateTexts({ rate }) },
      rounding: mode,
      output: yuanTexts({ fee }),
    }),
  });
}

/** 税款滞纳金: simple, 0.05 % a day from the day after the term. `daysLate` is not negative. */
export function latePaymentSurcharge(
  policy: Policy,
  on: PlainDate | PayPeriod,
  input: { readonly tax: Fen; readonly daysLate: number },
): Result<{ readonly surcharge: Fen; readonly reason: Reason }, PolicyUnknown> {
  const found = lookUp(policy, on, {
    terms: 'cn.income-tax.late-payment',
    rounding: 'cn.income-tax.rounding',
  });
  if (!found.ok) return found;
  const { terms, rounding } = found.value;
  const mode = rounding.value.tax;
  const { dailyRate } = terms.value;
  const { tax, daysLate } = input;
  const surcharge = multiplyFraction(tax, dailyRate * daysLate, ratePpmOne, mode);
  return ok({
    surcharge,
    reason: reason('income-tax.late-payment', {
      figures: [terms, rounding],
      inputs: { ...yuanTexts({ tax }), ...rateTexts({ dailyRate }), daysLate: String(daysLate) },
      rounding: mode,
      output: yuanTexts({ surcharge }),
    }),
  });
}
