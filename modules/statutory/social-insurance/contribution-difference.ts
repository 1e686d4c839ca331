import {
  add,
  type Fen,
  formatRate,
  formatYuan,
  multiply,
  ok,
  type PayPeriod,
  type Result,
  subtract,
  sum,
  zeroFen,
} from '@heyi/kernel';
import type { Policy } from '@heyi/policy';
import { reason, type Reason } from '../reason.ts';
import {
  calculateContributions,
  type ContributionLine,
  type DeclaredBases,
  type Party,
} from './contribution.ts';
import {
  type ContributionKind,
  type ContributionSelection,
  isHousingFund,
  type SchemeFailure,
  schemeInForce,
  type UnknownKind,
} from './contribution-scheme.ts';

export type DifferenceLine = {
  readonly period: PayPeriod;
  readonly kind: ContributionKind;
  readonly baseBefore: Fen;
  readonly baseNow: Fen;
  /** Positive is to charge, negative to give back. */
  readonly employerDifference: Fen;
  readonly employeeDifference: Fen;
  readonly reasons: { readonly employer: Reason; readonly employee: Reason };
};

export type ContributionDifference = {
  /** Only kinds and months with a difference. */
  readonly lines: readonly DifferenceLine[];
  readonly unknowns: readonly UnknownKind[];
  readonly employerTotal: Fen;
  readonly employeeTotal: Fen;
};

type Charged = { readonly base: Fen; readonly employer: Fen; readonly employee: Fen };

/**
 * 补差 of closed months after a late notice: what the month costs by the figures known now, less
 * what the same person was charged by the figures known then. Both policies are pinned, so the
 * difference is reproduced later.
 */
export function contributionDifference(
  known: { readonly before: Policy; readonly now: Policy },
  months: readonly PayPeriod[],
  input: ContributionSelection & { readonly declaredBase: DeclaredBases },
): Result<ContributionDifference, SchemeFailure> {
  const lines: DifferenceLine[] = [];
  const unknowns: UnknownKind[] = [];
  for (const period of months) {
    const before = calculateContributions(known.before, period, input);
    if (!before.ok) return before;
    const now = calculateContributions(known.now, period, input);
    if (!now.ok) return now;
    unknowns.push(...now.value.unknowns);
    const charged = new Map(before.value.lines.map((line) => [line.kind, line]));
    for (const due of now.value.lines) {
      const line = differenceLine(period, charged.get(due.kind), due);
      if (line.employerDifference !== 0 || line.employeeDifference !== 0) lines.push(line);
    }
  }
  return ok({
    lines,
    unknowns,
    employerTotal: sum(lines.map((line) => line.employerDifference)),
    employeeTotal: sum(lines.map((line) => line.employeeDifference)),
  });
}

const notCharged: Charged = { base: zeroFen, employer: zeroFen, employee: zeroFen };

function differenceLine(
  period: PayPeriod,
  before: Charged | undefined,
  due: ContributionLine,
): DifferenceLine {
  const charged = before ?? notCharged;
  const employerDifference = subtract(due.employer, charged.employer);
  const employeeDifference = subtract(due.employee, charged.employee);
  const why = (party: Party, difference: Fen): Reason =>
    reasonOfDifference(due.reasons[party], period, {
      due: due[party],
      charged: charged[party],
      difference,
    });
  return {
    period,
    kind: due.kind,
    baseBefore: charged.base,
    baseNow: due.base,
    employerDifference,
    employeeDifference,
    reasons: {
      employer: why('employer', employerDifference),
      employee: why('employee', employeeDifference),
    },
  };
}

function reasonOfDifference(
  due: Reason,
  period: PayPeriod,
  amounts: { readonly due: Fen; readonly charged: Fen; readonly difference: Fen },
): Reason {
  return {
    ...reason('social-insurance.contribution-difference', {
      figures: [],
      inputs: {
        ...due.inputs,
        period,
        due: formatYuan(amounts.due),
        charged: formatYuan(amounts.charged),
      },
      rounding: due.rounding,
      output: { difference: formatYuan(amounts.difference) },
    }),
    figures: due.figures,
  };
}

export type BaseDifferenceLine = {
  readonly kind: ContributionKind;
  readonly employer: Fen;
  readonly employee: Fen;
  readonly reasons: { readonly employer: Reason; readonly employee: Reason };
};

export type BaseDifference = {
  readonly lines: readonly BaseDifferenceLine[];
  readonly unknowns: readonly UnknownKind[];
  readonly employerDifference: Fen;
  readonly employeeDifference: Fen;
};

/**
 * What a difference of base costs in one month: each kind's rate on the difference, rounded for
 * each kind and party. Fixed amounts do not depend on the base, so they are not charged again. The
 * housing fund takes part only when the selection names it.
 */
export function chargeBaseDifference(
  policy: Policy,
  period: PayPeriod,
  input: ContributionSelection & { readonly baseDifference: Fen },
): Result<BaseDifference, SchemeFailure> {
  const scheme = schemeInForce(policy, period, input);
  if (!scheme.ok) return scheme;
  const { baseDifference } = input;
  const lines = scheme.value.lines
    .filter(({ kind }) => !isHousingFund(kind) || input.kinds?.includes(kind))
    .map((line): BaseDifferenceLine => {
      const { kind, figure } = line;
      const charge = (party: Party) => {
        const rate = party === 'employer' ? line.employerRate : line.employeeRate;
        const { rounding } = figure.value[party];
        const amount = multiply(baseDifference, rate, rounding);
        const why = reason('social-insurance.base-difference', {
          figures: [figure],
          inputs: {
            kind,
            party,
            baseDifference: formatYuan(baseDifference),
            rate: formatRate(rate),
          },
          rounding,
          output: { amount: formatYuan(amount) },
        });
        return { amount, why };
      };
      const employer = charge('employer');
      const employee = charge('employee');
      return {
        kind,
        employer: employer.amount,
        employee: employee.amount,
        reasons: { employer: employer.why, employee: employee.why },
      };
    });
  return ok({
    lines,
    unknowns: scheme.value.unknowns,
    employerDifference: add(zeroFen, ...lines.map(({ employer }) => employer)),
    employeeDifference: add(zeroFen, ...lines.map(({ employee }) => employee)),
  });
}
