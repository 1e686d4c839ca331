import type { Transaction } from '@heyi/platform';
import type { RunEntity } from '../run/payroll-run.store.ts';

/** People of a result whom the tax bureau knows at the entity and could not verify. */
export async function unverifiedPeople(
  tx: Transaction,
  calculationId: string,
  entity: Pick<RunEntity, 'legalEntityId' | 'tenantId' | 'shardKey'>,
): Promise<{ employmentId: string; reason: string }[]> {
  return tx.sql<{ employmentId: string; reason: string }>`
    select p.employment_id as "employmentId", coalesce(t.failure, '') as reason
      from payroll.taxpayer_standing t
      join payroll.payslip p
        on p.shard_key = ${tx.shardKey} and p.tenant_id = ${tx.tenantId}
       and p.calculation_id = ${calculationId} and p.taxpayer_id = t.taxpayer_id
     where t.shard_key = ${entity.shardKey} and t.tenant_id = ${entity.tenantId}
       and t.legal_entity_id = ${entity.legalEntityId} and t.identity = 'refused'
     order by p.employment_id`;
}
