import type { Input, paymentsContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { lockOrder, viewFound } from './step-order.ts';

/** A later proposal replaces an earlier one: the last maker is the one who may not check. */
export async function proposePayOrderOutcome(
  tx: Transaction,
  input: Input<typeof contract.proposePayOrderOutcome>,
) {
  const order = await lockOrder(tx, input.payOrderId);
  if (order === null) return fail({ code: 'pay_order.not_found' as const });
  if (order.state !== 'manual') return fail({ code: 'pay_order.not_manual' as const });
  await tx.sql`
    update payments.pay_order
       set proposed_outcome = ${input.outcome}, proposed_reference = ${input.bankReference ?? null},
           proposed_note = ${input.note}, proposed_by = ${tx.actor.accountId},
           proposed_by_name = ${tx.actor.name}, proposed_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${order.id}`;
  return ok(await viewFound(tx, order.id));
}
