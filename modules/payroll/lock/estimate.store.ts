import type { Transaction } from '@heyi/platform';
import { payslipFlags } from '../payslip/flags.ts';
import type { PayrollRun } from '../run/payroll-run.store.ts';
import type { EstimateShare } from './contribution-due.store.ts';

/** Remembers what was withheld by estimate, so that the bill can be trued up to it. */
export async function keepEstimates(
  tx: Transaction,
  run: PayrollRun,
  shares: readonly EstimateShare[],
): Promise<void> {
  if (run.contributionPeriod === null) return;
  await tx.sql`
    with share as (
      select employment_id, jsonb_object_agg(registration_id, amount) as shares
        from unnest(${shares.map(({ employmentId }) => employmentId)}::uuid[],
                    ${shares.map(({ registrationId }) => registrationId)}::uuid[],
                    ${shares.map(({ amount }) => amount)}::bigint[])
          as one (employment_id, registration_id, amount)
       group by employment_id)
    insert into payroll.contribution_estimate (shard_key, tenant_id, employment_id,
                                               contribution_period, run_id, own_insurance,
                                               own_housing_fund, employer_insurance,
                                               employer_housing_fund, shares)
    select s.shard_key, s.tenant_id, s.employment_id, ${run.contributionPeriod}, ${run.id},
           s.own_pension + s.own_medical + s.own_unemployment, s.own_housing_fund,
           s.employer_insurance, s.employer_housing_fund, coalesce(share.shares, '{}')
      from payroll.payslip s
      left join share on share.employment_id = s.employment_id
     where s.shard_key = ${tx.shardKey} and s.tenant_id = ${tx.tenantId}
       and s.calculation_id = ${run.calculationId}
       and s.flags & ${payslipFlags.contributionsEstimated} <> 0
    on conflict (shard_key, tenant_id, employment_id, contribution_period) do nothing`;
}

/** The estimates of earlier months that this run's payslips have trued up: their bill has come. */
export async function settleEstimates(tx: Transaction, run: PayrollRun): Promise<void> {
  if (run.contributionPeriod === null) return;
  await tx.sql`
    update payroll.contribution_estimate s set settled_run_id = ${run.id}
      from payroll.payslip p
     where s.shard_key = ${tx.shardKey} and s.tenant_id = ${tx.tenantId}
       and s.settled_run_id is null and s.contribution_period < ${run.contributionPeriod}
       and p.shard_key = s.shard_key and p.tenant_id = s.tenant_id
       and p.calculation_id = ${run.calculationId} and p.employment_id = s.employment_id
       and exists (select from payroll.billed_estimate b
                    where b.shard_key = s.shard_key and b.tenant_id = s.tenant_id
                      and b.employment_id = s.employment_id
                      and b.contribution_period = s.contribution_period)`;
}

export async function undoEstimates(tx: Transaction, run: PayrollRun): Promise<void> {
  await tx.sql`
    update payroll.contribution_estimate set settled_run_id = null
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and settled_run_id = ${run.id}`;
  await tx.sql`
    delete from payroll.contribution_estimate
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and run_id = ${run.id}`;
}
