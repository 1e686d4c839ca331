import type { Transaction } from '@heyi/platform';
import type { LineId, NewLine } from '../line/line.ts';
import { insertLines } from '../line/line.store.ts';

/**
 * A line for each task that waits to be worked on and is covered by an order in force; all at once. A
 * stop belongs to the last month that is paid. Run again it makes none.
 */
export async function openLines(tx: Transaction): Promise<LineId[]> {
  // Two who open lines of one tenant would make each twice, and one of them would fail.
  await tx.sql`select pg_advisory_xact_lock(hashtextextended(${tx.tenantId}, 4727022))`;
  const rows = await tx.sql<NewLine>`
    with wanted as materialized (
      select t.*,
             case t.registration_kind when 'housingFund' then 'housingFund'
             else 'socialInsurance' end as item,
             case t.kind when 'stop' then to_char((t.period || '-01')::date - 1, 'YYYY-MM')
             else t.period end as covered_period
        from insurance.open_task t
       where t.shard_key = ${tx.shardKey} and t.tenant_id = ${tx.tenantId})
    select o.order_id as "orderId", t.item, t.kind as service, t.employment_id as "employmentId",
           t.person_id as "personId", p.person_name as "personName",
           p.employee_no as "employeeNo", t.city_code as "cityCode", t.period,
           t.task_id as "taskId", t.registration_id as "registrationId",
           t.registration_kind as "registrationKind", t.official_cutoff as "officialCutoff",
           t.client_cutoff as "clientCutoff", t.cutoff_provisional as "cutoffProvisional",
           i.channel, case i.channel when 'supplier' then o.supplier_id end as "supplierId",
           'event' as source, null as note
      from wanted t
      join orders.agreed_item o
        on o.shard_key = t.shard_key and o.tenant_id = t.tenant_id and o.city_code = t.city_code
       and o.item = t.item
       and t.covered_period between o.from_period and coalesce(o.to_period, '9999-12')
      join orders.service_item i
        on i.shard_key = o.shard_key and i.tenant_id = o.tenant_id and i.order_id = o.order_id
       and i.item = o.item
      join people.payable_employment p
        on p.shard_key = t.shard_key and p.tenant_id = t.tenant_id
       and p.employment_id = t.employment_id
     where not exists (select from orders.line l
                        where l.shard_key = t.shard_key and l.tenant_id = t.tenant_id
                          and l.task_id = t.task_id and l.state <> 'cancelled')
     order by t.official_cutoff, t.task_id`;
  return insertLines(tx, rows);
}
