import { newId, type PayPeriod } from '@heyi/kernel';
import type { TenantId, Transaction } from '@heyi/platform';
import type { OrderId } from '../line/line.ts';
import type { ServiceItem, ServiceOrderView, Terms } from './service-order.ts';

export type Wanted = {
  readonly id?: OrderId;
  readonly clientId?: TenantId | undefined;
  readonly state?: ServiceOrderView['state'] | undefined;
  readonly cityCode?: string | undefined;
  readonly after?: string | null;
  readonly limit?: number;
};

type Row = ServiceOrderView & { readonly clientShortName: string | null; readonly place: string };
type Found = Omit<Row, 'openLineCount' | 'lineCount'> & {
  /** Open ones, and all. */
  readonly lineCounts: readonly [open: number, all: number];
};

/**
 * Orders of every tenant that the transaction sees: active, draft, ended; the newest first. What is
 * counted stands in the list of columns: it is counted for the page alone, and where the order lies.
 */
export async function readOrders(tx: Transaction, wanted: Wanted): Promise<Row[]> {
  const { id = null, clientId = null, state = null, cityCode = null, after = null } = wanted;
  const found = await tx.sql<Found>`
    with supplier as materialized (
      select id, short_name from orders.supplier
       where shard_key = ${tx.houseShardKey} and tenant_id = ${tx.houseId})
    select o.id, o.tenant_id as "tenantId", o.title, o.cooperation_mode as "cooperationMode",
           o.city_code as "cityCode", o.collection, o.advance_days as "advanceDays",
           o.from_period as "fromPeriod", o.to_period as "toPeriod",
           o.supplier_id as "supplierId", s.short_name as "supplierName", o.state, o.note,
           o.created_at as "createdAt", o.created_by_name as "createdBy",
           o.ended_at as "endedAt", o.ended_by_name as "endedBy", o.end_reason as "endReason",
           c.short_name as "clientShortName", o.place,
           (select jsonb_agg(jsonb_build_object('item', n.item, 'channel', n.channel, 'price',
                     case n.price_kind
                       when 'percent' then jsonb_build_object('kind', n.price_kind,
                              'rate', n.rate_ppm, 'minimum', n.minimum_fen)
                       else jsonb_build_object('kind', n.price_kind, 'price', n.price_fen) end)
                     order by n.item)
              from orders.service_item n
             where n.shard_key = o.shard_key and n.tenant_id = o.tenant_id
               and n.order_id = o.id) as items,
           (select array[count(*) filter (where k.state not in
                           ('officialSucceeded', 'settled', 'cancelled')), count(*)]::int[]
              from orders.line k
             where k.shard_key = o.shard_key and k.tenant_id = o.tenant_id
               and k.order_id = o.id) as "lineCounts",
           (select count(distinct p.employment_id)::int
              from people.enrolled_person p
             where p.shard_key = o.shard_key and p.tenant_id = o.tenant_id
               and p.city_code = o.city_code
               and p.start_period <= coalesce(o.to_period, '9999-12')
               and (p.stop_period is null or p.stop_period >= o.from_period)
               and (p.stop_period is null
                    or p.stop_period >= to_char(${tx.today}::date, 'YYYY-MM'))
               and exists (select from orders.service_item n
                            where n.shard_key = o.shard_key and n.tenant_id = o.tenant_id
                              and n.order_id = o.id
                              and n.item = case p.registration_kind when 'housingFund'
                                           then 'housingFund' else 'socialInsurance' end))
             as "insuredCount"
      from (select *, array_position(array['active', 'draft', 'ended'], state) || ' ' ||
                      lpad((4102444800 - extract(epoch from created_at)::bigint)::text, 11, '0') ||
                      ' ' || id as place
              from orders.service_order) o
      left join clients.client_summary c
        on c.shard_key = o.shard_key and c.tenant_id = o.tenant_id
      left join supplier s on s.id = o.supplier_id
     where (${id}::uuid is null or o.id = ${id})
       and (${clientId}::uuid is null or o.tenant_id = ${clientId})
       and (${state}::text is null or o.state = ${state})
       and (${cityCode}::text is null or o.city_code = ${cityCode})
       and (${after}::text is null or o.place > ${after})
     order by o.place limit ${wanted.limit ?? 1}`;
  return found.map(({ lineCounts: [openLineCount, lineCount], ...row }) => ({
    ...row,
    openLineCount,
    lineCount,
  }));
}

/** The order as it is shown; it is there. */
export async function viewOrder(tx: Transaction, id: OrderId): Promise<ServiceOrderView> {
  const [row] = await readOrders(tx, { id, clientId: tx.tenantId });
  const { clientShortName: _name, place: _place, ...view } = row!;
  return view;
}

export type LockedOrder = {
  readonly id: OrderId;
  readonly state: ServiceOrderView['state'];
  readonly cityCode: string;
  readonly fromPeriod: PayPeriod;
  readonly toPeriod: PayPeriod | null;
  readonly items: readonly ServiceItem['item'][];
};

/** Every order of the tenant, locked in one order: whoever changes one waits for the others. */
export async function lockOrders(tx: Transaction): Promise<LockedOrder[]> {
  await tx.sql`select pg_advisory_xact_lock(hashtextextended(${tx.tenantId}, 4727021))`;
  return tx.sql<LockedOrder>`
    select o.id, o.state, o.city_code as "cityCode", o.from_period as "fromPeriod",
           o.to_period as "toPeriod",
           array(select i.item from orders.service_item i
                  where i.shard_key = o.shard_key and i.tenant_id = o.tenant_id
                    and i.order_id = o.id) as items
      from orders.service_order o
     where o.shard_key = ${tx.shardKey} and o.tenant_id = ${tx.tenantId}`;
}

export async function saveOrder(tx: Transaction, id: OrderId | null, terms: Terms) {
  const { toPeriod = null, advanceDays = null, supplierId = null, note = null } = terms;
  const orderId: OrderId = id ?? newId<'sor'>();
  await tx.sql`
    insert into orders.service_order (
           shard_key, tenant_id, id, title, cooperation_mode, city_code, collection, advance_days,
           from_period, to_period, supplier_id, state, note, created_at, created_by_name)
    values (${tx.shardKey}, ${tx.tenantId}, ${orderId}, ${terms.title}, ${terms.cooperationMode},
            ${terms.cityCode}, ${terms.collection}, ${advanceDays}, ${terms.fromPeriod},
            ${toPeriod}, ${supplierId}, 'draft', ${note}, ${tx.now}, ${tx.actor.name})
        on conflict (shard_key, tenant_id, id) do update
       set title = excluded.title, cooperation_mode = excluded.cooperation_mode,
           city_code = excluded.city_code, collection = excluded.collection,
           advance_days = excluded.advance_days, from_period = excluded.from_period,
           to_period = excluded.to_period, supplier_id = excluded.supplier_id,
           note = excluded.note`;
  await replaceItems(tx, orderId, terms.items);
  return orderId;
}

async function replaceItems(
  tx: Transaction,
  id: OrderId,
  items: readonly ServiceItem[],
): Promise<void> {
  await tx.sql`
    delete from orders.service_item
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and order_id = ${id}`;
  const rows = items.map(({ item, channel, price }) => ({
    item,
    channel,
    kind: price.kind,
    price: price.kind === 'percent' ? null : price.price,
    rate: price.kind === 'percent' ? price.rate : null,
    minimum: price.kind === 'percent' ? price.minimum : null,
  }));
  await tx.sql`
    insert into orders.service_item (shard_key, tenant_id, order_id, item, channel, price_kind,
                                     price_fen, rate_ppm, minimum_fen)
    select ${tx.shardKey}, ${tx.tenantId}, ${id}, n.*
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (
             item text, channel text, kind text, price bigint, rate int, minimum bigint)`;
}

/**
 * People who are still served after a month: insured under an item of the order then, or with a line
 * that is not finished.
 */
export async function countActivePeople(
  tx: Transaction,
  order: Pick<LockedOrder, 'id' | 'cityCode' | 'items'>,
  lastPeriod: PayPeriod,
): Promise<number> {
  const [row] = await tx.sql<{ count: number }>`
    select count(distinct employment_id)::int as count
      from (select p.employment_id from people.enrolled_person p
             where p.shard_key = ${tx.shardKey} and p.tenant_id = ${tx.tenantId}
               and p.city_code = ${order.cityCode}
               and (p.stop_period is null or p.stop_period > ${lastPeriod})
               and case p.registration_kind when 'housingFund' then 'housingFund'
                   else 'socialInsurance' end = any (${order.items}::text[])
             union all
            select l.employment_id from orders.line l
             where l.shard_key = ${tx.shardKey} and l.tenant_id = ${tx.tenantId}
               and l.order_id = ${order.id}
               and l.state not in ('officialSucceeded', 'settled', 'cancelled')) active`;
  return row!.count;
}
