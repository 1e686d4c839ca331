import type { billingContract as contract, Input } from '@heyi/contract';
import { assert, fail, newId, ok } from '@heyi/kernel';
import { findPayerAccount } from '@heyi/payments';
import type { Transaction } from '@heyi/platform';
import { lockAdvance, viewAdvance } from './advance.store.ts';
import { lockAdvanceRoom } from './advance-limit.ts';

/** The provider lends by leaving its own money on an account of its own: never on the client's. */
export async function requestAdvance(
  tx: Transaction,
  input: Input<typeof contract.requestAdvance>,
) {
  const account = await findPayerAccount(tx, input.payerAccountId);
  if (account === null) return fail({ code: 'payer_account.not_found' as const });
  if (account.tenantId !== tx.houseId || tx.tenantId === tx.houseId) {
    return fail({ code: 'advance.account_not_provider' as const });
  }
  const { limit, requested, outstanding } = await lockAdvanceRoom(tx);
  if (limit === 0) return fail({ code: 'advance.not_allowed' as const });
  if (requested + outstanding + input.amount > limit) {
    return fail({ code: 'advance.limit_exceeded' as const, limit, requested, outstanding });
  }
  const id = newId<'adv'>();
  await tx.sql`
    insert into billing.advance (shard_key, tenant_id, id, payer_account_id, subject_id, amount,
                                 reason, state, requested_by, requested_by_name, requested_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${id}, ${account.id}, ${input.subjectId ?? null},
            ${input.amount}, ${input.reason}, 'requested', ${tx.actor.accountId}, ${tx.actor.name},
            ${tx.now})`;
  const advance = await lockAdvance(tx, id);
  assert(advance, 'an advance that was requested can be read');
  return ok(viewAdvance(tx, advance));
}
