import type { Input, paymentsContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { visibleEntities } from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import { findPayerAccount } from './payer-account.store.ts';

/** One account an entity and client: the last word counts, for orders to come. */
export async function assignPayerAccount(
  tx: Transaction,
  input: Input<typeof contract.assignPayerAccount>,
) {
  const payerAccount = await findPayerAccount(tx, input.payerAccountId);
  if (payerAccount === null) return fail({ code: 'payer_account.not_found' as const });
  if (payerAccount.state === 'closed') return fail({ code: 'payer_account.closed' as const });
  if (!(await visibleEntities(tx)).has(input.legalEntityId)) {
    return fail({ code: 'legal_entity.not_found' as const });
  }
  await tx.sql`
    insert into payments.payer_assignment (shard_key, tenant_id, legal_entity_id, payer_account_id,
                                           payer_tenant_id, assigned_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${input.legalEntityId}, ${payerAccount.id},
            ${payerAccount.tenantId}, ${tx.now})
        on conflict (shard_key, tenant_id, legal_entity_id) do update
       set payer_account_id = excluded.payer_account_id,
           payer_tenant_id = excluded.payer_tenant_id, assigned_at = excluded.assigned_at`;
  return ok({ legalEntityId: input.legalEntityId, payerAccount });
}
