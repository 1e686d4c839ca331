import { assignedClients } from '@heyi/clients';
import type { Input, messagesContract as contract } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { sideOf } from '../side.ts';
import { findWaitingThreads } from './thread.store.ts';
import { threadRows } from './thread-view.ts';

const rowsDefault = 200;

/** What waits for a side, else the actor's, over all assigned clients, soonest due first. */
export async function listWaitingThreads(
  tx: Transaction,
  input: Input<typeof contract.listWaitingThreads>,
) {
  const { side = sideOf(tx), what = 'answer', clientId = null, limit = rowsDefault } = input;
  const found = await findWaitingThreads(tx, { what, side, clientId, limit });
  const rows = await threadRows(tx, found);
  const clients = await assignedClients(tx);
  const nameOf = (row: (typeof rows)[number]) => clients.get(row.tenantId)?.shortName ?? '';
  return ok({ rows: rows.map((row) => ({ ...row, clientName: nameOf(row) })), now: tx.now });
}
