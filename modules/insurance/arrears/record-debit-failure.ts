import type { arrearsContract as contract, Input } from '@heyi/contract';
import { fail, ok, sum } from '@heyi/kernel';
import { visibleRegistrations } from '@heyi/people';
import { publish, type Transaction } from '@heyi/platform';
import { currentPolicy } from '@heyi/statutory';
import { lockMonths, moveMonths } from '../contribution-month/contribution-month.store.ts';
import { insertArrears, readArrears } from './arrears.store.ts';

/** 欠费 of a whole month: what both parties owe at the unit, whichever client's people. */
export async function recordDebitFailure(
  tx: Transaction,
  input: Input<typeof contract.recordDebitFailure>,
) {
  const { registrationId, period, dueOn, failedOn, reason, responsibility } = input;
  const registration = (await visibleRegistrations(tx)).get(registrationId);
  if (registration?.tenantId !== tx.tenantId) {
    return fail({ code: 'registration.not_found' as const });
  }
  if (failedOn > tx.today) return fail({ code: 'debit_failure.in_the_future' as const });
  const of = { registrationIds: [registrationId], period };
  const months = await lockMonths(tx, of);
  if (months.length === 0) return fail({ code: 'contribution_month.not_found' as const });
  const isOwed = months.every(({ state }) =>
    ['declared', 'assessed', 'collecting', 'inArrears'].includes(state),
  );
  if (!isOwed) return fail({ code: 'contribution_month.state_wrong' as const });
  const principal = sum(months.flatMap(({ employer, employee }) => [employer, employee]));
  const terms = currentPolicy.figure('cn.social-insurance.late-fee', failedOn);
  const isFund = registration.kind === 'housingFund';
  const dailyRate = isFund || !terms.ok ? null : terms.value.value.dailyRate;
  const arrears = { period, dueOn, failedOn, principal, responsibility, reason, dailyRate };
  const id = await insertArrears(tx, registration, arrears);
  if (id === null) return fail({ code: 'arrears.open_already' as const });
  await moveMonths(tx, of, 'failDebit');
  await publish(tx, {
    type: 'arrears.opened',
    payload: { arrearsId: id, registrationId, period, responsibility },
  });
  return ok((await readArrears(tx, { id }))[0]!);
}
