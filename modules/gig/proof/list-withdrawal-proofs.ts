import type { gigFlowContract as contract, Input } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { findProofs } from './proof.store.ts';

export async function listWithdrawalProofs(
  tx: Transaction,
  { limit = 10 }: Input<typeof contract.listWithdrawalProofs>,
) {
  return ok({ rows: await findProofs(tx, limit) });
}
