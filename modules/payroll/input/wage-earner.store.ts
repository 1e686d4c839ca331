import { firstDayOf, type Id, isUuid, lastDayOf } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { PayrollRun } from '../run/payroll-run.store.ts';
import type { EmploymentId } from '../run/people.store.ts';

/** Somebody whom the run pays wages, and the taxpayer they are at the entity that withholds. */
export type WageEarner = {
  readonly employmentId: EmploymentId;
  readonly personName: string;
  readonly employeeNo: string | null;
  readonly entityId: Id<'ent'>;
  /** Null while nothing has been filed or calculated for them. */
  readonly taxpayerId: Id<'txp'> | null;
  readonly isFiled: boolean;
};

export type FiledFilter = {
  readonly filter?: 'filed' | 'missing' | undefined;
  readonly search?: string | undefined;
  readonly employmentId?: EmploymentId | undefined;
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
};

export type FiledKind = 'specialDeduction' | 'openingBalance';

const rowsDefault = 100;

export type WageEarners = {
  readonly rows: readonly WageEarner[];
  readonly next: string | null;
  readonly filed: number;
  readonly missing: number;
};

/**
 * Residents with a wage whom the run takes in, with or without what is asked for on file. Labour
 * remuneration and interns have no special additional deductions, non-residents no cumulation.
 */
export async function wageEarners(
  tx: Transaction,
  run: PayrollRun,
  kind: FiledKind,
  wanted: FiledFilter,
): Promise<WageEarners> {
  const { filter = null, employmentId = null, limit = rowsDefault } = wanted;
  const after = wanted.after !== undefined && isUuid(wanted.after) ? wanted.after : null;
  const search = wanted.search ? `%${wanted.search}%` : null;
  const rows = await tx.sql<Row>`
    with own as materialized (
      select e.employment_id, e.person_name, e.employee_no, e.document_hash, n.legal_entity_id
        from people.payable_employment_term e
        join payroll.run_entity n
          on n.shard_key = e.shard_key and n.tenant_id = e.tenant_id and n.run_id = ${run.id}
         and n.legal_entity_id = e.pay_entity_id
        left join payroll.member_place p
          on p.shard_key = e.shard_key and p.tenant_id = e.tenant_id and p.run_id = n.run_id
         and p.employment_id = e.employment_id
       where e.terms_from <= ${lastDayOf(run.wageMonth)}::date
         and (e.terms_to is null or e.terms_to >= ${lastDayOf(run.wageMonth)}::date)
         and e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId}
         and (e.ends_on is null or e.ends_on >= ${firstDayOf(run.wageMonth)}
              or p.place = 'included')
         and p.place is distinct from 'skipped'
         and e.employment_form not in ('serviceAgreement', 'intern') and e.residency = 'resident'),
    -- The entity may stand in the house, so on another node: whom it files is found apart.
    filer as materialized (
      select t.legal_entity_id, t.document_hash, t.id,
             case
               when ${kind}::text = 'specialDeduction' then exists (
                 select 1 from payroll.special_deduction d
                  where d.shard_key = t.shard_key and d.tenant_id = t.tenant_id
                    and d.taxpayer_id = t.id and d.tax_period = ${run.taxPeriod})
               else exists (
                 select 1 from payroll.tax_cumulation_step s
                  where s.shard_key = t.shard_key and s.tenant_id = t.tenant_id
                    and s.taxpayer_id = t.id and s.tax_year = left(${run.taxPeriod}, 4)::int
                    and s.income_kind = 'wages' and s.run_id is null and s.voided_at is null)
             end as is_filed
        from payroll.taxpayer t
       where t.shard_key = any (${[tx.shardKey, tx.houseShardKey]}::int[])
         and t.tenant_id = any (${[tx.tenantId, tx.houseId]}::uuid[])
         and t.legal_entity_id in (select legal_entity_id from own)),
    looked as (
      select o.*, f.id as taxpayer_id, coalesce(f.is_filed, false) as is_filed
        from own o
        left join filer f
          on f.legal_entity_id = o.legal_entity_id and f.document_hash = o.document_hash),
    counted as (
      select count(*) filter (where is_filed)::int as filed,
             count(*) filter (where not is_filed)::int as missing
        from looked),
    page as (
      select l.employment_id as "employmentId", l.person_name as "personName",
             l.employee_no as "employeeNo", l.legal_entity_id as "entityId",
             l.taxpayer_id as "taxpayerId", l.is_filed as "isFiled"
        from looked l
       where (${filter}::text is null or l.is_filed = (${filter} = 'filed'))
         and (${employmentId}::uuid is null or l.employment_id = ${employmentId})
         and (${search}::text is null or l.person_name like ${search}
              or l.employee_no like ${search})
         and (${after}::uuid is null or l.employment_id > ${after})
       order by l.employment_id
       limit ${limit + 1})
    select p.*, c.filed, c.missing, p."employmentId" is not null as "isAsked"
      from counted c left join page p on true
     order by p."employmentId"`;
  return pageOf(rows, limit);
}

type Row = WageEarner & { filed: number; missing: number; isAsked: boolean };

/** The counts stand beside every row, and alone beside none when nobody was asked for. */
function pageOf(rows: readonly Row[], limit: number): WageEarners {
  const { filed, missing } = rows[0]!;
  const found = rows.filter(({ isAsked }) => isAsked);
  const shown = found
    .slice(0, limit)
    .map(({ filed: _filed, missing: _missing, isAsked: _asked, ...row }) => row);
  const next = found.length > limit ? shown.at(-1)!.employmentId : null;
  return { rows: shown, next, filed, missing };
}
