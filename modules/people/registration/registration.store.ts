import { newId, type PayPeriod } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { EntityId } from '../legal-entity/legal-entity.ts';
import {
  cityName,
  type Registration,
  type RegistrationId,
  type RegistrationKind,
  type RegistrationRates,
  type Registrations,
} from './registration.ts';

/** Every registration the transaction sees: the client's own and the provider's. */
export async function visibleRegistrations(tx: Transaction): Promise<Registrations> {
  const rows = await tx.sql<Registration>`
    select r.id, r.tenant_id as "tenantId",
           case when r.tenant_id = ${tx.houseId} then 'provider' else 'client' end as holder,
           r.legal_entity_id as "legalEntityId", e.name as "legalEntityName", r.kind,
           r.city_code as "cityCode", r.agency_name as "agencyName", r.number,
           r.closed_from as "closedFrom",
           (select json_agg(json_build_object(
                     'fromPeriod', u.from_period, 'injuryRate', u.injury_rate_ppm,
                     'housingFundRate', u.housing_fund_rate_ppm,
                     'supplementaryRate', u.supplementary_rate_ppm) order by u.from_period)
              from people.registration_rate u
             where u.shard_key = r.shard_key and u.tenant_id = r.tenant_id
               and u.registration_id = r.id) as rates
      from people.registration r
      join people.legal_entity e
        on e.shard_key = r.shard_key and e.tenant_id = r.tenant_id and e.id = r.legal_entity_id
     where (r.shard_key, r.tenant_id) in ((${tx.shardKey}::int, ${tx.tenantId}::uuid),
                                          (${tx.houseShardKey}::int, ${tx.houseId}::uuid))
     order by r.tenant_id <> ${tx.tenantId}, e.name, r.city_code, r.kind, r.id`;
  return new Map(
    rows.map((row) => [row.id, { ...row, cityName: cityName(row.kind, row.cityCode) }]),
  );
}

/** A registration of the transaction's own tenant, locked; null when there is none. */
export async function lockRegistration(
  tx: Transaction,
  id: RegistrationId,
): Promise<Registration | null> {
  await tx.sql`
    select id from people.registration
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id} for update`;
  const found = (await visibleRegistrations(tx)).get(id);
  return found?.tenantId === tx.tenantId ? found : null;
}

/** Null when the agency's number is on file already. */
export async function insertRegistration(
  tx: Transaction,
  registration: {
    entityId: EntityId;
    kind: RegistrationKind;
    cityCode: string;
    agencyName: string;
    number: string;
  },
): Promise<RegistrationId | null> {
  const id: RegistrationId = newId<'reg'>();
  const inserted = await tx.sql`
    insert into people.registration
           (shard_key, tenant_id, id, legal_entity_id, kind, city_code, agency_name, number, created_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${id}, ${registration.entityId}, ${registration.kind},
            ${registration.cityCode}, ${registration.agencyName}, ${registration.number}, ${tx.now})
    on conflict on constraint registration_number do nothing
    returning id`;
  return inserted.length === 0 ? null : id;
}

/** False when another registration has the number. The row is locked by the caller. */
export async function saveRegistration(
  tx: Transaction,
  registration: Registration,
  changed: { agencyName: string; number: string; closedFrom: PayPeriod | null },
): Promise<boolean> {
  const { kind, cityCode } = registration;
  await tx.sql`
    select pg_advisory_xact_lock(hashtextextended(${`${tx.tenantId} ${kind} ${cityCode}`}, 4727011))`;
  const saved = await tx.sql`
    update people.registration
       set agency_name = ${changed.agencyName}, number = ${changed.number},
           closed_from = ${changed.closedFrom}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${registration.id}
       and not exists (select from people.registration other
                        where other.shard_key = ${tx.shardKey}
                          and other.tenant_id = ${tx.tenantId} and other.kind = ${kind}
                          and other.city_code = ${cityCode} and other.number = ${changed.number}
                          and other.id <> ${registration.id})
    returning id`;
  return saved.length > 0;
}

/** Rates from a month on; later ones that were on file are replaced by them. */
export async function replaceRates(
  tx: Transaction,
  id: RegistrationId,
  rates: RegistrationRates,
): Promise<void> {
  await tx.sql`
    delete from people.registration_rate
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and registration_id = ${id}
       and from_period >= ${rates.fromPeriod}`;
  await tx.sql`
    insert into people.registration_rate
           (shard_key, tenant_id, registration_id, from_period, injury_rate_ppm,
            housing_fund_rate_ppm, supplementary_rate_ppm)
    values (${tx.shardKey}, ${tx.tenantId}, ${id}, ${rates.fromPeriod}, ${rates.injuryRate},
            ${rates.housingFundRate}, ${rates.supplementaryRate})`;
}
