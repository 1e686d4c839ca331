import { assignedClients } from '@heyi/clients';
import type { clientBillContract as contract, Input } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { readDrawings } from './bill-drawing.store.ts';

/** Over all assigned clients. */
export async function listBillDrawings(
  tx: Transaction,
  input: Input<typeof contract.listBillDrawings>,
) {
  const { clientId = null, period = null } = input;
  const clients = await assignedClients(tx);
  const rows = await readDrawings(tx, { clientId, period, isFailedOnly: input.show === 'failed' });
  return ok({
    rows: rows.map((row) => ({
      ...row,
      clientShortName: clients.get(row.tenantId)?.shortName ?? null,
    })),
  });
}
