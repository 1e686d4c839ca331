import type { gigProgramContract as contract, Input } from '@heyi/contract';
import { fail, fen, type Fen, ok } from '@heyi/kernel';
import { balanceOf } from '@heyi/ledger';
import { onShard, stripeKeysOf, type Transaction } from '@heyi/platform';
import { findProgram } from './program.store.ts';
import { programAccounts } from './program.ts';

type StripeRow = { suspendedCount: number; suspendedAmount: Fen; withdrawable: Fen };

export async function getProgramFunds(
  tx: Transaction,
  { programId }: Input<typeof contract.getProgramFunds>,
) {
  const program = await findProgram(tx, programId);
  if (program === null) return fail({ code: 'program.not_found' as const });
  const keys = await stripeKeysOf(tx);
  const { clientFunds, paymentsInFlight } = programAccounts(program);
  const [main] = await balanceOf(onShard(tx, tx.tenantShardKey), [clientFunds]);
  const unallotted = fen(0 - main!.balance);
  const waiting = await readStripes(tx, programId, keys);
  const stripes: { number: number; funds: Fen; suspendedCount: number }[] = [];
  let inFlight = 0;
  for (const [number, key] of keys.entries()) {
    const [funds, flight] = await balanceOf(onShard(tx, key), [clientFunds, paymentsInFlight]);
    inFlight -= flight!.balance;
    const suspendedCount = waiting.get(key)?.suspendedCount ?? 0;
    stripes.push({ number, funds: fen(0 - funds!.balance), suspendedCount });
  }
  const allotted = stripes.reduce((sum, { funds }) => sum + funds, 0);
  const sums = [...waiting.values()];
  const sumOf = (pick: (row: StripeRow) => number) => sums.reduce((all, row) => all + pick(row), 0);
  return ok({
    unallotted,
    allotted: fen(allotted),
    inFlight: fen(inFlight),
    withdrawable: fen(sumOf(({ withdrawable }) => withdrawable)),
    suspendedCount: sumOf(({ suspendedCount }) => suspendedCount),
    suspendedAmount: fen(sumOf(({ suspendedAmount }) => suspendedAmount)),
    isLow: unallotted + allotted < program.warningBelow,
    stripes,
  });
}

async function readStripes(
  tx: Transaction,
  programId: string,
  keys: readonly number[],
): Promise<ReadonlyMap<number, StripeRow>> {
  const rows = await tx.sql<StripeRow & { key: number }>`
    select s.shard_key as key, s.suspended_count as "suspendedCount",
           s.suspended_amount as "suspendedAmount",
           coalesce((select sum(f.withdrawable) from gig.balance_figures f
                      where f.shard_key = s.shard_key and f.tenant_id = s.tenant_id
                        and f.program_id = s.program_id), 0)::bigint as withdrawable
      from gig.program_stripe s
     where s.shard_key = any(${keys}::int[]) and s.tenant_id = ${tx.tenantId}
       and s.program_id = ${programId}`;
  return new Map(rows.map((row) => [row.key, row]));
}
