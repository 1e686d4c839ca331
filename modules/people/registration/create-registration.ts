import type { Input, peopleContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { ownEntities } from '../legal-entity/legal-entity.store.ts';
import { checkRates, cityName } from './registration.ts';
import { insertRegistration, replaceRates, visibleRegistrations } from './registration.store.ts';

/** An account of one of the tenant's entities at an agency, with the unit's own rates. */
export async function createRegistration(
  tx: Transaction,
  input: Input<typeof contract.createRegistration>,
) {
  if (!(await ownEntities(tx)).has(input.entityId)) {
    return fail({ code: 'legal_entity.not_found' as const });
  }
  if (cityName(input.kind, input.cityCode) === null) {
    return fail({ code: 'registration.city_unknown' as const });
  }
  const rates = checkRates(input.kind, input.rates);
  if (!rates.ok) return rates;
  const id = await insertRegistration(tx, input);
  if (id === null) return fail({ code: 'registration.number_taken' as const });
  await replaceRates(tx, id, rates.value);
  return ok((await visibleRegistrations(tx)).get(id)!);
}
