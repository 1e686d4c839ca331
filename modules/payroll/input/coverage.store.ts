import { firstDayOf, lastDayOf } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { type PayrollRun, runEntities } from '../run/payroll-run.store.ts';
import type { InputSource } from './run-input.store.ts';

export type Coverage = {
  /** People whom the rule of the month takes in. */
  readonly expected: number;
  readonly covered: Readonly<Record<InputSource, number>>;
};

/** For how many people each source has something. */
export async function coverageOf(tx: Transaction, run: PayrollRun): Promise<Coverage> {
  const entityIds = (await runEntities(tx, run.id)).map(({ legalEntityId }) => legalEntityId);
  const [own] = await tx.sql<{
    expected: number;
    payChanges: number;
    attendance: number;
    oneOffItems: number;
    contributions: number;
  }>`
    select (select count(*)::int from people.payable_employment_on(${lastDayOf(run.wageMonth)})
             where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
               and pay_entity_id = any (${entityIds}::uuid[])
               and (ends_on is null or ends_on >= ${firstDayOf(run.wageMonth)})) as expected,
           (select count(distinct employment_id)::int from payroll.pay_term
             where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
               and effective_from between ${firstDayOf(run.wageMonth)} and ${lastDayOf(run.wageMonth)})
             as "payChanges",
           (select count(*)::int from payroll.attendance
             where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and run_id = ${run.id})
             as attendance,
           (select count(distinct employment_id)::int from payroll.one_off_item
             where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and run_id = ${run.id})
             as "oneOffItems",
           (select count(distinct employment_id)::int from insurance.contribution_line_month
             where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
               and bill_month = ${run.contributionPeriod}) as contributions`;
  const taxpayers = await taxpayersCovered(tx, run);
  const { expected, ...covered } = own!;
  return { expected, covered: { ...covered, ...taxpayers } };
}

/** Of the run's own people, in the tenants of their withholding entities. */
async function taxpayersCovered(
  tx: Transaction,
  run: PayrollRun,
): Promise<{ specialDeductions: number; openingBalances: number }> {
  const sums = { specialDeductions: 0, openingBalances: 0 };
  for (const entity of await runEntities(tx, run.id)) {
    const [row] = await tx.sql<typeof sums>`
      with own as materialized (
        select document_hash from people.payable_employment_on(${lastDayOf(run.wageMonth)})
         where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
           and pay_entity_id = ${entity.legalEntityId})
      select count(d.taxpayer_id)::int as "specialDeductions",
             count(s.taxpayer_id)::int as "openingBalances"
        from payroll.taxpayer t
        left join payroll.special_deduction d
          on d.shard_key = t.shard_key and d.tenant_id = t.tenant_id and d.taxpayer_id = t.id
         and d.tax_period = ${run.taxPeriod}
        left join payroll.tax_cumulation_step s
          on s.shard_key = t.shard_key and s.tenant_id = t.tenant_id and s.taxpayer_id = t.id
         and s.tax_year = left(${run.taxPeriod}, 4)::int and s.income_kind = 'wages'
         and s.run_id is null and s.voided_at is null
       where t.shard_key = ${entity.shardKey} and t.tenant_id = ${entity.tenantId}
         and t.legal_entity_id = ${entity.legalEntityId}
         and t.document_hash in (select document_hash from own)`;
    sums.specialDeductions += row!.specialDeductions;
    sums.openingBalances += row!.openingBalances;
  }
  return sums;
}
