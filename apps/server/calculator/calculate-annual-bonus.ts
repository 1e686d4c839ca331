import type { Input, statutoryContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { compareBonusMethods, currentPolicy, reasonView, taxAnnualBonus } from '@heyi/statutory';

export async function calculateAnnualBonus(
  _: Transaction,
  input: Input<typeof contract.calculateAnnualBonus>,
) {
  const apart = taxAnnualBonus(currentPolicy, input.on, input.bonus);
  if (!apart.ok) return fail(apart.failure);
  const { dividedBy12, rate, quickDeduction, tax } = apart.value;
  const answer = { dividedBy12, rate, quickDeduction, tax };
  if (input.annualTaxableWithoutBonus === undefined) {
    return ok({ ...answer, merged: null, reasons: [reasonView(apart.value.reason)] });
  }
  const compared = compareBonusMethods(currentPolicy, input.on, {
    bonus: input.bonus,
    annualTaxableWithoutBonus: input.annualTaxableWithoutBonus,
  });
  if (!compared.ok) return fail(compared.failure);
  const { taxSeparate, taxMerged, better, reason } = compared.value;
  return ok({
    ...answer,
    merged: { taxSeparate, taxMerged, better },
    reasons: [reasonView(apart.value.reason), reasonView(reason)],
  });
}
