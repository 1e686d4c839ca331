import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, ok, periodOf } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { deleteTerm, isMonthLocked } from './pay-term.store.ts';
import { voidRunsFrom } from './put-pay-term.ts';

export async function removePayTerm(tx: Transaction, input: Input<typeof contract.removePayTerm>) {
  const { employmentId, payItemId, effectiveFrom } = input;
  const month = periodOf(effectiveFrom);
  await voidRunsFrom(tx, month, effectiveFrom);
  const removed = await deleteTerm(tx, { employmentId, payItemId, effectiveFrom });
  if (!removed) return fail({ code: 'pay_term.not_found' as const });
  if (await isMonthLocked(tx, employmentId, month)) {
    return fail({ code: 'pay_term.month_locked' as const });
  }
  return ok({});
}
