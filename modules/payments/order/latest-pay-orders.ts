import type { Fen, Id, Instant } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { PayOrderState } from './pay-order.ts';

/** How the payment of one item stands, by its newest attempt. */
export type LatestPayOrder = {
  subjectId: Id<'slp'>;
  id: Id<'pay'>;
  attempt: number;
  amount: Fen;
  state: PayOrderState;
  code: string | null;
  text: string | null;
  settledAt: Instant | null;
};

/** For the items of a run; those without an order are not in the answer. */
export async function latestPayOrdersOf(
  tx: Transaction,
  subjectId: Id<'run'>,
): Promise<Map<Id<'slp'>, LatestPayOrder>> {
  const rows = await tx.sql<LatestPayOrder>`
    select o.subject_id as "subjectId", o.id, o.attempt, o.amount, o.state, o.code, o.text,
           o.settled_at as "settledAt"
      from payments.pay_batch b
      join payments.pay_order o
        on o.shard_key = b.shard_key and o.tenant_id = b.tenant_id and o.batch_id = b.id
     where b.shard_key = ${tx.shardKey} and b.tenant_id = ${tx.tenantId}
       and b.subject_id = ${subjectId} and o.subject_kind <> 'withdrawal'
       and o.replaced_by_id is null`;
  return new Map(rows.map((row) => [row.subjectId, row]));
}
