import type { Input, paymentsContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { atOrder, lockOrder, viewFound } from './step-order.ts';

/** A later proposal replaces an earlier one: the last maker is the one who may not check. */
export async function proposePayOrderOutcome(
  tx: Transaction,
  input: Input<typeof contract.proposePayOrderOutcome>,
) {
  const at = atOrder(tx, input.payOrderId);
  const order = await lockOrder(at, input.payOrderId);
  if (order === null) return fail({ code: 'pay_order.not_found' as const });
  if (order.state !== 'manual') return fail({ code: 'pay_order.not_manual' as const });
  await at.sql`
    update payments.pay_order
       set proposed_outcome = ${input.outcome}, proposed_reference = ${input.bankReference ?? null},
           proposed_note = ${input.note}, proposed_by = ${at.actor.accountId},
           proposed_by_name = ${at.actor.name}, proposed_at = ${at.now}
     where shard_key = ${at.shardKey} and tenant_id = ${at.tenantId} and id = ${order.id}`;
  return ok(await viewFound(at, order.id));
}
