import { firstDayOf, lastDayOf } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { type PayrollRun, type RunEntity, runEntities } from '../run/payroll-run.store.ts';
import type { InputSource } from './run-input.store.ts';

export type Coverage = {
  /** People whom the rule of the month takes in. */
  readonly expected: number;
  readonly covered: Readonly<Record<InputSource, number>>;
};

/** For how many people each of the sources has something; the others are not looked at. */
export async function coverageOf(
  tx: Transaction,
  run: PayrollRun,
  sources: readonly InputSource[],
): Promise<Coverage> {
  const entities = await runEntities(tx, run.id);
  const wants = (source: InputSource) => sources.includes(source);
  const [own] = await tx.sql<{
    expected: number;
    payChanges: number;
    attendance: number;
    oneOffItems: number;
    contributions: number;
  }>`
    with expected as materialized (
      select employment_id from people.payable_employment_term
       where terms_from <= ${lastDayOf(run.wageMonth)}::date
         and (terms_to is null or terms_to >= ${lastDayOf(run.wageMonth)}::date)
         and shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
         and pay_entity_id = any (${entities.map(({ legalEntityId }) => legalEntityId)}::uuid[])
         and (ends_on is null or ends_on >= ${firstDayOf(run.wageMonth)}))
    select (select count(*)::int from expected) as expected,
           case when ${wants('payChanges')} then
             (select count(distinct employment_id)::int from payroll.pay_term
               where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
                 and effective_from between ${firstDayOf(run.wageMonth)}
                                        and ${lastDayOf(run.wageMonth)}) else 0 end as "payChanges",
           case when ${wants('attendance')} then
             (select count(*)::int from payroll.attendance
               where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
                 and run_id = ${run.id}) else 0 end as attendance,
           case when ${wants('oneOffItems')} then
             (select count(distinct employment_id)::int from payroll.one_off_item
               where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
                 and run_id = ${run.id}) else 0 end as "oneOffItems",
           case when ${wants('contributions')} then
             (select count(distinct l.employment_id)::int from insurance.contribution_line_month l
                join expected e on e.employment_id = l.employment_id
               where l.shard_key = ${tx.shardKey} and l.tenant_id = ${tx.tenantId}
                 and l.bill_month = ${run.contributionPeriod}) else 0 end as contributions`;
  const { expected, ...covered } = own!;
  const taxpayers =
    wants('specialDeductions') || wants('openingBalances')
      ? await taxpayersCovered(tx, run, entities)
      : { specialDeductions: 0, openingBalances: 0 };
  return { expected, covered: { ...covered, ...taxpayers } };
}

/** Of the run's own people, in the tenants of their withholding entities. */
async function taxpayersCovered(
  tx: Transaction,
  run: PayrollRun,
  entities: readonly RunEntity[],
): Promise<{ specialDeductions: number; openingBalances: number }> {
  const [row] = await tx.sql<{ specialDeductions: number; openingBalances: number }>`
    with own as materialized (
      select distinct pay_entity_id, document_hash
        from people.payable_employment_term
       where terms_from <= ${lastDayOf(run.wageMonth)}::date
         and (terms_to is null or terms_to >= ${lastDayOf(run.wageMonth)}::date)
         and shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId})
    select count(d.taxpayer_id)::int as "specialDeductions",
           count(s.taxpayer_id)::int as "openingBalances"
      from unnest(${entities.map(({ shardKey }) => shardKey)}::int[],
                  ${entities.map(({ tenantId }) => tenantId)}::uuid[],
                  ${entities.map(({ legalEntityId }) => legalEntityId)}::uuid[])
           as e (shard_key, tenant_id, id)
      join own on own.pay_entity_id = e.id
      join payroll.taxpayer t
        on t.shard_key = e.shard_key and t.tenant_id = e.tenant_id and t.legal_entity_id = e.id
       and t.document_hash = own.document_hash
      left join payroll.special_deduction d
        on d.shard_key = t.shard_key and d.tenant_id = t.tenant_id and d.taxpayer_id = t.id
       and d.tax_period = ${run.taxPeriod}
      left join payroll.tax_cumulation_step s
        on s.shard_key = t.shard_key and s.tenant_id = t.tenant_id and s.taxpayer_id = t.id
       and s.tax_year = left(${run.taxPeriod}, 4)::int and s.income_kind = 'wages'
       and s.run_id is null and s.voided_at is null`;
  return row!;
}
