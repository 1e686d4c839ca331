import type { gigWithdrawalContract as contract, Input } from '@heyi/contract';
import { fail, isShardedId, ok, shardKeyIn } from '@heyi/kernel';
import { onShard, type Transaction } from '@heyi/platform';
import { environmentOf } from '../program/program.ts';
import { findWithdrawal } from './withdrawal-view.ts';

export async function readWithdrawal(
  tx: Transaction,
  { withdrawalId }: Input<typeof contract.readWithdrawal>,
) {
  const found = isShardedId(withdrawalId)
    ? await findWithdrawal(onShard(tx, shardKeyIn(withdrawalId)), withdrawalId, environmentOf(tx))
    : null;
  return found ? ok(found) : fail({ code: 'withdrawal.not_found' as const });
}
