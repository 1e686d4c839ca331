import type { PayPeriod } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { currentPolicy } from '@heyi/statutory';
import { recordContributionLines } from '../contribution-line/contribution-line.store.ts';
import type { NewLine } from '../contribution-line/contribution-line.ts';
import type { TaskId } from '../task/task.ts';
import { monthsOfTask } from './back-contribution.store.ts';

/** The agency has taken the months: lines of the type 补缴, until its bill is there. */
export async function recordBackContribution(
  tx: Transaction,
  taskId: TaskId,
  billPeriod: PayPeriod,
): Promise<void> {
  const found = await monthsOfTask(tx, taskId, currentPolicy);
  if (!found) return;
  const { employmentId, registrationId, months } = found;
  const lines = months.map((month): NewLine => ({
    employmentId,
    registrationId,
    kind: month.kind,
    period: month.period,
    billPeriod,
    type: 'backContribution',
    source: 'estimate',
    base: month.base,
    employer: month.employer,
    employee: month.employee,
    lateFee: month.lateFee,
    provisional: month.provisional,
    policyPin: currentPolicy.pin,
    evidenceFileId: null,
    differenceRunId: null,
  }));
  await recordContributionLines(tx, lines);
}
