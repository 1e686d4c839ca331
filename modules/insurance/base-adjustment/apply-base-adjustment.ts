import type { baseAdjustmentContract as contract, Input } from '@heyi/contract';
import { addMonths, assert, fail, type Id, ok, periodOf } from '@heyi/kernel';
import { changeBases } from '@heyi/people';
import { publishAll, type Transaction } from '@heyi/platform';
import { previewDifferences } from '../difference-run/preview-differences.ts';
import { planTasks } from '../task/plan-tasks.ts';
import {
  adjustmentOf,
  type AdjustmentView,
  basesToApply,
  closeAdjustment,
  lockAdjustment,
} from './base-adjustment.store.ts';

/**
 * The confirmed bases hold from the month on: new terms, tasks 基数变更, and where months are closed
 * already a difference run as a preview. Publishes employment.changed.
 */
export async function applyBaseAdjustment(
  tx: Transaction,
  input: Input<typeof contract.applyBaseAdjustment>,
) {
  const adjustment = await lockAdjustment(tx, input.adjustmentId);
  if (!adjustment) return fail({ code: 'base_adjustment.not_found' as const });
  if (adjustment.state !== 'open') return fail({ code: 'base_adjustment.not_open' as const });
  const { id, personCount, confirmedCount, period } = adjustment;
  if (confirmedCount < personCount && !input.leaveOutUnconfirmed) {
    return fail({ code: 'base_adjustment.unconfirmed' as const });
  }
  const bases = await basesToApply(tx, adjustment);
  await changeBases(tx, period, bases);
  const employmentIds = [...new Set(bases.map(({ employmentId }) => employmentId))];
  const differenceRunId = bases.length === 0 ? null : await previewOf(tx, adjustment);
  await closeAdjustment(tx, id, { state: 'applied', differenceRunId });
  await planTasks(tx, employmentIds);
  await publishAll(
    tx,
    employmentIds.map((employmentId) => ({
      type: 'employment.changed',
      payload: { employmentId },
    })),
  );
  return ok((await adjustmentOf(tx, id))!);
}

/** Of the closed months, at most two years; null while another run of the city is under way. */
async function previewOf(
  tx: Transaction,
  { cityCode, period }: AdjustmentView,
): Promise<Id<'dfr'> | null> {
  const { tenantId } = tx;
  const billPeriod = periodOf(tx.today);
  const toPeriod = addMonths(billPeriod, -1);
  const earliest = addMonths(toPeriod, -23);
  const fromPeriod = period < earliest ? earliest : period;
  if (fromPeriod > toPeriod) return null;
  const wanted = { tenantId, cityCode, fromPeriod, toPeriod, billPeriod };
  const run = await previewDifferences(tx, wanted);
  if (run.ok) return run.value.id;
  assert(run.failure.code === 'difference_run.in_progress', 'the months are in order');
  return null;
}
