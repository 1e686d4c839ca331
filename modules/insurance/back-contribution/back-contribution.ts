import type { baseAdjustmentContract as contract, Output } from '@heyi/contract';
import {
  addMonths,
  daysBetween,
  type Fen,
  lastDayOf,
  monthsBetween,
  type PayPeriod,
  type PlainDate,
  sum,
  zeroFen,
} from '@heyi/kernel';
import { type Policy, socialInsuranceLateFee } from '@heyi/statutory';
import { dueIn, type InsuredMonth, isProvisional } from '../contribution-line/insured-month.ts';
import type { LineKind } from '../contribution-line/contribution-line.ts';
import type { Procedure } from '../procedure/procedure.ts';

export type BackMonth = Omit<
  Output<typeof contract.previewBackContribution>['months'][number],
  'kind' | 'employer'
> & { readonly kind: LineKind; readonly employer: Fen };

/** Pension over three years back wants a judgment (人社部发〔2016〕132号; number not read). */
const judgmentMonths = 36;

export function judgmentNeeded(from: PayPeriod, now: PayPeriod): boolean {
  return monthsBetween(from, now) > judgmentMonths;
}

/** Whether the agency takes the month; a limit that is not known refuses nothing. */
export function isBeyondLimit(procedure: Procedure, from: PayPeriod, now: PayPeriod): boolean {
  const { backContributionMonths } = procedure;
  return backContributionMonths !== null && monthsBetween(from, now) > backContributionMonths;
}

/** The last day on which a month would have been paid in time: its end, by the agency's timing. */
function dueDay(procedure: Procedure, period: PayPeriod): PlainDate {
  const { payment } = procedure;
  if (payment === 'advance') return lastDayOf(addMonths(period, -1));
  return lastDayOf(payment === 'arrears' ? addMonths(period, 1) : period);
}

/**
 * What each month costs by its own figures, with the late fee of both parties' arrears from the day
 * after it was due to the day of payment (社会保险法 art. 86); the housing fund has none. Null when a
 * figure is not known.
 */
export function backMonths(
  policy: Policy,
  procedure: Procedure,
  wanted: {
    readonly unit: InsuredMonth;
    readonly fromPeriod: PayPeriod;
    readonly toPeriod: PayPeriod;
    readonly payOn: PlainDate;
  },
): BackMonth[] | null {
  const { unit, fromPeriod, toPeriod, payOn } = wanted;
  const months: BackMonth[] = [];
  for (let period = fromPeriod; period <= toPeriod; period = addMonths(period, 1)) {
    const due = dueIn(policy, period, unit);
    if (due.unknowns.length > 0 || due.lines.length === 0) return null;
    const daysLate = Math.max(0, daysBetween(dueDay(procedure, period), payOn));
    for (const line of due.lines) {
      const principal = sum([line.employer, line.employee]);
      const isFund = unit.registrationKind === 'housingFund';
      const lateFee = isFund ? zeroFen : lateFeeOf(policy, payOn, { principal, days: daysLate });
      if (lateFee === null) return null;
      months.push({
        period,
        kind: line.kind,
        base: line.base,
        employer: line.employer,
        employee: line.employee,
        lateFee,
        daysLate,
        provisional: isProvisional(line) || procedure.payment === null,
      });
    }
  }
  return months;
}

function lateFeeOf(
  policy: Policy,
  on: PlainDate,
  { principal, days }: { principal: Fen; days: number },
): Fen | null {
  const terms = { principal, days, dailyRate: null, rounding: 'half_up_fen' as const };
  const fee = socialInsuranceLateFee(policy, on, terms);
  return fee.ok ? fee.value.lateFee : null;
}
