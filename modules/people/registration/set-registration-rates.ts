import type { Input, peopleContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { checkRates } from './registration.ts';
import { lockRegistration, replaceRates, visibleRegistrations } from './registration.store.ts';

/** The yearly float of the injury rate, or a new fund rate. Publishes nothing: lines are pinned. */
export async function setRegistrationRates(
  tx: Transaction,
  input: Input<typeof contract.setRegistrationRates>,
) {
  const registration = await lockRegistration(tx, input.registrationId);
  if (!registration) return fail({ code: 'registration.not_found' as const });
  const rates = checkRates(registration.kind, input);
  if (!rates.ok) return rates;
  await replaceRates(tx, registration.id, rates.value);
  return ok((await visibleRegistrations(tx)).get(registration.id)!);
}
