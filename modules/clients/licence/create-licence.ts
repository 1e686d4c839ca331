import type { clientsContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { clientOf } from '../client/client.store.ts';
import { checkLicence } from './licence.ts';
import { insertLicence, licencesOf } from './licence.store.ts';

/** 证照 of the tenant: the provider's own, or a client's. */
export async function createLicence(tx: Transaction, input: Input<typeof contract.createLicence>) {
  if (!(await clientOf(tx))) return fail({ code: 'client.not_found' as const });
  const licence = checkLicence(input);
  if (!licence.ok) return licence;
  const id = await insertLicence(tx, licence.value);
  if (id === null) return fail({ code: 'licence.number_taken' as const });
  const [view] = await licencesOf(tx, id);
  return ok(view!);
}
