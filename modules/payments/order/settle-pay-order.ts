import type { Input, paymentsContract as contract } from '@heyi/contract';
import { fail, type Id, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { atOrder, lockOrder, stepOrder } from './step-order.ts';

type Proposal = {
  outcome: 'succeeded' | 'failed' | null;
  reference: string | null;
  note: string;
  proposedBy: Id<'acc'> | null;
};

/**
 * A bank's report that comes later still counts, as it was not reported by the bank when a person
 * settled it: a wrong paper is put right by the bank itself.
 */
export async function settlePayOrder(
  tx: Transaction,
  input: Input<typeof contract.settlePayOrder>,
) {
  const at = atOrder(tx, input.payOrderId);
  const order = await lockOrder(at, input.payOrderId);
  if (order === null) return fail({ code: 'pay_order.not_found' as const });
  const [proposal] = await at.sql<Proposal>`
    select proposed_outcome as outcome, proposed_reference as reference, proposed_note as note,
           proposed_by as "proposedBy"
      from payments.pay_order
     where shard_key = ${at.shardKey} and tenant_id = ${at.tenantId} and id = ${order.id}`;
  if (!proposal?.outcome) return fail({ code: 'pay_order.nothing_proposed' as const });
  if (proposal.proposedBy === at.actor.accountId) {
    return fail({ code: 'pay_order.same_person' as const });
  }
  const { outcome: state, reference, note: text } = proposal;
  const bankReference = reference ?? order.bankReference;
  return ok(await stepOrder(at, order, { state, code: 'by_hand', text, bankReference }));
}
