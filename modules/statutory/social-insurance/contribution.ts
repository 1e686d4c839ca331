import {
  add,
  clamp,
  type Fen,
  formatRate,
  formatYuan,
  multiply,
  ok,
  type PayPeriod,
  type Rate,
  type Result,
  sum,
} from '@heyi/kernel';
import type { ContributionTerms, InForce, Policy } from '@heyi/policy';
import { reason, type Reason } from '../reason.ts';
import {
  type ContributionKind,
  type ContributionSelection,
  type ContributionWarning,
  isHousingFund,
  type SchemeFailure,
  schemeInForce,
  type UnknownKind,
} from './contribution-scheme.ts';

export type Party = 'employer' | 'employee';

export type ContributionLine = {
  readonly kind: ContributionKind;
  readonly figureKey: string;
  readonly base: Fen;
  readonly employerRate: Rate;
  readonly employeeRate: Rate;
  readonly employer: Fen;
  readonly employee: Fen;
  readonly warnings: readonly ContributionWarning[];
  readonly reasons: { readonly employer: Reason; readonly employee: Reason };
};

export type Contributions = {
  readonly lines: readonly ContributionLine[];
  /** Kinds that should be paid but whose figure is not known: the totals do not contain them. */
  readonly unknowns: readonly UnknownKind[];
  readonly employerTotal: Fen;
  readonly employeeTotal: Fen;
  readonly employerSocialInsurance: Fen;
  readonly employeeSocialInsurance: Fen;
  readonly employerHousingFund: Fen;
  readonly employeeHousingFund: Fen;
};

/** The base declared for a kind before clamping: one for all kinds, or one for each. */
export type DeclaredBases = Fen | ((kind: ContributionKind) => Fen);

/**
 * 五险一金 of one person and month. Every kind clamps the declared base into its own bounds and
 * rounds by its own rule for each party; a month is charged whole or not at all.
 */
export function calculateContributions(
  policy: Policy,
  period: PayPeriod,
  input: ContributionSelection & { readonly declaredBase: DeclaredBases },
): Result<Contributions, SchemeFailure> {
  const scheme = schemeInForce(policy, period, input);
  if (!scheme.ok) return scheme;
  const { declaredBase } = input;
  const lines = scheme.value.lines.map((line): ContributionLine => {
    const { kind, figure, employerRate, employeeRate, warnings } = line;
    const declared = typeof declaredBase === 'function' ? declaredBase(kind) : declaredBase;
    const facts = { kind, figure, declared };
    const employer = partyContribution({ ...facts, party: 'employer', rate: employerRate });
    const employee = partyContribution({ ...facts, party: 'employee', rate: employeeRate });
    return {
      kind,
      figureKey: figure.key,
      base: employer.base,
      employerRate,
      employeeRate,
      employer: employer.amount,
      employee: employee.amount,
      warnings,
      reasons: { employer: employer.reason, employee: employee.reason },
    };
  });
  return ok({ lines, unknowns: scheme.value.unknowns, ...totals(lines) });
}

export type PartyFacts = {
  readonly kind: ContributionKind;
  readonly party: Party;
  readonly figure: InForce<ContributionTerms>;
  readonly rate: Rate;
  readonly declared: Fen;
};

export type PartyContribution = {
  readonly base: Fen;
  readonly amount: Fen;
  readonly reason: Reason;
};

/** `clamped base × rate`, rounded, plus the fixed amount of the kind. */
export function partyContribution(facts: PartyFacts): PartyContribution {
  const { kind, party, figure, rate, declared } = facts;
  const { floor, cap } = figure.value;
  const share = figure.value[party];
  const base = clamp(declared, floor, cap);
  const amount = add(multiply(base, rate, share.rounding), share.fixed);
  return {
    base,
    amount,
    reason: reason('social-insurance.contribution', {
      figures: [figure],
      inputs: {
        kind,
        party,
        declaredBase: formatYuan(declared),
        floor: floor === null ? '' : formatYuan(floor),
        cap: cap === null ? '' : formatYuan(cap),
        rate: formatRate(rate),
        fixed: formatYuan(share.fixed),
      },
      rounding: share.rounding,
      output: { base: formatYuan(base), amount: formatYuan(amount) },
    }),
  };
}

function totals(lines: readonly ContributionLine[]): Omit<Contributions, 'lines' | 'unknowns'> {
  const fund = lines.filter(({ kind }) => isHousingFund(kind));
  const insurance = lines.filter(({ kind }) => !isHousingFund(kind));
  return {
    employerTotal: sum(lines.map(({ employer }) => employer)),
    employeeTotal: sum(lines.map(({ employee }) => employee)),
    employerSocialInsurance: sum(insurance.map(({ employer }) => employer)),
    employeeSocialInsurance: sum(insurance.map(({ employee }) => employee)),
    employerHousingFund: sum(fund.map(({ employer }) => employer)),
    employeeHousingFund: sum(fund.map(({ employee }) => employee)),
  };
}
