import { newId } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { EntityId, LegalEntities, LegalEntity, LegalEntityFields } from './legal-entity.ts';

type Saved = LegalEntityFields & { readonly parentEntityId: EntityId | null };

/** Every entity the transaction sees, the tenant's own first, then by name. */
export async function visibleEntities(tx: Transaction): Promise<LegalEntities> {
  const rows = await tx.sql<LegalEntity>`
    select e.id, e.tenant_id as "tenantId",
           case when e.tenant_id = ${tx.houseId} then 'provider' else 'client' end as holder,
           e.name, e.uscc, e.kind, e.parent_id as "parentEntityId", e.city_code as "cityCode",
           e.tax_bureau_name as "taxBureauName"
      from people.legal_entity e
     where (e.shard_key, e.tenant_id) in ((${tx.shardKey}::int, ${tx.tenantId}::uuid),
                                          (${tx.houseShardKey}::int, ${tx.houseId}::uuid))
     order by e.tenant_id <> ${tx.tenantId}, e.name, e.id`;
  return new Map(rows.map((row) => [row.id, row]));
}

export async function ownEntities(tx: Transaction): Promise<LegalEntities> {
  const all = await visibleEntities(tx);
  return new Map([...all].filter(([, entity]) => entity.tenantId === tx.tenantId));
}

/** Null when the credit code is on file already. */
export async function insertEntity(tx: Transaction, entity: Saved): Promise<EntityId | null> {
  const id: EntityId = newId<'ent'>();
  const inserted = await tx.sql`
    insert into people.legal_entity
           (shard_key, tenant_id, id, name, uscc, kind, parent_id, city_code, tax_bureau_name,
            created_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${id}, ${entity.name}, ${entity.uscc}, ${entity.kind},
            ${entity.parentEntityId}, ${entity.cityCode}, ${entity.taxBureauName ?? null}, ${tx.now})
    on conflict on constraint legal_entity_uscc do nothing
    returning id`;
  return inserted.length === 0 ? null : id;
}

/** False when another entity of the tenant has the credit code. */
export async function saveEntity(tx: Transaction, id: EntityId, entity: Saved): Promise<boolean> {
  // Whoever changes a code of the tenant waits here, so that the look below stays true.
  await tx.sql`
    select id from people.legal_entity
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} order by id for update`;
  const saved = await tx.sql`
    update people.legal_entity
       set name = ${entity.name}, uscc = ${entity.uscc}, kind = ${entity.kind},
           parent_id = ${entity.parentEntityId}, city_code = ${entity.cityCode},
           tax_bureau_name = ${entity.taxBureauName ?? null}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}
       and not exists (select from people.legal_entity other
                        where other.shard_key = ${tx.shardKey}
                          and other.tenant_id = ${tx.tenantId}
                          and other.uscc = ${entity.uscc} and other.id <> ${id})
    returning id`;
  return saved.length > 0;
}
