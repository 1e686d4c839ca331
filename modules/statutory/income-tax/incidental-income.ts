import {
  type Fen,
  formatYuan,
  multiply,
  ok,
  type PayPeriod,
  type PlainDate,
  type Rate,
  type Result,
} from '@heyi/kernel';
import type { Policy, PolicyUnknown } from '@heyi/policy';
import { lookUp } from '../look-up.ts';
import { reason, type Reason, rateTexts, yuanTexts } from '../reason.ts';

export type IncidentalIncomeTax = {
  readonly rate: Rate;
  readonly tax: Fen;
  readonly reason: Reason;
};

/** 偶然所得: each receipt by itself, the whole of it, at one rate (个人所得税法第三条、第六条). */
export function taxIncidentalIncome(
  policy: Policy,
  on: PlainDate | PayPeriod,
  income: Fen,
): Result<IncidentalIncomeTax, PolicyUnknown> {
  const found = lookUp(policy, on, {
    terms: 'cn.income-tax.incidental-income',
    rounding: 'cn.income-tax.rounding',
  });
  if (!found.ok) return found;
  const { terms, rounding } = found.value;
  const { rate } = terms.value;
  const mode = rounding.value.tax;
  const tax = multiply(income, rate, mode);
  return ok({
    rate,
    tax,
    reason: reason('income-tax.incidental-income', {
      figures: [terms, rounding],
      inputs: { income: formatYuan(income) },
      rounding: mode,
      output: { ...yuanTexts({ tax }), ...rateTexts({ rate }) },
    }),
  });
}
