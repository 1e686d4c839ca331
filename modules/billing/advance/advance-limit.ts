import { clientOf } from '@heyi/clients';
import { assert, type Fen } from '@heyi/kernel';
import { lockBalanceOf } from '@heyi/ledger';
import type { Transaction } from '@heyi/platform';
import { advanceTotals } from './advance.store.ts';

export type AdvanceRoom = { limit: Fen; days: number; requested: Fen; outstanding: Fen };

/** What was agreed with the client, and how much of it is used. */
export async function advanceRoomOf(tx: Transaction): Promise<AdvanceRoom> {
  const client = await clientOf(tx);
  assert(client, 'a tenant has a client record');
  const totals = await advanceTotals(tx);
  return { limit: client.advanceLimit, days: client.advanceDays, ...totals };
}

/** The same, locked: requests and approvals of a client go one after another. */
export async function lockAdvanceRoom(tx: Transaction): Promise<AdvanceRoom> {
  await lockBalanceOf(tx, [{ kind: 'advance' }]);
  return advanceRoomOf(tx);
}
