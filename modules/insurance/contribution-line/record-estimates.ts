import { type PayPeriod, zeroFen } from '@heyi/kernel';
import type { EmploymentId } from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import type { Policy } from '@heyi/statutory';
import type { NewLine } from './contribution-line.ts';
import { recordContributionLines } from './contribution-line.store.ts';
import { insuredMonths } from './insured-month.store.ts';
import type { InsuredMonth } from './insured-month.ts';
import { MonthlyDues } from './monthly-dues.ts';

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
  const { lines, unknowns } = estimatesOf({ policy, period, billPeriod, months });
  let unknownCount = 0;
  for (const count of unknowns.values()) unknownCount += count;
  return { ...(await recordContributionLines(tx, lines)), unknownCount };
}

/** The regular lines that months come to by a policy, and how many kinds are not known of whom. */
export function estimatesOf(wanted: {
  readonly policy: Policy;
  readonly period: PayPeriod;
  readonly billPeriod: PayPeriod;
  readonly months: readonly InsuredMonth[];
}): { lines: NewLine[]; unknowns: Map<EmploymentId, number> } {
  const { policy, period, billPeriod, months } = wanted;
  const lines: NewLine[] = [];
  const unknowns = new Map<EmploymentId, number>();
  const dues = new MonthlyDues(policy, period);
  for (const month of months) {
    const due = dues.of(month);
    if (due.unknowns.length > 0) {
      const before = unknowns.get(month.employmentId) ?? 0;
      unknowns.set(month.employmentId, before + due.unknowns.length);
    }
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
        provisional: line.provisional,
        policyPin: policy.pin,
        evidenceFileId: null,
        differenceRunId: null,
      });
    }
  }
  return { lines, unknowns };
}
