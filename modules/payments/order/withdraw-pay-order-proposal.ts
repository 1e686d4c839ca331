import type { Input, paymentsContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { atOrder, lockOrder, viewFound } from './step-order.ts';

export async function withdrawPayOrderProposal(
  tx: Transaction,
  input: Input<typeof contract.withdrawPayOrderProposal>,
) {
  const at = atOrder(tx, input.payOrderId);
  const order = await lockOrder(at, input.payOrderId);
  if (order === null) return fail({ code: 'pay_order.not_found' as const });
  const withdrawn = await at.sql`
    update payments.pay_order set proposed_outcome = null, proposed_at = null
     where shard_key = ${at.shardKey} and tenant_id = ${at.tenantId} and id = ${order.id}
       and proposed_outcome is not null
    returning id`;
  if (withdrawn.length === 0) return fail({ code: 'pay_order.nothing_proposed' as const });
  return ok(await viewFound(at, order.id));
}
