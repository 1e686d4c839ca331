import type { billingContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { lockAdvance, viewAdvance } from './advance.store.ts';

/** The one who asked may take the request back this way. */
export async function rejectAdvance(tx: Transaction, input: Input<typeof contract.rejectAdvance>) {
  const advance = await lockAdvance(tx, input.advanceId);
  if (advance === null) return fail({ code: 'advance.not_found' as const });
  if (advance.state !== 'requested') return fail({ code: 'advance.not_requested' as const });
  const decided = {
    state: 'rejected' as const,
    decidedBy: tx.actor.name,
    decidedAt: tx.now,
    rejection: input.reason,
  };
  await tx.sql`
    update billing.advance
       set state = ${decided.state}, decided_by_name = ${decided.decidedBy},
           decided_at = ${decided.decidedAt}, rejection = ${decided.rejection}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${advance.id}`;
  return ok(viewAdvance(tx, { ...advance, ...decided }));
}
