import type { gigWithdrawalContract as contract, Input } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import { stripeKeysOf, type Transaction } from '@heyi/platform';
import { idsThatWait } from './waiting-withdrawals.ts';
import { findRows, pageOf } from './withdrawal-view.ts';

export async function listWithdrawals(
  tx: Transaction,
  input: Input<typeof contract.listWithdrawals>,
) {
  const { programId, workerId, businessId, state, waitsFor, after, limit = 50 } = input;
  const wanted = {
    keys: await stripeKeysOf(tx),
    ...(waitsFor !== undefined && { ids: await idsThatWait(tx, waitsFor) }),
    programId,
    workerId,
    businessId,
    state,
    after,
  };
  // A sandbox is looked at by its program or worker.
  const isNamed = programId !== undefined || workerId !== undefined;
  const filter = isNamed ? wanted : { ...wanted, environment: 'live' as const };
  return ok(pageOf(await findRows(tx, { ...filter, limit: limit + 1 }), limit));
}
