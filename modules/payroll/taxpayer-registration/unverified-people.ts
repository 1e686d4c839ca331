import type { Transaction } from '@heyi/platform';
import type { RunEntity } from '../run/payroll-run.store.ts';

/** People of a result whom the tax bureau knows at the entity and could not verify. */
export async function unverifiedPeople(
  tx: Transaction,
  calculationId: string,
  entity: Pick<RunEntity, 'legalEntityId' | 'tenantId' | 'shardKey'>,
): Promise<{ employmentId: string; reason: string }[]> {
  return tx.sql<{ employmentId: string; reason: string }>`
    with refused as materialized (
      select taxpayer_id, failure from payroll.taxpayer_registration
       where shard_key = ${entity.shardKey} and tenant_id = ${entity.tenantId}
         and identity = 'refused')
    select p.employment_id as "employmentId", coalesce(r.failure, '') as reason
      from refused r
      join payroll.taxpayer t
        on t.shard_key = ${entity.shardKey} and t.tenant_id = ${entity.tenantId}
       and t.id = r.taxpayer_id and t.legal_entity_id = ${entity.legalEntityId}
      join payroll.payslip p
        on p.shard_key = ${tx.shardKey} and p.tenant_id = ${tx.tenantId}
       and p.calculation_id = ${calculationId} and p.taxpayer_id = t.id
     order by p.employment_id`;
}
