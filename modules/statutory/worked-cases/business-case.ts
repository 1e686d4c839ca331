import {
  type PayPeriod,
  payPeriod,
  type Rate,
  rateFromPpm,
  ratePpmOne,
  yearOf,
  zeroFen,
} from '@heyi/kernel';
import type { Policy } from '@heyi/policy';
import {
  prepayBusinessTax,
  taxAssessedBusiness,
  taxBusinessIncome,
} from '../income-tax/business-income.ts';
import { perTransactionVat, smallScaleVat, vatSurcharges } from '../income-tax/value-added-tax.ts';
import { latePaymentSurcharge, withholdingFee } from '../income-tax/withholding-duty.ts';
import { CaseInput } from './case-input.ts';
import {
  amounts,
  answer,
  type CaseContext,
  type CaseResult,
  type CaseRule,
  notRead,
} from './case-result.ts';

/** Individual businesses, VAT, and the duties of a withholding agent. */
export const businessRules: readonly CaseRule[] = [
  [/^business-income.*(quarter|prepay)/, prepayment],
  [/^business-income.*assessed/, assessed],
  [/^business-income/, business],
  [/^vat-surcharges/, surcharges],
  [/^vat-per-transaction/, transactionVat],
  [/^vat-small-scale/, smallScale],
  [/^withholding-fee/, fee],
  [/^late-payment/, latePayment],
];

function business({ policy, on, input }: CaseContext): CaseResult {
  const taxable = input.amount('taxable');
  const otherRelief = input.amountOr('otherRelief', zeroFen);
  return businessFields(taxBusinessIncome(policy, on, { taxable, otherRelief }));
}

function assessed({ policy, on, input }: CaseContext): CaseResult {
  const revenue = input.amount('revenue');
  const assessedIncomeRate = input.rate('assessedIncomeRate');
  const otherRelief = input.amountOr('otherRelief', zeroFen);
  const taxed = taxAssessedBusiness(policy, on, { revenue, assessedIncomeRate, otherRelief });
  return businessFields(taxed);
}

function businessFields(result: ReturnType<typeof taxBusinessIncome>): CaseResult {
  return answer(result, ({ taxable, taxBeforeRelief, halfReduction, payable }) =>
    amounts({ taxable, taxBeforeRelief, halfReduction, payable }),
  );
}

function prepayment({ policy, on, input }: CaseContext): CaseResult {
  const profits = input.list('cumulativeProfit').map((profit) => {
    return new CaseInput({ profit }, input.problems).amount('profit');
  });
  const year = yearOf(on);
  const quarters = prepayBusinessTax(policy, payPeriod(`${year}-01`), {
    noComprehensiveIncome: input.flag('noComprehensiveIncome'),
    cumulativeProfits: profits,
    otherRelief: input.amountOr('otherRelief', zeroFen),
  });
  return answer(quarters, (value) => ({
    quarters: value.map(({ quarter, reason: _reason, ...money }) => ({
      quarter: `${year}-Q${quarter}`,
      ...amounts(money),
    })),
  }));
}

function smallScale({ policy, rule, on, input }: CaseContext): CaseResult {
  const term = rule.includes('quarter') ? 'quarter' : 'month';
  const receiptsIncludingVat = input.amount('receiptsIncludingVat');
  const levyRate = input.rateOr('levyRate', reducedLevyRate(policy, on));
  return vatFields(smallScaleVat(policy, on, { receiptsIncludingVat, term, levyRate }));
}

function transactionVat({ policy, on, input }: CaseContext): CaseResult {
  const salesExcludingVat = input.amount('salesExcludingVat');
  const levyRate = input.rateOr('levyRate', reducedLevyRate(policy, on));
  return vatFields(perTransactionVat(policy, on, { salesExcludingVat, levyRate }));
}

function reducedLevyRate(policy: Policy, on: PayPeriod): Rate {
  const levy = policy.figure('cn.vat.levy-rate', on);
  return levy.ok ? levy.value.value.reducedRate : rateFromPpm(ratePpmOne / 100);
}

function vatFields(result: ReturnType<typeof smallScaleVat>): CaseResult {
  return answer(result, ({ salesExcludingVat, vat, exempt }) => ({
    ...amounts({ salesExcludingVat, vat }),
    exempt,
  }));
}

function surcharges({ policy, rule, on, input }: CaseContext): CaseResult {
  const named = input.textOr('location', 'city');
  const location = named === 'county' ? 'town' : named;
  if (location !== 'city' && location !== 'town' && location !== 'other') {
    input.problems.push(`location: ${location}`);
    return notRead;
  }
  const vat = input.amount('vat');
  const isHalved = input.has('halved') ? input.flag('halved') : rule.includes('halved');
  const term = input.has('quarterSales') ? 'quarter' : 'month';
  const amount = input.amounts('monthSales', 'quarterSales')[0];
  const sales = amount === undefined ? null : ({ term, amount } as const);
  const taxed = vatSurcharges(policy, on, { vat, location, isHalved, sales });
  return answer(taxed, ({ reason: _reason, ...money }) => amounts(money));
}

function fee({ policy, on, input }: CaseContext): CaseResult {
  const paid = withholdingFee(policy, on, input.amount('withheldTax'));
  return answer(paid, (value) => amounts({ fee: value.fee }));
}

function latePayment({ policy, on, input }: CaseContext): CaseResult {
  const tax = input.amount('tax');
  const daysLate = input.whole('daysLate', 0);
  const charged = latePaymentSurcharge(policy, on, { tax, daysLate });
  return answer(charged, ({ surcharge }) => amounts({ surcharge }));
}
