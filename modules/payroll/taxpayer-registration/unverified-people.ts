import type { Transaction } from '@heyi/platform';
import type { RunEntity } from '../run/payroll-run.store.ts';

/** People of a result whom the tax bureau knows at the entity and could not verify. */
export async function unverifiedPeople(
  tx: Transaction,
  calculationId: string,
  entity: Pick<RunEntity, 'legalEntityId' | 'tenantId' | 'shardKey'>,
): Promise<{ employmentId: string; reason: string }[]> {
  const refused = await tx.sql<{ id: string; failure: string | null }>`
    select t.id, r.failure
      from payroll.taxpayer_registration r
      join payroll.taxpayer t
        on t.shard_key = r.shard_key and t.tenant_id = r.tenant_id and t.id = r.taxpayer_id
       and t.legal_entity_id = ${entity.legalEntityId}
     where r.shard_key = ${entity.shardKey} and r.tenant_id = ${entity.tenantId}
       and r.identity = 'refused'`;
  // Hardly ever anybody: the members are looked through only then.
  if (refused.length === 0) return [];
  return tx.sql<{ employmentId: string; reason: string }>`
    select p.employment_id as "employmentId", coalesce(r.failure, '') as reason
      from unnest(${refused.map(({ id }) => id)}::uuid[],
                  ${refused.map(({ failure }) => failure)}::text[]) as r (id, failure)
      join payroll.payslip p
        on p.shard_key = ${tx.shardKey} and p.tenant_id = ${tx.tenantId}
       and p.calculation_id = ${calculationId} and p.taxpayer_id = r.id
     order by p.employment_id`;
}
