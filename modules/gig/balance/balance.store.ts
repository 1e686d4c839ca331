import { plainArray, type Transaction } from '@heyi/platform';
import type { Environment } from '../program/program.ts';
import type { BalanceRow } from './balance.ts';

/** Whom to look for, and in which stripe and environment. */
export type WantedWorker = {
  readonly shardKey: number;
  readonly environment: Environment;
  readonly externalWorkerId: string;
};

/**
 * The balances of many workers in one statement, of every program; a worker who is not there has no
 * row, one without a balance an empty one. Suspended withdrawals are looked for only where the
 * program has some on the stripe.
 */
export function readBalanceRows(
  tx: Transaction,
  wanted: readonly WantedWorker[],
): Promise<BalanceRow[]> {
  return tx.sql<BalanceRow>`
    select wanted.place::int, f.program_id as "programId", f.income_kind as "incomeKind",
           f.withdrawable, f.last_month as "lastMonth", f.month_receipts as "monthReceipts",
           f.month_tax as "monthTax", f.year_income as "yearIncome", f.year_tax as "yearTax",
           case when s.suspended_count > 0 then (
                  select coalesce(sum(d.gross), 0) from gig.withdrawal d
                   where d.shard_key = f.shard_key and d.tenant_id = f.tenant_id
                     and d.worker_id = f.worker_id and d.balance_id = f.id
                     and d.state = 'suspended')::bigint else 0 end as suspended
      from unnest(${plainArray(wanted.map(({ shardKey }) => shardKey))}::int[],
                  ${plainArray(wanted.map(({ environment }) => environment))}::text[],
                  ${wanted.map(({ externalWorkerId }) => externalWorkerId)}::text[])
             with ordinality as wanted (shard_key, environment, external_id, place)
      join gig.worker w
        on w.shard_key = wanted.shard_key and w.tenant_id = ${tx.tenantId}
       and w.environment = wanted.environment and w.external_id = wanted.external_id
      left join gig.balance_figures f
        on f.shard_key = w.shard_key and f.tenant_id = ${tx.tenantId} and f.worker_id = w.id
      left join gig.program_stripe s
        on s.shard_key = f.shard_key and s.tenant_id = ${tx.tenantId}
       and s.program_id = f.program_id`;
}

/** The environment of each program of the tenant; a program never changes it. */
export async function readEnvironments(tx: Transaction): Promise<ReadonlyMap<string, Environment>> {
  const rows = await tx.sql<{ id: string; environment: Environment }>`
    select id, environment from gig.program
     where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId}`;
  return new Map(rows.map(({ id, environment }) => [id, environment]));
}
