import { type Id, newId, type PlainDate } from '@heyi/kernel';
import type { TenantId, Transaction } from '@heyi/platform';
import type { Licence, LicenceId, LicenceKind, LicenceView } from './licence.ts';

/** The licences of the tenant, the soonest to expire first; of one of them when its id is given. */
export async function licencesOf(
  tx: Transaction,
  id: LicenceId | null = null,
): Promise<LicenceView[]> {
  return tx.sql<LicenceView>`
    select id, kind, title, number, holder_name as "holderName", issued_by as "issuedBy",
           valid_from as "validFrom", expires_on as "expiresOn",
           expires_on - ${tx.today}::date as "daysLeft"
      from clients.licence
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and (${id}::uuid is null or id = ${id})
     order by expires_on nulls last, kind, number`;
}

/** Null when the tenant has a licence of the kind and number already. */
export async function insertLicence(tx: Transaction, licence: Licence): Promise<LicenceId | null> {
  const id = newId<'lic'>();
  const inserted = await tx.sql`
    insert into clients.licence
           (shard_key, tenant_id, id, kind, title, number, holder_name, issued_by, valid_from,
            expires_on, created_at, updated_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${id}, ${licence.kind}, ${licence.title},
            ${licence.number}, ${licence.holderName}, ${licence.issuedBy}, ${licence.validFrom},
            ${licence.expiresOn}, ${tx.now}, ${tx.now})
    on conflict (shard_key, tenant_id, kind, number) do nothing
    returning 1`;
  return inserted.length > 0 ? id : null;
}

/** Locks it; false when there is no such licence. */
export async function lockLicence(tx: Transaction, id: LicenceId): Promise<boolean> {
  const locked = await tx.sql`
    select 1 from clients.licence
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id} for update`;
  return locked.length > 0;
}

/** Whether another licence of the tenant has the kind and number. */
export async function isNumberTaken(
  tx: Transaction,
  id: LicenceId,
  licence: Licence,
): Promise<boolean> {
  const others = await tx.sql`
    select 1 from clients.licence
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and kind = ${licence.kind}
       and number = ${licence.number} and id <> ${id}`;
  return others.length > 0;
}

export async function saveLicence(tx: Transaction, id: LicenceId, licence: Licence): Promise<void> {
  await tx.sql`
    update clients.licence
       set kind = ${licence.kind}, title = ${licence.title}, number = ${licence.number},
           holder_name = ${licence.holderName}, issued_by = ${licence.issuedBy},
           valid_from = ${licence.validFrom}, expires_on = ${licence.expiresOn},
           updated_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
}

/** False when there is no such licence. */
export async function deleteLicence(tx: Transaction, id: LicenceId): Promise<boolean> {
  const deleted = await tx.sql`
    delete from clients.licence
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}
    returning 1`;
  return deleted.length > 0;
}

export type ExpiringLicence = {
  readonly tenantId: TenantId;
  readonly id: Id<'lic'>;
  readonly kind: LicenceKind;
  readonly title: string | null;
  readonly number: string;
  readonly expiresOn: PlainDate;
};

/** Licences of every visible tenant whose last day is not after `until`, also those that are over. */
export async function expiringLicences(
  tx: Transaction,
  until: PlainDate,
): Promise<ExpiringLicence[]> {
  return tx.sql<ExpiringLicence>`
    select tenant_id as "tenantId", id, kind, title, number, expires_on as "expiresOn"
      from clients.licence
     where expires_on <= ${until}`;
}
