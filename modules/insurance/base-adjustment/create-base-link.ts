import { makeLink, staffLinkDaysUsual } from '@heyi/access';
import { clientOf } from '@heyi/clients';
import type { baseAdjustmentContract as contract, Input } from '@heyi/contract';
import { addSeconds, fail, type Id, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { adjustmentOf } from './base-adjustment.store.ts';

const daySeconds = 86_400;

/** For somebody who is in the adjustment: the own base on the own phone, without an account. */
export async function createBaseLink(
  tx: Transaction,
  input: Input<typeof contract.createBaseLink>,
) {
  const { adjustmentId, employmentId, days = staffLinkDaysUsual } = input;
  const adjustment = await adjustmentOf(tx, adjustmentId);
  const [person] = await tx.sql<{ id: Id<'per'>; name: string }>`
    select p.person_id as id, p.person_name as name
      from insurance.base_adjustment_row r
      join people.payable_employment p
        on p.shard_key = r.shard_key and p.tenant_id = r.tenant_id
       and p.employment_id = r.employment_id
     where r.shard_key = ${tx.shardKey} and r.tenant_id = ${tx.tenantId}
       and r.adjustment_id = ${adjustmentId} and r.employment_id = ${employmentId}`;
  if (!adjustment || !person) return fail({ code: 'base_adjustment.not_found' as const });
  if (adjustment.state !== 'open') return fail({ code: 'base_adjustment.not_open' as const });
  const client = await clientOf(tx);
  return ok(
    await makeLink(tx, {
      purpose: 'base',
      subjectKind: 'person',
      subjectId: person.id,
      subjectName: person.name,
      aboutId: adjustmentId,
      clientName: client?.name ?? '',
      expiresAt: addSeconds(tx.now, days * daySeconds),
      page: '/base',
    }),
  );
}
