import type { Input, reconciliationContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { viewDiscrepancy } from './list-discrepancies.ts';
import { lockDiscrepancy } from './lock-discrepancy.ts';

/** A person's word stands: the case does not open again while the same line or entry is open. */
export async function resolveDiscrepancy(
  tx: Transaction,
  input: Input<typeof contract.resolveDiscrepancy>,
) {
  const { discrepancyId: id, resolution, note } = input;
  const state = await lockDiscrepancy(tx, id);
  if (state === null) return fail({ code: 'discrepancy.not_found' as const });
  if (state === 'resolved') return fail({ code: 'discrepancy.resolved' as const });
  await tx.sql`
    update reconciliation.discrepancy
       set state = 'resolved', resolution = ${resolution}, resolution_note = ${note},
           resolved_at = ${tx.now}, resolved_by_name = ${tx.actor.name}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
  return ok(await viewDiscrepancy(tx, id));
}
