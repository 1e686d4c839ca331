import type { Input, paymentsContract as contract } from '@heyi/contract';
import { fail, type Id, type Instant, ok, parseId } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { listAttempts, viewOrder } from './list-pay-orders.ts';
import { type EventSource, orderSubjects, type PayOrderState } from './pay-order.ts';

type EventRow = {
  occurredAt: Instant;
  state: PayOrderState;
  source: EventSource;
  actorName: string | null;
  code: string | null;
  text: string | null;
  bankReference: string | null;
  journalId: Id<'jrn'> | null;
};

export async function getPayOrder(tx: Transaction, input: Input<typeof contract.getPayOrder>) {
  const order = await viewOrder(tx, input.payOrderId);
  if (order === null) return fail({ code: 'pay_order.not_found' as const });
  const events = await tx.sql<EventRow>`
    select occurred_at as "occurredAt", state, source, actor_name as "actorName", code, text,
           bank_reference as "bankReference", journal_id as "journalId"
      from payments.pay_order_event
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and order_id = ${order.id}
     order by number`;
  const itemId = parseId(orderSubjects[order.subjectKind], order.subjectId)!;
  return ok({ ...order, events, attempts: await listAttempts(tx, itemId) });
}
