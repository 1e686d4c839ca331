import type { Input, payrollContract as contract } from '@heyi/contract';
import { addSeconds, fail, type Instant, millisecondsBetween, ok } from '@heyi/kernel';
import { publish, type Transaction } from '@heyi/platform';
import { isLocked } from '../run/payroll-run.ts';
import { loadRun } from '../run/payroll-run.store.ts';
import { releaseCounts, saveReleases } from './payslip-release.store.ts';

const daysAheadMax = 90;
const dayMs = 86_400_000;

/** Shows payslips to their people, now or at a time. Publishes payslips.released. */
export async function releasePayslips(
  tx: Transaction,
  input: Input<typeof contract.releasePayslips>,
) {
  const run = await loadRun(tx, input.runId);
  if (!run) return fail({ code: 'payroll_run.not_found' as const });
  if (!isLocked(run.state)) return fail({ code: 'payroll_run.not_locked' as const });
  const at = laterOf(tx.now, input.at);
  if (millisecondsBetween(tx.now, at) > daysAheadMax * dayMs) {
    return fail({ code: 'payslip.release_too_late' as const });
  }
  const employmentIds = input.employmentIds ?? null;
  const found = await saveReleases(tx, run.id, { employmentIds, at });
  if (found === 0) return fail({ code: 'payslip.nobody' as const });
  await publish(tx, { type: 'payslips.released', payload: { runId: run.id, at } });
  return ok(await releaseCounts(tx, run.id));
}

/** In UTC; a time that is over means now. */
function laterOf(now: Instant, wanted: string | undefined): Instant {
  if (wanted === undefined) return now;
  const at = addSeconds(wanted, 0);
  return at > now ? at : now;
}
