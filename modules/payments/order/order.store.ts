import { paymentsContract } from '@heyi/contract';
import type { Fen, Id, Instant } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type {
  BatchSubject,
  EventSource,
  OrderFacts,
  OrderSubject,
  PayOrderState,
} from './pay-order.ts';

export type LockedOrder = OrderFacts & {
  id: Id<'pay'>;
  batchId: Id<'pbt'>;
  batchSubjectKind: BatchSubject;
  batchSubjectId: Id<'run'>;
  subjectKind: OrderSubject;
  subjectId: Id<'slp'>;
  legalEntityId: Id<'ent'>;
  payerAccountId: Id<'pac'>;
  channel: string;
  amount: Fen;
  eventCount: number;
  dueAt: Instant | null;
  replacedById: Id<'pay'> | null;
};

/** Whether the machine sends the order; else a person carries it to the bank in a file. */
export function isLinked(order: Pick<LockedOrder, 'channel'>): boolean {
  return order.channel !== paymentsContract.fileChannel;
}

/** Locks the orders in the order of their ids, then reads them as they stand now. */
export async function lockOrders(
  tx: Transaction,
  ids: readonly Id<'pay'>[],
): Promise<Map<Id<'pay'>, LockedOrder>> {
  const wanted = [...new Set(ids)].toSorted();
  await tx.sql`
    select id from payments.pay_order
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = any(${wanted}::uuid[])
     order by id
       for update`;
  const rows = await tx.sql<LockedOrder>`
    select o.id, o.batch_id as "batchId", b.subject_kind as "batchSubjectKind",
           b.subject_id as "batchSubjectId", o.subject_kind as "subjectKind",
           o.subject_id as "subjectId", o.legal_entity_id as "legalEntityId",
           o.payer_account_id as "payerAccountId", b.channel, o.amount, o.state, o.code, o.text,
           o.bank_reference as "bankReference", o.reported_at as "reportedAt", o.sent_at as "sentAt",
           o.due_at as "dueAt", o.asks, o.sends, o.event_count as "eventCount",
           o.replaced_by_id as "replacedById"
      from payments.pay_order o
      join payments.pay_batch b
        on b.shard_key = o.shard_key and b.tenant_id = o.tenant_id and b.id = o.batch_id
     where o.shard_key = ${tx.shardKey} and o.tenant_id = ${tx.tenantId}
       and o.id = any(${wanted}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}

export type OrderUpdate = OrderFacts & {
  id: Id<'pay'>;
  dueAt: Instant | null;
  eventCount: number;
};

/**
 * Writes what orders have become. `dispatcher_id` goes: nobody has them in hand. The ids are named
 * twice, because a planner without statistics would else read every order of the tenant.
 */
export async function updateOrders(
  tx: Transaction,
  updates: readonly OrderUpdate[],
): Promise<void> {
  const settled: readonly PayOrderState[] = ['succeeded', 'failed', 'returned', 'cancelled'];
  const ids = updates.map(({ id }) => id);
  await tx.sql`
    update payments.pay_order o
       set state = new.state, code = new.code, text = new.text,
           bank_reference = new.bank_reference, reported_at = new.reported_at,
           due_at = new.due_at, asks = new.asks, sends = new.sends, event_count = new.event_count,
           dispatcher_id = null,
           settled_at = case when new.state <> all(${settled}::text[]) then null
                             when new.state = o.state then o.settled_at else ${tx.now} end,
           proposed_outcome = case when new.state = 'manual' then o.proposed_outcome end,
           proposed_at = case when new.state = 'manual' then o.proposed_at end
      from unnest(${ids}::uuid[],
                  ${updates.map(({ state }) => state)}::text[],
                  ${updates.map(({ code }) => code)}::text[],
                  ${updates.map(({ text }) => text)}::text[],
                  ${updates.map(({ bankReference }) => bankReference)}::text[],
                  ${updates.map(({ reportedAt }) => reportedAt)}::timestamptz[],
                  ${updates.map(({ dueAt }) => dueAt)}::timestamptz[],
                  ${updates.map(({ asks }) => asks)}::int[],
                  ${updates.map(({ sends }) => sends)}::int[],
                  ${updates.map(({ eventCount }) => eventCount)}::int[])
        as new (id, state, code, text, bank_reference, reported_at, due_at, asks, sends, event_count)
     where o.shard_key = ${tx.shardKey} and o.tenant_id = ${tx.tenantId}
       and o.id = any(${ids}::uuid[]) and o.id = new.id`;
}

export type OrderEvent = {
  orderId: Id<'pay'>;
  number: number;
  occurredAt: Instant;
  state: PayOrderState;
  source: EventSource;
  code: string | null;
  text: string | null;
  bankReference: string | null;
  journalId: Id<'jrn'> | null;
};

export async function insertOrderEvents(
  tx: Transaction,
  events: readonly OrderEvent[],
): Promise<void> {
  await tx.sql`
    insert into payments.pay_order_event (shard_key, tenant_id, order_id, number, occurred_at, state,
                                          source, actor_name, code, text, bank_reference, journal_id)
    select ${tx.shardKey}, ${tx.tenantId}, order_id, number, occurred_at, state, source,
           case when source = 'person' then ${tx.actor.name} end, code, text, bank_reference,
           journal_id
      from unnest(${events.map(({ orderId }) => orderId)}::uuid[],
                  ${events.map(({ number }) => number)}::int[],
                  ${events.map(({ occurredAt }) => occurredAt)}::timestamptz[],
                  ${events.map(({ state }) => state)}::text[],
                  ${events.map(({ source }) => source)}::text[],
                  ${events.map(({ code }) => code)}::text[],
                  ${events.map(({ text }) => text)}::text[],
                  ${events.map(({ bankReference }) => bankReference)}::text[],
                  ${events.map(({ journalId }) => journalId)}::uuid[])
        as new (order_id, number, occurred_at, state, source, code, text, bank_reference, journal_id)`;
}
