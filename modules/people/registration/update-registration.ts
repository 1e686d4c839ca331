import type { Input, peopleContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { lockRegistration, saveRegistration, visibleRegistrations } from './registration.store.ts';

export async function updateRegistration(
  tx: Transaction,
  input: Input<typeof contract.updateRegistration>,
) {
  const registration = await lockRegistration(tx, input.registrationId);
  if (!registration) return fail({ code: 'registration.not_found' as const });
  const { agencyName, number } = input;
  const closedFrom = input.closedFrom ?? null;
  if (!(await saveRegistration(tx, registration, { agencyName, number, closedFrom }))) {
    return fail({ code: 'registration.number_taken' as const });
  }
  return ok((await visibleRegistrations(tx)).get(registration.id)!);
}
