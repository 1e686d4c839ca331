import type { gigTaxContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { appendAudit, type Transaction } from '@heyi/platform';
import { returnView } from './get-gig-return.ts';
import { refuseChange } from './gig-return.ts';
import { returnForUpdate } from './gig-return.store.ts';

/** Before it is declared: the month waits for another one. */
export async function cancelGigReturn(
  tx: Transaction,
  input: Input<typeof contract.cancelGigReturn>,
) {
  const declared = await returnForUpdate(tx, input.gigReturnId);
  if (declared === null) return fail({ code: 'gig_return.not_found' as const });
  const refusal = refuseChange(declared);
  if (refusal !== null) return fail({ code: refusal });
  await tx.sql`
    update gig.gig_return set state = 'cancelled'
     where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId} and id = ${declared.id}`;
  const detail = { reason: input.reason };
  await appendAudit(tx, { operation: 'cancelGigReturn', subjectId: declared.id, detail });
  return ok((await returnView(tx, declared.id))!);
}
