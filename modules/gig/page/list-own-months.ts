import { type Fen, ok, periodFromIndex } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { ownWorker } from './own-worker.ts';

type Row = {
  month: number;
  withdrawals: number;
  gross: Fen;
  tax: Fen;
  vat: Fen;
  net: Fen;
  hasStatement: boolean;
};

const monthsMax = 12;

/** The last twelve months in which something was withdrawn, by the month of the payment. */
export async function listOwnMonths(tx: Transaction) {
  const { place, environment } = await ownWorker(tx);
  const rows = await tx.sql<Row>`
    with own as materialized (
      select id from gig.program
       where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId}
         and environment = ${environment})
    select month, count(*) as withdrawals, sum(gross)::bigint as gross,
           coalesce(sum(tax), 0)::bigint as tax,
           coalesce(sum(vat + surcharges), 0)::bigint as vat,
           coalesce(sum(gross - tax - vat - surcharges), 0)::bigint as net,
           bool_or(tax_month is not null) as "hasStatement"
      from (
        select d.gross, d.tax, d.vat, d.surcharges, d.tax_month,
               coalesce(d.tax_month,
                        (extract(year from d.accepted_at at time zone 'Asia/Shanghai') * 12
                         + extract(month from d.accepted_at at time zone 'Asia/Shanghai') - 1)::int)
                 as month
          from gig.withdrawal d
          join own on own.id = d.program_id
         where d.shard_key = ${place.shardKey} and d.tenant_id = ${tx.tenantId}
           and d.worker_id = ${place.workerId} and d.reversed_at is null
           and coalesce(d.state, '') <> 'cancelled') standing
     group by month order by month desc limit ${monthsMax}`;
  return ok({ rows: rows.map(({ month, ...row }) => ({ ...row, month: periodFromIndex(month) })) });
}
