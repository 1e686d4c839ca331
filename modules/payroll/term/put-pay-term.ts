import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, ok, type PayPeriod, periodOf } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { editOpenRuns, openRunIds } from '../run/edit-run.ts';
import { employmentOf } from '../run/people.store.ts';
import { loadPayItems } from '../scheme/pay-scheme.store.ts';
import { isMonthLocked, saveTerms } from './pay-term.store.ts';

/** Sets what a person is paid by an item from a day on. A locked month keeps what it was paid by. */
export async function putPayTerm(tx: Transaction, input: Input<typeof contract.putPayTerm>) {
  const { employmentId, payItemId, effectiveFrom, amount } = input;
  if (!(await employmentOf(tx, employmentId)))
    return fail({ code: 'employment.not_found' as const });
  const item = (await loadPayItems(tx)).find(({ id }) => id === payItemId);
  if (!item) return fail({ code: 'pay_item.not_found' as const });
  if (item.source !== 'term') return fail({ code: 'pay_item.not_recurring' as const });
  const month = periodOf(effectiveFrom);
  await voidRunsFrom(tx, month, `${item.nameZh} ${effectiveFrom}`);
  if (await isMonthLocked(tx, employmentId, month)) {
    return fail({ code: 'pay_term.month_locked' as const });
  }
  await saveTerms(tx, [{ employmentId, payItemId, effectiveFrom, amount }]);
  const { code, nameZh, nameEn } = item;
  return ok({ payItemId, code, nameZh, nameEn, effectiveFrom, amount });
}

/** The note says which term. */
export async function voidRunsFrom(tx: Transaction, month: PayPeriod, note: string): Promise<void> {
  await editOpenRuns(tx, { cause: 'payTerm', note }, await openRunIds(tx, month));
}
