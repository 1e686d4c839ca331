import type { Input, insuranceTaskContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { visibleRegistrations } from '@heyi/people';
import { publish, type Transaction } from '@heyi/platform';
import { putProcedure } from './procedure.store.ts';

/** The registration's own values from a month on. Tasks that wait are placed anew by them. */
export async function setProcedure(tx: Transaction, input: Input<typeof contract.setProcedure>) {
  const { tenantId, registrationId, ...value } = input;
  const registration = (await visibleRegistrations(tx)).get(registrationId);
  if (registration?.tenantId !== tenantId) {
    return fail({ code: 'registration.not_found' as const });
  }
  const procedure = await putProcedure(tx, registrationId, value);
  await publish(tx, { type: 'insurance_procedure.set', payload: { registrationId } });
  return ok(procedure);
}
