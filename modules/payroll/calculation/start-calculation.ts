import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { enqueue, type Transaction } from '@heyi/platform';
import { currentPolicy } from '@heyi/statutory';
import { calculate } from '../run/payroll-run.ts';
import { loadRunForUpdate, moveRun } from '../run/payroll-run.store.ts';
import { calculateJob } from './calculate-run.ts';
import { insertCalculation, setCalculationJob } from './calculation.store.ts';
import { calculationView } from './get-calculation.ts';

/** Queues the calculation of a run, with the policy that is current now pinned to it. */
export async function startCalculation(
  tx: Transaction,
  input: Input<typeof contract.startCalculation>,
) {
  const run = await loadRunForUpdate(tx, input.runId);
  if (!run) return fail({ code: 'payroll_run.not_found' as const });
  const next = calculate(run.state);
  if (!next.ok) return next;
  const version = run.calculationVersion + 1;
  const calculationId = await insertCalculation(tx, {
    runId: run.id,
    version,
    policyPin: currentPolicy.pin,
    inputRevision: run.inputRevision,
  });
  await tx.sql`
    update payroll.run set pending_calculation_id = ${calculationId}, calculation_version = ${version}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${run.id}`;
  await moveRun(tx, run.id, { action: 'calculate', state: next.value });
  const jobId = await enqueue(tx, {
    job: calculateJob,
    input: { runId: run.id, calculationId },
    subjectId: run.id,
  });
  await setCalculationJob(tx, calculationId, jobId);
  return ok((await calculationView(tx, run.id))!);
}
