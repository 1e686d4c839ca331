import { type PayPeriod, zeroFen } from '@heyi/kernel';
import type { EmploymentId } from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import type { Policy } from '@heyi/statutory';
import type { NewLine } from './contribution-line.ts';
import { recordContributionLines } from './contribution-line.store.ts';
import { insuredMonths } from './insured-month.store.ts';
import { dueIn, isProvisional } from './insured-month.ts';

/**
 * Records the regular lines of a month as estimates (预扣), for persons whose bill has not come.
 * Answers how many are new, and the kinds that are not known.
 */
export async function recordEstimates(
  tx: Transaction,
  wanted: {
    policy: Policy;
    period: PayPeriod;
    billPeriod: PayPeriod;
    employmentIds: readonly EmploymentId[];
  },
): Promise<{ recorded: number; kept: number; unknownCount: number }> {
  const { policy, period, billPeriod, employmentIds } = wanted;
  const months = await insuredMonths(tx, period, employmentIds);
  const lines: NewLine[] = [];
  let unknownCount = 0;
  for (const month of months) {
    const due = dueIn(policy, period, month);
    unknownCount += due.unknowns.length;
    for (const line of due.lines) {
      lines.push({
        employmentId: month.employmentId,
        registrationId: month.registrationId,
        kind: line.kind,
        period,
        billPeriod,
        type: 'regular',
        source: 'estimate',
        base: line.base,
        employer: line.employer,
        employee: line.employee,
        lateFee: zeroFen,
        provisional: isProvisional(line),
        policyPin: policy.pin,
        evidenceFileId: null,
        differenceRunId: null,
        reasons: [line.reasons.employer, line.reasons.employee],
      });
    }
  }
  return { ...(await recordContributionLines(tx, lines)), unknownCount };
}
