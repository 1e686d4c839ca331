import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { isLocked } from '../run/payroll-run.ts';
import { loadRun } from '../run/payroll-run.store.ts';
import { releaseCounts, withdrawReleases } from './payslip-release.store.ts';

/** Their people do not see them any more, until they are released again. */
export async function withdrawPayslips(
  tx: Transaction,
  input: Input<typeof contract.withdrawPayslips>,
) {
  const run = await loadRun(tx, input.runId);
  if (!run) return fail({ code: 'payroll_run.not_found' as const });
  if (!isLocked(run.state)) return fail({ code: 'payroll_run.not_locked' as const });
  const { employmentIds = null, reason } = input;
  const withdrawn = await withdrawReleases(tx, run.id, { employmentIds, reason });
  if (withdrawn === 0) return fail({ code: 'payslip.nobody_released' as const });
  return ok(await releaseCounts(tx, run.id));
}
