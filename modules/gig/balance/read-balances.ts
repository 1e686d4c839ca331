import type { gigWithdrawalContract as contract, Input } from '@heyi/contract';
import { fail, type Fen, monthIndex, ok, periodOf, yearOf } from '@heyi/kernel';
import { stripeKeysOf, stripeOf, type Transaction } from '@heyi/platform';
import type { IncomeKind } from '../program/program.ts';

type Row = {
  incomeKind: IncomeKind;
  withdrawable: Fen;
  suspended: Fen;
  monthReceipts: Fen;
  monthTax: Fen;
  yearIncome: Fen;
  yearTax: Fen;
};

/** What a worker can withdraw in the programs of the app's environment; sums of this month and year. */
export async function readBalances(
  tx: Transaction,
  { externalWorkerId }: Input<typeof contract.readBalances>,
) {
  const keys = await stripeKeysOf(tx);
  const key = keys[stripeOf(externalWorkerId, Math.max(1, keys.length))] ?? null;
  const month = monthIndex(periodOf(tx.today));
  const january = yearOf(tx.today) * 12;
  const rows = await tx.sql<Row>`
    with own as materialized (
      select p.id from gig.program p
       where p.shard_key = ${tx.tenantShardKey} and p.tenant_id = ${tx.tenantId}
         and p.environment = ${tx.actor.app?.environment ?? 'live'})
    select f.income_kind as "incomeKind", sum(f.withdrawable)::bigint as withdrawable,
           coalesce(sum(held.gross), 0)::bigint as suspended,
           sum(case when f.last_month = ${month} then f.month_receipts else 0 end)::bigint
             as "monthReceipts",
           sum(case when f.last_month = ${month} then f.month_tax else 0 end)::bigint as "monthTax",
           sum(case when f.last_month >= ${january} then f.year_income else 0 end)::bigint
             as "yearIncome",
           sum(case when f.last_month >= ${january} then f.year_tax else 0 end)::bigint as "yearTax"
      from gig.worker w
      left join gig.balance_figures f
        on f.shard_key = w.shard_key and f.tenant_id = w.tenant_id and f.worker_id = w.id
       and f.program_id in (select id from own)
      left join lateral (
           select sum(d.gross) as gross from gig.withdrawal d
            where d.shard_key = f.shard_key and d.tenant_id = f.tenant_id
              and d.worker_id = w.id and d.balance_id = f.id and d.state = 'suspended') held on true
     where w.shard_key = ${key} and w.tenant_id = ${tx.tenantId}
       and w.external_id = ${externalWorkerId}
     group by f.income_kind order by f.income_kind`;
  if (rows.length === 0) return fail({ code: 'worker.not_found' as const });
  return ok({ rows: rows.filter(({ incomeKind }) => incomeKind !== null) });
}
