import { type Input, paymentsContract as contract } from '@heyi/contract';
import { assert, fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { agreeingBatches } from '../dispatch/claim.store.ts';
import { viewBatch } from '../order/list-pay-batches.ts';

/** From here on the orders may be at the bank. Orders that join later go into a file of their own. */
export async function releaseInstructionFile(
  tx: Transaction,
  input: Input<typeof contract.releaseInstructionFile>,
) {
  const [batch] = await tx.sql<{ channel: string }>`
    select channel from payments.pay_batch
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${input.payBatchId}
       for update`;
  if (!batch) return fail({ code: 'pay_batch.not_found' as const });
  if (batch.channel !== contract.fileChannel) return fail({ code: 'pay_batch.has_link' as const });
  const agreeing = await agreeingBatches(tx, [input.payBatchId]);
  if (agreeing.length === 0) return fail({ code: 'pay_batch.totals_differ' as const });
  const sent = await tx.sql`
    with sent as (
      update payments.pay_order
         set state = 'sent', sends = sends + 1, sent_at = ${tx.now}, event_count = event_count + 1
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
         and batch_id = ${input.payBatchId} and state = 'queued'
      returning id, event_count)
    insert into payments.pay_order_event (shard_key, tenant_id, order_id, number, occurred_at, state,
                                          source, actor_name)
    select ${tx.shardKey}, ${tx.tenantId}, id, event_count, ${tx.now}, 'sent', 'file',
           ${tx.actor.name}
      from sent
    returning order_id`;
  if (sent.length === 0) return fail({ code: 'pay_batch.nothing_to_send' as const });
  await tx.sql`
    update payments.pay_batch set released_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${input.payBatchId}`;
  const view = await viewBatch(tx, input.payBatchId);
  assert(view, 'a batch that was released can be read');
  return ok(view);
}
