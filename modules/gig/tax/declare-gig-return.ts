import type { gigTaxContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { publish, type Transaction } from '@heyi/platform';
import { returnView } from './get-gig-return.ts';
import { refuseDeclaration } from './gig-return.ts';
import { lockMonth, returnForUpdate, returnsOf } from './gig-return.store.ts';

/** 申报: from here on what comes back of the month needs a corrected return. */
export async function declareGigReturn(
  tx: Transaction,
  input: Input<typeof contract.declareGigReturn>,
) {
  const found = await returnForUpdate(tx, input.gigReturnId);
  if (found === null) return fail({ code: 'gig_return.not_found' as const });
  await lockMonth(tx, found);
  // What came back meanwhile is seen now: the return may be outdated.
  const [declared = found] = await returnsOf(tx, { id: found.id });
  const refusal = refuseDeclaration(declared);
  if (refusal !== null) return fail({ code: refusal });
  await tx.sql`
    update gig.gig_return
       set state = 'declared', receipt_number = ${input.receiptNumber}, declared_at = ${tx.now},
           declared_by = ${tx.actor.name}
     where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId} and id = ${declared.id}`;
  const { entityId, taxPeriod } = declared;
  await publish(tx, {
    type: 'gig_return.declared',
    payload: { gigReturnId: declared.id, entityId, taxPeriod },
  });
  return ok((await returnView(tx, declared.id))!);
}
