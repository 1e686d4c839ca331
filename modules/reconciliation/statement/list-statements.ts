import type { Input, Output, reconciliationContract as contract } from '@heyi/contract';
import { ok, parsePlainDate } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';

type Row = Output<typeof contract.listStatements>['rows'][number];

export async function listStatements(
  tx: Transaction,
  input: Input<typeof contract.listStatements>,
) {
  const limit = input.limit ?? 50;
  const { payerAccountId = null } = input;
  const [written = '', account = ''] = (input.after ?? '').split(' ');
  const day = parsePlainDate(written);
  const rows = await tx.sql<Row>`
    with told as (
      select *, opening - lag(closing) over (partition by payer_account_id order by day) as gap
        from reconciliation.statement
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
         and (${payerAccountId}::uuid is null or payer_account_id = ${payerAccountId}))
    select told.id, told.payer_account_id as "payerAccountId", told.day, told.opening, told.closing,
           told.line_count as "lineCount", told.amount_in as "amountIn",
           told.amount_out as "amountOut", told.source, told.gap, told.read_at as "readAt",
           told.read_by_name as "readBy",
           (select count(*) from reconciliation.statement_line l
             where l.shard_key = ${tx.shardKey} and l.tenant_id = ${tx.tenantId}
               and l.payer_account_id = told.payer_account_id and l.booked_on = told.day
               and l.match_id is null) as "openLines"
      from told
     where ${day}::date is null
        or (told.day, told.payer_account_id::text) < (${day}::date, ${account}::text)
     order by told.day desc, told.payer_account_id::text desc limit ${limit + 1}`;
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next = rows.length > limit && last ? `${last.day} ${last.payerAccountId}` : null;
  return ok({ rows: shown, next });
}
