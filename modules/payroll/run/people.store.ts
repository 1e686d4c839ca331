import { type Id, lastDayOf, type PayPeriod } from '@heyi/kernel';
import { shardKeyOf, type TenantId, type Transaction } from '@heyi/platform';
import type { EntityId } from './payroll-run.store.ts';

export type EmploymentId = Id<'emp'>;

/** Pay entities of everybody who works some day of the month, with the heads they pay. */
export async function payEntitiesOf(
  tx: Transaction,
  wageMonth: PayPeriod,
): Promise<{ id: EntityId; tenantId: TenantId; shardKey: number; people: number }[]> {
  const rows = await tx.sql<{ id: EntityId; tenantId: TenantId; people: number }>`
    select pay_entity_id as id, pay_entity_tenant_id as "tenantId", count(*)::int as people
      from people.payable_employment_term
     where terms_from <= ${lastDayOf(wageMonth)}::date
       and (terms_to is null or terms_to >= ${lastDayOf(wageMonth)}::date)
       and shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and pay_entity_id is not null
     group by 1, 2
     order by 1`;
  return rows.map((row) => ({ ...row, shardKey: shardKeyOf(row.tenantId) }));
}

/** Null when the tenant has no such employment. */
export async function employmentOf(
  tx: Transaction,
  employmentId: EmploymentId,
): Promise<{ personName: string; employeeNo: string | null; payEntityId: EntityId | null } | null> {
  const [row] = await tx.sql<{
    personName: string;
    employeeNo: string | null;
    payEntityId: EntityId | null;
  }>`
    select person_name as "personName", employee_no as "employeeNo", pay_entity_id as "payEntityId"
      from people.payable_employment
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and employment_id = ${employmentId}`;
  return row ?? null;
}
