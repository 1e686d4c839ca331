import { type baseAdjustmentContract as contract, type Output } from '@heyi/contract';
import { assert } from '@heyi/kernel';
import type { EmploymentId } from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import { type AdjustmentId, adjustmentOf, type AdjustmentView } from './base-adjustment.store.ts';

type Row = Pick<
  Output<typeof contract.readLinkedBase>,
  'personName' | 'baseBefore' | 'base' | 'confirmedAt' | 'objection'
> & { readonly employmentId: EmploymentId };

export type OwnBase = { readonly adjustment: AdjustmentView; readonly row: Row };

/** The row that the session's link is about; null when the person is in it no more. */
export async function ownBase(tx: Transaction): Promise<OwnBase | null> {
  const { link } = tx.actor;
  assert(link !== null && link.aboutId !== null, 'the link is about a base adjustment');
  const id = link.aboutId as AdjustmentId;
  const adjustment = await adjustmentOf(tx, id);
  if (!adjustment) return null;
  const [row] = await tx.sql<Row>`
    select r.employment_id as "employmentId", p.person_name as "personName",
           r.base_before_fen as "baseBefore", r.base_fen as base,
           r.confirmed_at as "confirmedAt", r.objection
      from insurance.base_adjustment_row r
      join people.payable_employment p
        on p.shard_key = r.shard_key and p.tenant_id = r.tenant_id
       and p.employment_id = r.employment_id
     where r.shard_key = ${tx.shardKey} and r.tenant_id = ${tx.tenantId}
       and r.adjustment_id = ${id} and p.person_id = ${link.subjectId}
     order by r.employment_id limit 1`;
  return row ? { adjustment, row } : null;
}
