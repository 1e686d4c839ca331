import type { PayPeriod } from '@heyi/kernel';
import type { TenantId, Transaction } from '@heyi/platform';
import type { BillId } from '../client-bill/client-bill.ts';
import type { BillDrawing, Drawing, DrawingFailure } from './bill-drawing.ts';

/** Who touched the month already, whatever became of its bill: it is not drawn up by itself again. */
export async function hasBillOf(tx: Transaction, period: PayPeriod): Promise<boolean> {
  const found = await tx.sql`
    select id from billing.client_bill
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and period = ${period}
     limit 1`;
  return found.length > 0;
}

/** Whether something was agreed for the month that a bill would have to ask for. */
export async function hasAgreedItems(tx: Transaction, period: PayPeriod): Promise<boolean> {
  const found = await tx.sql`
    select order_id from orders.agreed_item
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and from_period <= ${period} and (to_period is null or to_period >= ${period})
     limit 1`;
  return found.length > 0;
}

/** The newest attempt stands; what was drawn up stays so. */
export async function putDrawing(
  tx: Transaction,
  { period, on }: Drawing,
  outcome: { readonly billId: BillId } | { readonly failure: DrawingFailure },
): Promise<void> {
  const { billId, failure } = { billId: null, failure: null, ...outcome };
  await tx.sql`
    insert into billing.bill_drawing (shard_key, tenant_id, period, due_on, bill_id, failure,
                                      tried_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${period}, ${on}, ${billId}, ${failure}, ${tx.now})
    on conflict (shard_key, tenant_id, period) do update
       set bill_id = excluded.bill_id, failure = excluded.failure, tried_at = excluded.tried_at
     where billing.bill_drawing.bill_id is null`;
}

/** A person drew it up in the end: nothing is missing any more. */
export async function dropFailures(tx: Transaction): Promise<void> {
  await tx.sql`
    delete from billing.bill_drawing d
     where d.shard_key = ${tx.shardKey} and d.tenant_id = ${tx.tenantId} and d.failure is not null
       and exists (select from billing.client_bill c
                    where c.shard_key = d.shard_key and c.tenant_id = d.tenant_id
                      and c.period = d.period and c.state <> 'withdrawn')`;
}

/** The day is done for the tenant. */
export async function closeDay(tx: Transaction): Promise<void> {
  await tx.sql`
    insert into billing.drawing_day (shard_key, tenant_id, day)
    values (${tx.shardKey}, ${tx.tenantId}, ${tx.today})
    on conflict (shard_key, tenant_id) do update set day = excluded.day`;
}

/** Of every tenant that the transaction sees: what was not drawn up first, then the newest. */
export function readDrawings(
  tx: Transaction,
  wanted: {
    readonly clientId: TenantId | null;
    readonly period: PayPeriod | null;
    readonly isFailedOnly: boolean;
  },
): Promise<Omit<BillDrawing, 'clientShortName'>[]> {
  return tx.sql<Omit<BillDrawing, 'clientShortName'>>`
    select d.tenant_id as "tenantId", d.period, d.due_on as "dueOn",
           d.bill_id as "clientBillId", d.failure, d.tried_at as "triedAt"
      from billing.bill_drawing d
     where (${wanted.clientId}::uuid is null or d.tenant_id = ${wanted.clientId})
       and (${wanted.period}::text is null or d.period = ${wanted.period})
       and (not ${wanted.isFailedOnly}::boolean or d.failure is not null)
     order by d.failure is null, d.period desc, d.tenant_id
     limit 500`;
}
