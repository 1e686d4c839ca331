import { addSeconds, type Fen, type Id, type Instant } from '@heyi/kernel';
import type { TenantId, Transaction } from '@heyi/platform';
import type { BatchSubject, DispatchPolicy } from '../order/pay-order.ts';

/** Where orders stand: in the main rows of a tenant, or in one of its stripes. */
export type OrderShard = { tenantId: TenantId; shardKey: number };

export function shardNameOf({ tenantId, shardKey }: OrderShard): string {
  return `${tenantId}/${shardKey}`;
}

/** A batch with orders that are due. The payer account may stand in another tenant: the house. */
export type Lane = OrderShard & {
  batchId: Id<'pbt'>;
  payerTenantId: TenantId;
  subjectKind: BatchSubject;
  channel: string;
  sending: 'single' | 'batch';
};

export type ClaimedOrder = {
  id: Id<'pay'>;
  batchId: Id<'pbt'>;
  payerAccountId: Id<'pac'>;
  payeeName: string;
  payeeAccount: Buffer;
  payeeBankCode: string | null;
  amount: Fen;
  purpose: string;
  /** To be sent; else to be asked about. */
  isSending: boolean;
  sentAt: Instant;
};

/**
 * Takes due orders of several batches, the same number of each. A queued order becomes `sent` here,
 * before the bank is called: whatever happens then, it will be asked about and not sent blindly. A
 * sent one that is due again got no answer: it becomes `unknown`. Orders that another dispatcher is
 * taking are passed over.
 */
export async function claimOrders(
  tx: Transaction,
  wanted: {
    dispatcherId: string;
    batchIds: readonly Id<'pbt'>[];
    perBatch: number;
    /** False where queued orders travel in batch files. */
    withQueued: boolean;
    policy: DispatchPolicy;
  },
): Promise<ClaimedOrder[]> {
  const leaseUntil = addSeconds(tx.now, wanted.policy.answerSeconds);
  return tx.sql<ClaimedOrder>`
    with picked as (
      select due.id, due.state,
             case when due.state = 'queued' then 'sent'
                  when due.state = 'sent' and due.reported_at is null then 'unknown'
                  else due.state end as next_state
        from unnest(${wanted.batchIds}::uuid[]) as lane (batch_id)
       cross join lateral (
             select id, state, reported_at from payments.pay_order
              where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
                and batch_id = lane.batch_id and due_at <= ${tx.now}
                and (${wanted.withQueued} or state <> 'queued')
              order by due_at, id limit ${wanted.perBatch}
                for update skip locked) due),
    claimed as (
      update payments.pay_order o
         set state = picked.next_state,
             code = case when picked.state = 'queued' then null else o.code end,
             text = case when picked.state = 'queued' then null else o.text end,
             sends = o.sends + (picked.state = 'queued')::int,
             asks = case when picked.state = 'queued' then 0 else o.asks end,
             event_count = o.event_count + (picked.state <> picked.next_state)::int,
             sent_at = case when picked.state = 'queued' then ${tx.now} else o.sent_at end,
             due_at = ${leaseUntil}, dispatcher_id = ${wanted.dispatcherId}
        from picked
       where o.shard_key = ${tx.shardKey} and o.tenant_id = ${tx.tenantId}
         and o.id = any(array(select id from picked)) and o.id = picked.id
      returning o.id, o.batch_id, o.payer_account_id, o.payee_name, o.payee_account,
                o.payee_bank_code, o.amount, o.purpose, o.event_count, o.sent_at, o.state,
                picked.state = 'queued' as is_sending, picked.state <> o.state as is_event),
    event as (
      insert into payments.pay_order_event (shard_key, tenant_id, order_id, number, occurred_at,
                                            state, source)
      select ${tx.shardKey}, ${tx.tenantId}, id, event_count, ${tx.now}, state, 'dispatcher'
        from claimed where is_event)
    select id, batch_id as "batchId", payer_account_id as "payerAccountId",
           payee_name as "payeeName", payee_account as "payeeAccount",
           payee_bank_code as "payeeBankCode", amount, purpose, sent_at as "sentAt", is_sending as "isSending"
      from claimed order by id`;
}

/**
 * Gives back what a dispatcher holds and does not have in hand: it was never sent, so it is queued
 * again. Called by that dispatcher alone, as nobody else can know this.
 */
export async function giveBackOrders(
  tx: Transaction,
  dispatcherId: string,
  inHand: readonly Id<'pay'>[],
): Promise<void> {
  await tx.sql`
    with held as (
      select id from payments.pay_order
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
         and dispatcher_id = ${dispatcherId} and due_at is not null and file_id is null
         and not (id = any(${inHand}::uuid[]))
       order by id
         for update),
    given as (
      update payments.pay_order o
         set state = case when o.state = 'sent' and o.reported_at is null then 'queued'
                          else o.state end,
             sends = o.sends - (o.state = 'sent' and o.reported_at is null)::int,
             event_count = o.event_count + (o.state = 'sent' and o.reported_at is null)::int,
             due_at = ${tx.now}, dispatcher_id = null
       where o.shard_key = ${tx.shardKey} and o.tenant_id = ${tx.tenantId}
         and o.id = any(array(select id from held))
      returning o.id, o.event_count, o.state)
    insert into payments.pay_order_event (shard_key, tenant_id, order_id, number, occurred_at, state,
                                          source)
    select ${tx.shardKey}, ${tx.tenantId}, id, event_count, ${tx.now}, 'queued', 'dispatcher'
      from given where state = 'queued'`;
}

/** What a dead dispatcher held is due now. It may have been sent: it will be asked about. */
export async function adoptOrders(tx: Transaction, dispatcherId: string): Promise<void> {
  await tx.sql`
    update payments.pay_order set due_at = ${tx.now}, dispatcher_id = null
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and dispatcher_id = ${dispatcherId} and due_at is not null`;
  await tx.sql`
    update payments.pay_file set due_at = ${tx.now}, dispatcher_id = null
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and dispatcher_id = ${dispatcherId} and due_at is not null`;
}

/** The bank is closed: what else is queued in the batch need not knock before it opens. */
export async function postponeQueued(
  tx: Transaction,
  batchId: Id<'pbt'>,
  until: Instant,
): Promise<void> {
  await tx.sql`
    with waiting as (
      select id from payments.pay_order
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and batch_id = ${batchId}
         and due_at is not null and state = 'queued' and due_at < ${until}
         for update skip locked)
    update payments.pay_order o set due_at = ${until}
     where o.shard_key = ${tx.shardKey} and o.tenant_id = ${tx.tenantId}
       and o.id = any(array(select id from waiting))`;
}

/**
 * Compares the orders of the batches with their control totals. Orders of a batch that differs are
 * held: nothing of it is sent. Answers the batches that agree.
 */
export async function agreeingBatches(
  tx: Transaction,
  batchIds: readonly Id<'pbt'>[],
): Promise<Id<'pbt'>[]> {
  const rows = await tx.sql<{ id: Id<'pbt'>; agrees: boolean }>`
    select b.id, b.order_count = count(o.id) and b.order_amount = coalesce(sum(o.amount), 0) as agrees
      from payments.pay_batch b
      left join payments.pay_order o
        on o.shard_key = b.shard_key and o.tenant_id = b.tenant_id and o.batch_id = b.id
       and o.subject_kind <> 'withdrawal' and o.replaced_by_id is null
     where b.shard_key = ${tx.shardKey} and b.tenant_id = ${tx.tenantId}
       and b.id = any(${batchIds}::uuid[])
     group by b.id, b.order_count, b.order_amount`;
  const differing = rows.filter(({ agrees }) => !agrees).map(({ id }) => id);
  if (differing.length > 0) {
    await tx.sql`
      update payments.pay_order set state = 'held', code = 'totals_differ', due_at = null
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
         and batch_id = any(${differing}::uuid[]) and subject_kind <> 'withdrawal'
         and state = 'queued'`;
  }
  return rows.filter(({ agrees }) => agrees).map(({ id }) => id);
}
