import { plainArray, type TenantId, type Transaction } from '@heyi/platform';
import type { PayrollRun } from '../run/payroll-run.store.ts';

/** The tenant of withholding entities: the client itself, or the house. */
export type EntityTenant = { readonly tenantId: TenantId; readonly shardKey: number };

/**
 * Locks the taxpayers of the run's payslips in one tenant, always in the order of their ids: two runs
 * of one entity wait for each other and cannot block each other.
 */
export async function lockTaxpayers(
  tx: Transaction,
  entityTenant: EntityTenant,
  calculationId: string,
): Promise<void> {
  const members = await tx.sql<{ id: string }>`
    select distinct taxpayer_id as id from payroll.payslip
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and calculation_id = ${calculationId}`;
  // The entity may stand in another tenant, so on another node: what is locked is named by ids.
  await tx.sql`
    select count(*) from (
      select t.id from payroll.taxpayer t
       where t.shard_key = ${entityTenant.shardKey} and t.tenant_id = ${entityTenant.tenantId}
         and t.id = any (${plainArray(members.map(({ id }) => id))}::uuid[])
       order by t.id
         for no key update) locked`;
}

/** Payslips whose cumulation is no longer the one they were calculated on. */
export async function countMoved(
  tx: Transaction,
  entityTenant: EntityTenant,
  run: PayrollRun,
  taxYear: number,
): Promise<number> {
  const [row] = await tx.sql<{ moved: number }>`
    with member as materialized (
      select s.taxpayer_id, s.income_kind, min(s.cumulation_version) as version
        from payroll.payslip s
        join payroll.run_entity e
          on e.shard_key = s.shard_key and e.tenant_id = s.tenant_id and e.run_id = ${run.id}
         and e.legal_entity_id = s.pay_entity_id and e.entity_tenant_id = ${entityTenant.tenantId}
       where s.shard_key = ${tx.shardKey} and s.tenant_id = ${tx.tenantId}
         and s.calculation_id = ${run.calculationId}
       group by s.taxpayer_id, s.income_kind)
    select count(*)::int as moved
      from member m
      left join payroll.tax_cumulation c
        on c.shard_key = ${entityTenant.shardKey} and c.tenant_id = ${entityTenant.tenantId}
       and c.taxpayer_id = m.taxpayer_id and c.tax_year = ${taxYear}
       and c.income_kind = m.income_kind
     where coalesce(c.version, 0) <> m.version`;
  return row!.moved;
}

/** Appends a step for each payslip, and moves the heads to the last of them. */
export async function addSteps(
  tx: Transaction,
  entityTenant: EntityTenant,
  run: PayrollRun,
  facts: { taxYear: number; lockNumber: number },
): Promise<void> {
  await tx.sql`
    with member as materialized (
      select p.*, coalesce(sum(p.bonus_income) over earlier, 0)::bigint as bonus_before,
             coalesce(sum(p.bonus_tax) over earlier, 0)::bigint as bonus_tax_before
        from payroll.payslip p
        join payroll.run_entity e
          on e.shard_key = p.shard_key and e.tenant_id = p.tenant_id and e.run_id = ${run.id}
         and e.legal_entity_id = p.pay_entity_id and e.entity_tenant_id = ${entityTenant.tenantId}
       where p.shard_key = ${tx.shardKey} and p.tenant_id = ${tx.tenantId}
         and p.calculation_id = ${run.calculationId}
      window earlier as (partition by p.taxpayer_id, p.income_kind order by p.cumulation_version
                         rows between unbounded preceding and 1 preceding))
    insert into payroll.tax_cumulation_step
           (shard_key, tenant_id, taxpayer_id, tax_year, income_kind, version, tax_period,
            legal_entity_id, run_tenant_id, run_id, lock_number, employment_id, income, exempt,
            special, other, relief, tax, bonus_income, bonus_tax, head_employed_from,
            head_declared_months, head_method, head_income, head_exempt, head_basic_deduction,
            head_special, head_additional, head_other, head_relief, head_withheld,
            head_bonus_income, head_bonus_tax, recorded_at)
    select ${entityTenant.shardKey}, ${entityTenant.tenantId}, m.taxpayer_id, ${facts.taxYear},
           m.income_kind, m.cumulation_version + 1, ${run.taxPeriod}, m.pay_entity_id,
           ${tx.tenantId}, ${run.id}, ${facts.lockNumber}, m.employment_id, m.income, 0, m.special,
           m.other, 0, m.tax, m.bonus_income, m.bonus_tax, m.employed_from,
           coalesce(c.declared_months, 0)
             + case when c.declared_months > 0 and c.last_period = ${run.taxPeriod} then 0 else 1 end,
           m.withholding_method, m.cumulative_income, m.cumulative_exempt, m.cumulative_basic,
           m.cumulative_special, m.cumulative_additional, m.cumulative_other, m.cumulative_relief,
           m.withheld_before + m.tax, coalesce(c.bonus_income, 0) + m.bonus_before + m.bonus_income,
           coalesce(c.bonus_tax, 0) + m.bonus_tax_before + m.bonus_tax, ${tx.now}
      from member m
      left join payroll.tax_cumulation c
        on c.shard_key = ${entityTenant.shardKey} and c.tenant_id = ${entityTenant.tenantId}
       and c.taxpayer_id = m.taxpayer_id and c.tax_year = ${facts.taxYear}
       and c.income_kind = m.income_kind`;
  await moveHeads(tx, entityTenant, run, facts);
}

async function moveHeads(
  tx: Transaction,
  entityTenant: EntityTenant,
  run: PayrollRun,
  facts: { taxYear: number; lockNumber: number },
): Promise<void> {
  await tx.sql`
    insert into payroll.tax_cumulation as c
           (shard_key, tenant_id, taxpayer_id, tax_year, income_kind, version, last_period,
            employed_from, declared_months, withholding_method, income, exempt, basic_deduction,
            special, additional, other, relief, withheld, bonus_income, bonus_tax)
    select distinct on (s.taxpayer_id, s.income_kind)
           s.shard_key, s.tenant_id, s.taxpayer_id, s.tax_year, s.income_kind, s.version,
           s.tax_period, s.head_employed_from, s.head_declared_months, s.head_method, s.head_income,
           s.head_exempt, s.head_basic_deduction, s.head_special, s.head_additional, s.head_other,
           s.head_relief, s.head_withheld, s.head_bonus_income, s.head_bonus_tax
      from payroll.tax_cumulation_step s
     where s.shard_key = ${entityTenant.shardKey} and s.tenant_id = ${entityTenant.tenantId}
       and s.run_id = ${run.id} and s.lock_number = ${facts.lockNumber}
     order by s.taxpayer_id, s.income_kind, s.version desc
    on conflict (shard_key, tenant_id, taxpayer_id, tax_year, income_kind) do update
       set version = excluded.version, last_period = excluded.last_period,
           employed_from = excluded.employed_from, declared_months = excluded.declared_months,
           withholding_method = excluded.withholding_method, income = excluded.income,
           exempt = excluded.exempt, basic_deduction = excluded.basic_deduction,
           special = excluded.special, additional = excluded.additional, other = excluded.other,
           relief = excluded.relief, withheld = excluded.withheld,
           bonus_income = excluded.bonus_income, bonus_tax = excluded.bonus_tax`;
}

/** Whether a later payment stands on a step of this locking. */
export async function isBuiltUpon(
  tx: Transaction,
  entityTenant: EntityTenant,
  run: Pick<PayrollRun, 'id' | 'lockCount'>,
): Promise<boolean> {
  const found = await tx.sql`
    select from payroll.tax_cumulation_step s
      join payroll.tax_cumulation_step later
        on later.shard_key = s.shard_key and later.tenant_id = s.tenant_id
       and later.taxpayer_id = s.taxpayer_id and later.tax_year = s.tax_year
       and later.income_kind = s.income_kind and later.version > s.version
       and later.voided_at is null
       and (later.run_id, later.lock_number) is distinct from (s.run_id, s.lock_number)
     where s.shard_key = ${entityTenant.shardKey} and s.tenant_id = ${entityTenant.tenantId}
       and s.run_id = ${run.id} and s.lock_number = ${run.lockCount}
     limit 1`;
  return found.length > 0;
}

/**
 * Ends the steps of a locking and takes the heads back to the step before, under a new version: who
 * was calculated on the ended step finds the head moved.
 */
export async function voidSteps(
  tx: Transaction,
  entityTenant: EntityTenant,
  run: Pick<PayrollRun, 'id' | 'lockCount' | 'taxPeriod'>,
): Promise<void> {
  const { shardKey, tenantId } = entityTenant;
  await tx.sql`
    update payroll.tax_cumulation_step set voided_at = ${tx.now}
     where shard_key = ${shardKey} and tenant_id = ${tenantId}
       and run_id = ${run.id} and lock_number = ${run.lockCount}`;
  await tx.sql`
    with ended as materialized (
      select distinct taxpayer_id, tax_year, income_kind
        from payroll.tax_cumulation_step
       where shard_key = ${shardKey} and tenant_id = ${tenantId}
         and run_id = ${run.id} and lock_number = ${run.lockCount}),
    before as materialized (
      select distinct on (e.taxpayer_id, e.tax_year, e.income_kind)
             e.taxpayer_id, e.tax_year, e.income_kind, s.tax_period, s.head_employed_from,
             s.head_declared_months, s.head_method, s.head_income, s.head_exempt,
             s.head_basic_deduction, s.head_special, s.head_additional, s.head_other,
             s.head_relief, s.head_withheld, s.head_bonus_income, s.head_bonus_tax
        from ended e
        left join payroll.tax_cumulation_step s
          on s.shard_key = ${shardKey} and s.tenant_id = ${tenantId}
         and s.taxpayer_id = e.taxpayer_id and s.tax_year = e.tax_year
         and s.income_kind = e.income_kind and s.voided_at is null
       order by e.taxpayer_id, e.tax_year, e.income_kind, s.version desc nulls last)
    update payroll.tax_cumulation c
       set version = c.version + 1,
           last_period = coalesce(b.tax_period, c.last_period),
           employed_from = coalesce(b.head_employed_from, c.employed_from),
           declared_months = coalesce(b.head_declared_months, 0),
           withholding_method = coalesce(b.head_method, c.withholding_method),
           income = coalesce(b.head_income, 0), exempt = coalesce(b.head_exempt, 0),
           basic_deduction = coalesce(b.head_basic_deduction, 0),
           special = coalesce(b.head_special, 0), additional = coalesce(b.head_additional, 0),
           other = coalesce(b.head_other, 0), relief = coalesce(b.head_relief, 0),
           withheld = coalesce(b.head_withheld, 0),
           bonus_income = coalesce(b.head_bonus_income, 0),
           bonus_tax = coalesce(b.head_bonus_tax, 0)
      from before b
     where c.shard_key = ${shardKey} and c.tenant_id = ${tenantId}
       and c.taxpayer_id = b.taxpayer_id and c.tax_year = b.tax_year
       and c.income_kind = b.income_kind`;
}
