import { newId } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { SupplierId } from '../line/line.ts';
import type { Supplier, SupplierPrice } from './supplier.ts';

type Fields = Omit<Supplier, 'id' | 'endedAt' | 'prices'>;

/** The provider's suppliers by name; of one city where it is named. The transaction sees the house. */
export async function readSuppliers(
  tx: Transaction,
  wanted: { id?: SupplierId; cityCode?: string | undefined } = {},
): Promise<Supplier[]> {
  const { id = null, cityCode = null } = wanted;
  return tx.sql<Supplier>`
    select s.id, s.name, s.short_name as "shortName", s.uscc, s.city_codes as "cityCodes",
           s.contact_name as "contactName", s.contact_email as "contactEmail",
           s.answer_days as "answerDays", s.note, s.ended_at as "endedAt",
           coalesce((select jsonb_agg(jsonb_build_object(
                              'cityCode', p.city_code, 'item', p.item, 'kind', p.price_kind,
                              'price', p.price_fen) order by p.city_code, p.item)
                       from orders.supplier_price p
                      where p.shard_key = s.shard_key and p.tenant_id = s.tenant_id
                        and p.supplier_id = s.id), '[]') as prices
      from orders.supplier s
     where s.shard_key = ${tx.houseShardKey} and s.tenant_id = ${tx.houseId}
       and (${id}::uuid is null or s.id = ${id})
       and (${cityCode}::text is null or ${cityCode} = any (s.city_codes))
     order by s.ended_at is not null, s.short_name, s.id`;
}

/** Null when another supplier has the credit code. */
export async function insertSupplier(tx: Transaction, fields: Fields): Promise<SupplierId | null> {
  const id: SupplierId = newId<'sup'>();
  const inserted = await tx.sql`
    insert into orders.supplier (shard_key, tenant_id, id, name, short_name, uscc, city_codes,
                                 contact_name, contact_email, answer_days, note, created_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${id}, ${fields.name}, ${fields.shortName},
            ${fields.uscc}, ${fields.cityCodes}::text[], ${fields.contactName},
            ${fields.contactEmail}, ${fields.answerDays}, ${fields.note}, ${tx.now})
        on conflict on constraint supplier_uscc do nothing
    returning id`;
  return inserted.length === 0 ? null : id;
}

/** All rows of the tenant's suppliers, locked, so that looking at their codes stays true. */
export async function lockSuppliers(tx: Transaction): Promise<void> {
  await tx.sql`
    select id from orders.supplier
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} order by id for update`;
}

export async function saveSupplier(
  tx: Transaction,
  id: SupplierId,
  fields: Fields & { readonly isEnded: boolean },
): Promise<void> {
  await tx.sql`
    update orders.supplier
       set name = ${fields.name}, short_name = ${fields.shortName}, uscc = ${fields.uscc},
           city_codes = ${fields.cityCodes}::text[], contact_name = ${fields.contactName},
           contact_email = ${fields.contactEmail}, answer_days = ${fields.answerDays},
           note = ${fields.note},
           ended_at = case when ${fields.isEnded} then coalesce(ended_at, ${tx.now}) end
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
}

export async function replacePrices(
  tx: Transaction,
  id: SupplierId,
  prices: readonly SupplierPrice[],
): Promise<void> {
  await tx.sql`
    delete from orders.supplier_price
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and supplier_id = ${id}`;
  await tx.sql`
    insert into orders.supplier_price (shard_key, tenant_id, supplier_id, city_code, item,
                                       price_kind, price_fen)
    select ${tx.shardKey}, ${tx.tenantId}, ${id}, p.*
      from unnest(${prices.map(({ cityCode }) => cityCode)}::text[],
                  ${prices.map(({ item }) => item)}::text[],
                  ${prices.map(({ kind }) => kind)}::text[],
                  ${prices.map(({ price }) => price)}::bigint[]) as p`;
}
