import type { clientsContract as contract, Input } from '@heyi/contract';
import { fail } from '@heyi/kernel';
import { publish, type Transaction } from '@heyi/platform';
import { checkMaster } from './client.ts';
import { claimCreditCode, clientOf, saveMaster } from './client.store.ts';
import { getClient } from './get-client.ts';

/** Changes who the client is and how we work with it. Publishes client.changed. */
export async function updateClient(tx: Transaction, input: Input<typeof contract.updateClient>) {
  const before = await clientOf(tx);
  if (!before) return fail({ code: 'client.not_found' as const });
  const master = checkMaster(input, tx.tenantId === tx.houseId);
  if (!master.ok) return master;
  if (!(await claimCreditCode(tx, master.value.uscc, tx.tenantId))) {
    return fail({ code: 'client.uscc_taken' as const });
  }
  await saveMaster(tx, master.value);
  const isModeChanged = before.cooperationMode !== master.value.cooperationMode;
  await publish(tx, { type: 'client.changed', payload: { clientId: tx.tenantId, isModeChanged } });
  return getClient(tx, { tenantId: tx.tenantId });
}
