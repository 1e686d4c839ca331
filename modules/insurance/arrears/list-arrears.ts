import type { arrearsContract as contract, Input } from '@heyi/contract';
import { assignedClients } from '@heyi/clients';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { partsOf, readArrears } from './arrears.store.ts';

/** Over all assigned clients: open ones first. */
export async function listArrears(tx: Transaction, input: Input<typeof contract.listArrears>) {
  const clients = await assignedClients(tx);
  const arrears = await readArrears(tx, {
    clientId: input.clientId,
    isOpenOnly: input.show === 'open',
  });
  const parts = await partsOf(
    tx,
    arrears.map(({ id }) => id),
  );
  const rows = arrears.map((row) => ({
    ...row,
    clientShortName: clients.get(row.tenantId)?.shortName ?? null,
    parts: (parts.get(row.id) ?? [])
      .filter(({ clientId }) => clients.has(clientId))
      .map((part) => ({ ...part, clientShortName: clients.get(part.clientId)!.shortName })),
  }));
  return ok({ rows });
}
