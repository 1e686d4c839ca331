import type { Input, paymentsContract as contract } from '@heyi/contract';
import { fail, type Id, type Instant, ok, parseId } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { listAttempts, viewOrder } from './list-pay-orders.ts';
import { type EventSource, orderSubjects, type PayOrderState } from './pay-order.ts';
import { atOrder } from './step-order.ts';

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
  const at = atOrder(tx, input.payOrderId);
  const order = await viewOrder(at, input.payOrderId);
  if (order === null) return fail({ code: 'pay_order.not_found' as const });
  const events = await at.sql<EventRow>`
    select occurred_at as "occurredAt", state, source, actor_name as "actorName", code, text,
           bank_reference as "bankReference", journal_id as "journalId"
      from payments.pay_order_event
     where shard_key = ${at.shardKey} and tenant_id = ${at.tenantId} and order_id = ${order.id}
     order by number`;
  const itemId = parseId(orderSubjects[order.subjectKind], order.subjectId)!;
  return ok({ ...order, events, attempts: await listAttempts(at, itemId) });
}
