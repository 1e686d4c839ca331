import type { arrearsContract as contract, Input } from '@heyi/contract';
import { assignedClients } from '@heyi/clients';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { readArrears } from './arrears.store.ts';

/** Over all assigned clients: open ones first. */
export async function listArrears(tx: Transaction, input: Input<typeof contract.listArrears>) {
  const clients = await assignedClients(tx);
  const rows = (await readArrears(tx, { clientId: input.clientId })).map((row) => ({
    ...row,
    clientShortName: clients.get(row.tenantId)?.shortName ?? null,
  }));
  return ok({ rows });
}
