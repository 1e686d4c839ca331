import type { Input, Output, payrollContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { loadRun, type RunId } from '../run/payroll-run.store.ts';

type CalculationView = Output<typeof contract.getCalculation>;

export async function getCalculation(
  tx: Transaction,
  input: Input<typeof contract.getCalculation>,
) {
  const run = await loadRun(tx, input.runId);
  if (!run) return fail({ code: 'payroll_run.not_found' as const });
  const view = await calculationView(tx, input.runId);
  if (!view) return fail({ code: 'payroll_run.never_calculated' as const });
  return ok(view);
}

/** The newest calculation with its job's progress; null before the first. */
export async function calculationView(
  tx: Transaction,
  runId: RunId,
): Promise<CalculationView | null> {
  const [row] = await tx.sql<CalculationView>`
    select c.run_id as "runId", c.version, c.job_id as "jobId", coalesce(j.state, 'queued') as state,
           coalesce(j.done, 0) as done, j.total, j.failure, c.policy_pin as "policyVersion",
           c.started_at as "startedAt", j.finished_at as "finishedAt"
      from payroll.calculation c
      left join platform.job j
        on j.shard_key = c.shard_key and j.tenant_id = c.tenant_id and j.id = c.job_id
     where c.shard_key = ${tx.shardKey} and c.tenant_id = ${tx.tenantId} and c.run_id = ${runId}
     order by c.version desc
     limit 1`;
  return row ?? null;
}
