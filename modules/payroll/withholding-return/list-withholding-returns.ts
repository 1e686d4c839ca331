import type { Input, Output, payrollContract as contract } from '@heyi/contract';
import { assert, ok, type PayPeriod } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { currentPolicy, filingDeadline } from '@heyi/statutory';

type Row = Output<typeof contract.listWithholdingReturns>['rows'][number];
type Listed = Omit<Row, 'deadline' | 'isDeadlineProvisional'> & { cursor: string };

/**
 * Of every tenant that the actor may name, newest period first. 待生成 is a period in which something
 * stands locked and that has no return.
 */
export async function listWithholdingReturns(
  tx: Transaction,
  input: Input<typeof contract.listWithholdingReturns>,
) {
  const limit = input.limit ?? 100;
  const rows = await listed(tx, input, limit + 1);
  const shown = rows.slice(0, limit);
  return ok({
    rows: shown.map(({ cursor: _, ...row }): Row => ({ ...row, ...deadlineOf(row.taxPeriod) })),
    next: rows.length > limit ? shown.at(-1)!.cursor : null,
  });
}

/** Of returns and of what has no return yet; the cursor orders by period, then state, then name. */
async function listed(
  tx: Transaction,
  input: Input<typeof contract.listWithholdingReturns>,
  limit: number,
): Promise<Listed[]> {
  return tx.sql<Listed>`
    with newest as (
      select w.*, w.source_hash is distinct from d.source_hash as is_outdated
        from payroll.withholding_return w
        left join lateral (
               select p.source_hash from payroll.declarable_period p
                where p.shard_key = w.shard_key and p.tenant_id = w.tenant_id
                  and p.legal_entity_id = w.legal_entity_id and p.tax_period = w.tax_period) d
          on true
       where ${input.taxPeriod ?? null}::text is null or w.tax_period = ${input.taxPeriod ?? null}),
    waiting as (
      select d.* from payroll.declarable_period d
       where (${input.taxPeriod ?? null}::text is null or d.tax_period = ${input.taxPeriod ?? null})
         and not exists (select from payroll.withholding_return w
                          where w.shard_key = d.shard_key and w.tenant_id = d.tenant_id
                            and w.legal_entity_id = d.legal_entity_id
                            and w.tax_period = d.tax_period and w.state <> 'cancelled')),
    listed as (
      select n.id, n.shard_key, n.tenant_id, n.legal_entity_id, n.tax_period, n.number, n.state,
             n.people, n.income, n.tax, n.differing, n.is_outdated
        from newest n
      union all
      select null, w.shard_key, w.tenant_id, w.legal_entity_id, w.tax_period, 0, 'pending',
             w.people, w.income, w.tax, 0, false
        from waiting w),
    named as (
      select l.*, e.name,
             concat_ws(' ', 999999 - replace(l.tax_period, '-', '')::int,
                       case l.state when 'pending' then 0 else 1 end, encode(convert_to(e.name, 'UTF8'), 'hex'),
                       l.legal_entity_id, 999 - l.number, l.id) as cursor
        from listed l
        join people.legal_entity e
          on e.shard_key = l.shard_key and e.tenant_id = l.tenant_id and e.id = l.legal_entity_id)
    select n.id, n.tenant_id as "tenantId", n.legal_entity_id as "entityId", n.name as "entityName",
           n.tax_period as "taxPeriod", n.number, n.state, n.people, n.income, n.tax, n.differing,
           (select count(*) from payroll.return_line r
              left join payroll.taxpayer_registration g
                on g.shard_key = r.shard_key and g.tenant_id = r.tenant_id
               and g.taxpayer_id = r.taxpayer_id and g.reported_key_hash = g.key_hash
             where r.shard_key = n.shard_key and r.tenant_id = n.tenant_id and r.return_id = n.id
               and g.taxpayer_id is null)::int as unregistered,
           n.is_outdated as "isOutdated", n.cursor
      from named n
     where (${input.state ?? null}::text is null or n.state = ${input.state ?? null})
       and (${input.entityId ?? null}::uuid is null or n.legal_entity_id = ${input.entityId ?? null})
       and (${input.open ?? null}::boolean is distinct from true
            or n.state not in ('taxPaid', 'evidenced', 'cancelled'))
       and (${input.after ?? null}::text is null or n.cursor collate "C" > ${input.after ?? ''})
     order by n.cursor collate "C"
     limit ${limit}`;
}

function deadlineOf(taxPeriod: PayPeriod): Pick<Row, 'deadline' | 'isDeadlineProvisional'> {
  const deadline = filingDeadline(currentPolicy, taxPeriod);
  assert(deadline.ok, `the filing rule is known in ${taxPeriod}`);
  return { deadline: deadline.value.date, isDeadlineProvisional: deadline.value.provisional };
}
