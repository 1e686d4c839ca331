import { deliveriesAbout } from '@heyi/connect';
import type { gigFlowContract as contract, Input, Output } from '@heyi/contract';
import { fail, formatId, isShardedId, ok, shardKeyIn } from '@heyi/kernel';
import { onShard, type Transaction } from '@heyi/platform';
import { explainTaken } from '../withholding/explain-taken.ts';
import { findRows, viewOf } from './withdrawal-view.ts';
import type { WithdrawalId } from './withdrawal.ts';

type Order = Output<typeof contract.getWithdrawal>['orders'][number];

/** Everything about one: why it was taxed so, what the bank did, what its app was told. */
export async function getWithdrawal(
  tx: Transaction,
  { withdrawalId: id }: Input<typeof contract.getWithdrawal>,
) {
  const at = isShardedId(id) ? onShard(tx, shardKeyIn(id)) : null;
  const [found] = at ? await findRows(at, { keys: [at.shardKey], ids: [id], limit: 1 }) : [];
  if (!at || !found) return fail({ code: 'withdrawal.not_found' as const });
  const { appId, acceptedAt: since, environment } = found;
  const subject = formatId('wdr', id);
  return ok({
    ...viewOf(found),
    environment,
    reasons: await explainTaken(at, id),
    orders: await ordersOf(at, id),
    deliveries: appId === null ? [] : await deliveriesAbout(tx, { appId, subject, since }),
  });
}

/** Every attempt to pay it, the first first. */
function ordersOf(tx: Transaction, id: WithdrawalId): Promise<Order[]> {
  return tx.sql<Order>`
    select o.id, attempt.number as attempt, o.state, o.amount, o.code, o.text,
           o.bank_reference as "bankReference", o.sent_at as "sentAt", o.settled_at as "settledAt"
      from gig.withdrawal d
     cross join lateral generate_series(1, d.attempt) as attempt (number)
      join payments.order_outcome o
        on o.shard_key = d.shard_key and o.tenant_id = d.tenant_id
       and o.id = gig.order_id(d.id, attempt.number)
     where d.shard_key = ${tx.shardKey} and d.tenant_id = ${tx.tenantId} and d.id = ${id}
     order by attempt.number`;
}
