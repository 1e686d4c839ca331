import { assignedClients } from '@heyi/clients';
import type { Input, messagesContract as contract } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { sideOf } from '../side.ts';
import { findWaitingThreads } from './thread.store.ts';
import { threadRows } from './thread-view.ts';

const rowsDefault = 200;

/** What waits for the actor's side over all assigned clients, soonest due first. */
export async function listWaitingThreads(
  tx: Transaction,
  { side = sideOf(tx), limit = rowsDefault }: Input<typeof contract.listWaitingThreads>,
) {
  const rows = await threadRows(tx, await findWaitingThreads(tx, side, limit));
  const clients = await assignedClients(tx);
  const nameOf = (row: (typeof rows)[number]) => clients.get(row.tenantId)?.shortName ?? '';
  return ok({ rows: rows.map((row) => ({ ...row, clientName: nameOf(row) })), now: tx.now });
}
