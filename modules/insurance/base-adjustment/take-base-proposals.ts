import type { baseAdjustmentContract as contract, Input } from '@heyi/contract';
import { fail, type Fen, ok } from '@heyi/kernel';
import type { EmploymentId } from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import { adjustmentOf, lockAdjustment, saveBases } from './base-adjustment.store.ts';

/** Whoever has confirmed a base keeps it, unless named. Floor and cap are applied when it is charged. */
export async function takeBaseProposals(
  tx: Transaction,
  input: Input<typeof contract.takeBaseProposals>,
) {
  const { source } = input;
  const adjustment = await lockAdjustment(tx, input.adjustmentId);
  if (!adjustment) return fail({ code: 'base_adjustment.not_found' as const });
  if (adjustment.state !== 'open') return fail({ code: 'base_adjustment.not_open' as const });
  const employmentIds = input.employmentIds ?? null;
  const bases = await tx.sql<{ employmentId: EmploymentId; base: Fen }>`
    select p.employment_id as "employmentId", p.amount_fen as base
      from insurance.base_proposal p
      join insurance.base_adjustment_row r
        on r.shard_key = p.shard_key and r.tenant_id = p.tenant_id
       and r.adjustment_id = p.adjustment_id and r.employment_id = p.employment_id
     where p.shard_key = ${tx.shardKey} and p.tenant_id = ${tx.tenantId}
       and p.adjustment_id = ${adjustment.id} and p.source = ${source}
       and (p.employment_id = any (${employmentIds}::uuid[])
            or (${employmentIds}::uuid[] is null and r.confirmed_at is null))
     order by p.employment_id`;
  if (bases.length === 0) return fail({ code: 'base_adjustment.nothing_proposed' as const });
  await saveBases(tx, adjustment.id, bases, source);
  return ok({ ...(await adjustmentOf(tx, adjustment.id))!, taken: bases.length });
}
