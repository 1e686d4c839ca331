import type { messagesContract as contract } from '@heyi/contract';
import type { Transaction } from '@heyi/platform';

export type Side = contract.ThreadSide;

/** For whom the actor writes: by a link the employee; the provider's people and jobs, or the client's. */
export function sideOf(tx: Pick<Transaction, 'actor' | 'houseId'>): Side {
  const { link, tenantId } = tx.actor;
  if (link !== null) return 'employee';
  return tenantId === null || tenantId === tx.houseId ? 'specialist' : 'clientHr';
}
