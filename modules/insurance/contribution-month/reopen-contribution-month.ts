import type { declarationContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { visibleRegistrations } from '@heyi/people';
import { publish, type Transaction } from '@heyi/platform';
import { moveMonths } from './contribution-month.store.ts';

/** The payment stays on record; the month waits for its new bill, and for what is paid on top. */
export async function reopenContributionMonth(
  tx: Transaction,
  input: Input<typeof contract.reopenContributionMonth>,
) {
  const { registrationId, period, reason } = input;
  const registration = (await visibleRegistrations(tx)).get(registrationId);
  if (registration?.tenantId !== tx.tenantId) {
    return fail({ code: 'registration.not_found' as const });
  }
  const of = { registrationIds: [registrationId], period };
  const moved = await moveMonths(tx, of, 'reopen', { reason });
  if (!moved.ok) return moved;
  await publish(tx, {
    type: 'contribution_month.reopened',
    payload: { registrationId, period, reason },
  });
  return ok({ moved: moved.value });
}
