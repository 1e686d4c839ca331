import type { declarationContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { visibleRegistrations } from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import { moveMonths } from './contribution-month.store.ts';

/** 扣款中: nothing is paid by this. */
export async function startCollection(
  tx: Transaction,
  input: Input<typeof contract.startCollection>,
) {
  const { registrationId, period } = input;
  const registration = (await visibleRegistrations(tx)).get(registrationId);
  if (registration?.tenantId !== tx.tenantId) {
    return fail({ code: 'registration.not_found' as const });
  }
  const moved = await moveMonths(tx, { registrationIds: [registrationId], period }, 'collect');
  return moved.ok ? ok({ moved: moved.value }) : moved;
}
