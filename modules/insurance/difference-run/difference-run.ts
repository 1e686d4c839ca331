import { type Fen, formatYuan, type PayPeriod, subtract } from '@heyi/kernel';
import type { EmploymentId } from '@heyi/people';
import { reason, type Reason } from '@heyi/statutory';
import type { LineKind } from '../contribution-line/contribution-line.ts';
import type { InsuredMonth } from '../contribution-line/insured-month.ts';
import type { MonthlyDues } from '../contribution-line/monthly-dues.ts';

/** What a person was charged for a kind and month so far, whatever the lines. */
export type Charged = {
  readonly employmentId: EmploymentId;
  readonly kind: LineKind;
  readonly period: PayPeriod;
  readonly base: Fen;
  readonly employer: Fen;
  readonly employee: Fen;
};

export type Difference = {
  readonly month: InsuredMonth;
  readonly charged: Charged;
  readonly baseDue: Fen;
  /** Positive is to charge, negative to give back. */
  readonly employer: Fen;
  readonly employee: Fen;
  readonly provisional: boolean;
  readonly reasons: readonly Reason[];
};

export type Differences = {
  readonly differences: readonly Difference[];
  readonly unknownCount: number;
};

/**
 * 补差 of one month: what each charged kind is due by the policy, less what was charged. Kinds that
 * were never charged are back contributions (补缴), not differences.
 */
export function differencesOf(
  dues: MonthlyDues,
  period: PayPeriod,
  months: readonly InsuredMonth[],
  charged: readonly Charged[],
): Differences {
  const byKind = new Map(charged.map((one) => [`${one.employmentId} ${one.kind}`, one]));
  const differences: Difference[] = [];
  let unknownCount = 0;
  for (const month of months) {
    const { lines, unknowns } = dues.of(month);
    const isCharged = (kind: string) => byKind.has(`${month.employmentId} ${kind}`);
    unknownCount += unknowns.filter(({ kind }) => isCharged(kind)).length;
    for (const line of lines) {
      const before = byKind.get(`${month.employmentId} ${line.kind}`);
      if (!before) continue;
      const employer = subtract(line.employer, before.employer);
      const employee = subtract(line.employee, before.employee);
      if (employer === 0 && employee === 0) continue;
      const reasons = line.reasons();
      const why = (party: 'employer' | 'employee') =>
        reasonOf(reasons[party], period, line[party], before[party]);
      differences.push({
        month,
        charged: before,
        baseDue: line.base,
        employer,
        employee,
        provisional: line.provisional,
        reasons: [why('employer'), why('employee')],
      });
    }
  }
  return { differences, unknownCount };
}

function reasonOf(due: Reason, period: PayPeriod, amount: Fen, charged: Fen): Reason {
  const difference = formatYuan(subtract(amount, charged));
  const amounts = { due: formatYuan(amount), charged: formatYuan(charged) };
  const stated = reason('social-insurance.contribution-difference', {
    figures: [],
    inputs: { ...due.inputs, ...amounts, period },
    rounding: due.rounding,
    output: { difference },
  });
  return { ...stated, figures: due.figures };
}
