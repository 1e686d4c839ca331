import { type AssignedClient, assignedClients } from '@heyi/clients';
import { addMonths, type PayPeriod } from '@heyi/kernel';
import type { TenantId, Transaction } from '@heyi/platform';
import type { Holder } from '../legal-entity/legal-entity.ts';
import { cityName, type RegistrationId, type RegistrationKind } from './registration.ts';

export type AssignedRegistration = {
  readonly id: RegistrationId;
  readonly tenantId: TenantId;
  readonly holder: Holder;
  readonly legalEntityName: string;
  readonly kind: RegistrationKind;
  readonly cityCode: string;
  readonly cityName: string | null;
  readonly client: AssignedClient | null;
  /** People whose first month it is, and whose last month was the one before. */
  readonly enrolCount: number;
  readonly stopCount: number;
};

/** The open registrations of every tenant the transaction sees, with the month's changes. */
export async function listAssignedRegistrations(
  tx: Transaction,
  period: PayPeriod,
): Promise<AssignedRegistration[]> {
  const before = addMonths(period, -1);
  const rows = await tx.sql<Omit<AssignedRegistration, 'client' | 'cityName'>>`
    with moved as (
      select registration_id,
             count(*) filter (where start_period = ${period})::int as enrol_count,
             count(*) filter (where stop_period = ${before})::int as stop_count
        from people.enrolment
       where start_period = ${period} or stop_period = ${before}
       group by registration_id)
    select r.id, r.tenant_id as "tenantId",
           case when r.tenant_id = ${tx.houseId} then 'provider' else 'client' end as holder,
           e.name as "legalEntityName", r.kind, r.city_code as "cityCode",
           coalesce(m.enrol_count, 0) as "enrolCount", coalesce(m.stop_count, 0) as "stopCount"
      from people.registration r
      join people.legal_entity e
        on e.shard_key = r.shard_key and e.tenant_id = r.tenant_id and e.id = r.legal_entity_id
      left join moved m on m.registration_id = r.id
     where r.closed_from is null or r.closed_from > ${period}`;
  const clients = await assignedClients(tx);
  return rows.map((row) => ({
    ...row,
    cityName: cityName(row.kind, row.cityCode),
    client: clients.get(row.tenantId) ?? null,
  }));
}
