import { assignClient } from '@heyi/access';
import type { clientsContract as contract, Input } from '@heyi/contract';
import { assert, fail, newId, ok } from '@heyi/kernel';
import { publish, type Transaction } from '@heyi/platform';
import { checkMaster } from './client.ts';
import { claimCreditCode, openTenant } from './client.store.ts';

/**
 * A new client is a new tenant with its record, assigned to whoever created it. Publishes
 * client.created.
 */
export async function createClient(tx: Transaction, input: Input<typeof contract.createClient>) {
  const master = checkMaster(input, false);
  if (!master.ok) return master;
  const id = newId<'ten'>();
  if (!(await claimCreditCode(tx, master.value.uscc, id))) {
    return fail({ code: 'client.uscc_taken' as const });
  }
  await openTenant(tx, id, master.value);
  // The system itself, as in the seed, works for every client and is assigned to none.
  if (tx.actor.accountId !== null) {
    const assigned = await assignClient(tx, { accountId: tx.actor.accountId, clientId: id });
    assert(
      assigned.ok,
      'the new client is there, and whoever founds it has an account of the house',
    );
  }
  await publish(tx, { type: 'client.created', payload: { clientId: id } });
  return ok({ id });
}
