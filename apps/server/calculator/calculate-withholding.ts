import type { Input, statutoryContract as contract } from '@heyi/contract';
import { fail, ok, zeroFen } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { currentPolicy, reasonView, totalWithheld, withholdPayments } from '@heyi/statutory';

export async function calculateWithholding(
  _: Transaction,
  input: Input<typeof contract.calculateWithholding>,
) {
  const terms = {
    method: input.method,
    startedIn: input.startedIn ?? null,
    lump60000: false,
    gapReading: input.gapReading ?? ('restart-segment' as const),
  };
  const payments = input.payments.map((payment) => ({
    taxPeriod: payment.taxPeriod,
    income: payment.income,
    exempt: payment.exempt ?? zeroFen,
    special: payment.special ?? zeroFen,
    additional: payment.additional ?? zeroFen,
    other: payment.other ?? zeroFen,
    relief: payment.relief ?? zeroFen,
    months: null,
  }));
  const withheld = withholdPayments(currentPolicy, terms, payments);
  if (!withheld.ok) return fail(withheld.failure);
  return ok({
    payments: withheld.value.map(({ taxPeriod, figures, withholding }) => ({
      taxPeriod,
      cumulativeIncome: figures.income,
      cumulativeBasicDeduction: figures.basicDeduction,
      cumulativeTaxable: withholding.taxable,
      rate: withholding.rate,
      quickDeduction: withholding.quickDeduction,
      cumulativeTax: withholding.cumulativeTax,
      withheldBefore: figures.withheld,
      tax: withholding.tax,
      reason: reasonView(withholding.reason),
    })),
    totalWithheld: totalWithheld(withheld.value),
  });
}
