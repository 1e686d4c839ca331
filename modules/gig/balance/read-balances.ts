import type { gigWithdrawalContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { stripeKeysOf, stripeOf, type Transaction } from '@heyi/platform';
import { type Environment, environmentOf } from '../program/program.ts';
import { balancesOf } from './balance.ts';
import { readBalanceRows, readEnvironments } from './balance.store.ts';

/** The balances of one worker in a transaction that has more to read. */
export async function readBalances(
  tx: Transaction,
  { externalWorkerId }: Input<typeof contract.readBalances>,
  environment: Environment = environmentOf(tx),
) {
  const keys = await stripeKeysOf(tx);
  const shardKey = keys[stripeOf(externalWorkerId, Math.max(1, keys.length))];
  const rows =
    shardKey === undefined
      ? []
      : await readBalanceRows(tx, [{ shardKey, environment, externalWorkerId }]);
  if (rows.length === 0) return fail({ code: 'worker.not_found' as const });
  const environments = await readEnvironments(tx);
  const isOwn = (programId: string) => environments.get(programId) === environment;
  return ok({ rows: balancesOf(rows, isOwn, tx.today) });
}
