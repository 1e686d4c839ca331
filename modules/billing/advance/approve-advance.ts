import type { billingContract as contract, Input } from '@heyi/contract';
import { addDays, fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { lockAdvance, viewAdvance } from './advance.store.ts';
import { lockAdvanceRoom } from './advance-limit.ts';
import { bookGrant } from './book-advance.ts';

export async function approveAdvance(
  tx: Transaction,
  input: Input<typeof contract.approveAdvance>,
) {
  const advance = await lockAdvance(tx, input.advanceId);
  if (advance === null) return fail({ code: 'advance.not_found' as const });
  if (advance.state !== 'requested') return fail({ code: 'advance.not_requested' as const });
  if (advance.requestedById === tx.actor.accountId) {
    return fail({ code: 'advance.same_person' as const });
  }
  await bookGrant(tx, advance);
  // After the books, which have locked the client's advances too; a refusal rolls them back.
  const { limit, days, outstanding } = await lockAdvanceRoom(tx);
  if (limit === 0) return fail({ code: 'advance.not_allowed' as const });
  if (outstanding + advance.amount > limit) {
    return fail({ code: 'advance.limit_exceeded' as const, limit, outstanding });
  }
  const decided = {
    state: 'outstanding' as const,
    decidedBy: tx.actor.name,
    decidedAt: tx.now,
    dueOn: addDays(tx.today, days),
  };
  await tx.sql`
    update billing.advance
       set state = ${decided.state}, decided_by_name = ${decided.decidedBy},
           decided_at = ${decided.decidedAt}, due_on = ${decided.dueOn}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${advance.id}`;
  return ok(viewAdvance(tx, { ...advance, ...decided }));
}
