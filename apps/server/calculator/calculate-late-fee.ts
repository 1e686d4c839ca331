import type { Input, statutoryContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { currentPolicy, reasonView, socialInsuranceLateFee } from '@heyi/statutory';

export async function calculateLateFee(
  _: Transaction,
  input: Input<typeof contract.calculateLateFee>,
) {
  const { principal, days } = input;
  const terms = { principal, days, dailyRate: null, rounding: 'half_up_fen' as const };
  const result = socialInsuranceLateFee(currentPolicy, input.on, terms);
  if (!result.ok) return fail(result.failure);
  return ok({ lateFee: result.value.lateFee, reason: reasonView(result.value.reason) });
}
