import { type InsuredMonth, selectionOf } from '@heyi/insurance';
import { fen } from '@heyi/kernel';
import {
  type CompiledContributions,
  compileContributions,
  type ContributionKind,
  contributionKinds,
  type ContributionSelection,
  housingFundLimit,
  isHousingFund,
  numbersPerLine,
  type SchemeFailure,
  type UnknownKind,
} from '@heyi/statutory';
import type { LineWriter } from '../payslip/packed-lines.ts';
import type { BilledLine, Enrolment, Member } from './member.ts';
import type { RunPlan } from './run-plan.ts';

/** Contributions of one member, in fen. */
export type Contributed = {
  ownPension: number;
  ownMedical: number;
  ownUnemployment: number;
  ownHousingFund: number;
  ownAdjustment: number;
  employerInsurance: number;
  employerHousingFund: number;
  employerAdjustment: number;
  isEstimated: boolean;
  /** Above the tax-free limit: the employer's part is income, the own part is no deduction. */
  employerFundExcess: number;
  ownFundExcess: number;
  unknowns: UnknownFigure[];
  /** The declared base of a kind lay outside the city's bounds. */
  clampedKinds: ContributionKind[];
};

export type UnknownFigure = { kind: string; key: string };

type Scheme = {
  readonly selection: ContributionSelection;
  readonly scheme: CompiledContributions | SchemeFailure;
};

type Fund = { own: number; employer: number; base: number };

/** What the lines of a month cost; the bill first, an estimate of ours where there is none. */
export class Contributor {
  private readonly plan: RunPlan;
  private readonly schemes = new Map<string, Scheme>();
  private readonly numbers: number[] = [];

  constructor(plan: RunPlan) {
    this.plan = plan;
  }

  contribute(member: Member, lines: LineWriter): Contributed {
    const sums = nothing();
    if (this.plan.frame.run.contributionPeriod === null) return sums;
    const fund: Fund = { own: 0, employer: 0, base: 0 };
    let hasRegular = false;
    for (const line of member.lines) {
      this.takeLine(line, { sums, fund, lines });
      hasRegular ||= line.type === 'regular';
    }
    if (!hasRegular && member.enrolments.length > 0) this.estimate(member, { sums, fund, lines });
    this.trueUp(member, { sums, fund, lines });
    if (exceedsLimit(fund)) this.limitFund(member, { sums, fund, lines });
    return sums;
  }

  private takeLine(line: BilledLine, { sums, fund, lines }: Context): void {
    const { places, dictionary } = this.plan;
    const { kind, type, isBill, period, base } = line;
    const isRegular = type === 'regular';
    if (isRegular && !isBill) sums.isEstimated = true;
    const index = contributionKinds.indexOf(kind);
    if (line.employee !== 0) {
      const reason = dictionary.indexOf(`bill ${kind} own ${isBill} ${type} ${period}`, () => ({
        rule: 'billedContribution',
        ...{ kind, party: 'employee', isBill, type, period },
      }));
      const item = isRegular ? places.ownContribution + index : places.ownAdjustment;
      lines.add(item, reason, -line.employee, base);
    }
    if (line.employer !== 0) {
      const reason = dictionary.indexOf(`bill ${kind} employer ${isBill} ${type} ${period}`, () => ({
        rule: 'billedContribution',
        ...{ kind, party: 'employer', isBill, type, period },
      }));
      const item = isRegular ? places.employerContribution + index : places.employerAdjustment;
      lines.add(item, reason, line.employer, base);
    }
    if (isRegular) addRegular(sums, fund, kind, line);
    else {
      sums.ownAdjustment += line.employee;
      sums.employerAdjustment += line.employer;
    }
  }

  /** 预扣: the figures in force on the base of the enrolment. */
  private estimate(member: Member, { sums, fund, lines }: Context): void {
    sums.isEstimated = true;
    for (const enrolment of member.enrolments) {
      const key = keyOf(enrolment);
      const { scheme, selection } = this.schemeOf(key, enrolment);
      if ('code' in scheme) {
        sums.unknowns.push({ kind: enrolment.registrationKind, key: `cn.${enrolment.cityCode}` });
        continue;
      }
      for (const unknown of scheme.unknowns) {
        sums.unknowns.push(unknownFigure(unknown));
      }
      scheme.calculate(enrolment.base, this.numbers, 0);
      for (let index = 0; index < scheme.lines.length; index += 1) {
        const { kind } = scheme.lines[index]!;
        const at = index * numbersPerLine;
        const [base, employer, employee] = [
          this.numbers[at]!,
          this.numbers[at + 1]!,
          this.numbers[at + 2]!,
        ];
        if (base !== enrolment.base) sums.clampedKinds.push(kind);
        this.addEstimate({ key, selection, kind, declared: enrolment.base, employer, employee }, lines);
        addRegular(sums, fund, kind, { base, employer, employee });
      }
    }
  }

  private addEstimate(
    line: {
      key: string;
      selection: ContributionSelection;
      kind: ContributionKind;
      declared: number;
      employer: number;
      employee: number;
    },
    lines: LineWriter,
  ): void {
    const { places, dictionary } = this.plan;
    const { key, selection, kind, declared } = line;
    const period = this.plan.frame.run.contributionPeriod!;
    const index = contributionKinds.indexOf(kind);
    if (line.employee !== 0) {
      const reason = dictionary.indexOf(`${key} ${kind} own`, () => ({
        rule: 'estimatedContribution',
        ...{ selection, period, kind, party: 'employee' },
      }));
      lines.add(places.ownContribution + index, reason, -line.employee, declared);
    }
    if (line.employer !== 0) {
      const reason = dictionary.indexOf(`${key} ${kind} employer`, () => ({
        rule: 'estimatedContribution',
        ...{ selection, period, kind, party: 'employer' },
      }));
      lines.add(places.employerContribution + index, reason, line.employer, declared);
    }
  }

  private schemeOf(key: string, enrolment: Enrolment): Scheme {
    let known = this.schemes.get(key);
    if (!known) {
      const { policy, run } = this.plan.frame;
      const selection = selectionOf(enrolment as unknown as InsuredMonth);
      const made = compileContributions(policy, run.contributionPeriod!, selection);
      known = { selection, scheme: made.ok ? made.value : made.failure };
      this.schemes.set(key, known);
    }
    return known;
  }

  /** An earlier month was withheld by estimate and its bill has come: the difference is taken now. */
  private trueUp(member: Member, { sums, lines }: Context): void {
    const { places, dictionary } = this.plan;
    for (const estimate of member.estimates) {
      const { period } = estimate;
      const own = [
        estimate.ownInsurance + estimate.ownHousingFund,
        estimate.billedOwnInsurance + estimate.billedOwnHousingFund,
      ] as const;
      const employer = [
        estimate.employerInsurance + estimate.employerHousingFund,
        estimate.billedEmployerInsurance + estimate.billedEmployerHousingFund,
      ] as const;
      sums.ownAdjustment += own[1] - own[0];
      sums.employerAdjustment += employer[1] - employer[0];
      if (own[1] !== own[0]) {
        const reason = dictionary.indexOf(`trueUp own ${period}`, () => ({
          rule: 'trueUp',
          ...{ party: 'employee', period },
        }));
        lines.add(places.ownAdjustment, reason, own[0] - own[1], own[0], own[1]);
      }
      if (employer[1] !== employer[0]) {
        const reason = dictionary.indexOf(`trueUp employer ${period}`, () => ({
          rule: 'trueUp',
          ...{ party: 'employer', period },
        }));
        lines.add(places.employerAdjustment, reason, employer[1] - employer[0], employer[0], employer[1]);
      }
    }
  }

  /** 超标计税, 财税〔2006〕10号. Of the few that may exceed; an unknown cap leaves the fund as it is. */
  private limitFund(member: Member, { sums, fund }: Context): void {
    const { policy, run } = this.plan.frame;
    const enrolled = member.enrolments.find(({ registrationKind }) => registrationKind === 'housingFund');
    const limited = housingFundLimit(policy, run.contributionPeriod!, {
      cityCode: enrolled?.cityCode ?? member.cityCode,
      wageBase: fen(fund.base),
      employer: fen(fund.employer),
      employee: fen(fund.own),
    });
    if (!limited.ok) {
      sums.unknowns.push({ kind: 'housingFund', key: limited.failure.key });
      return;
    }
    sums.employerFundExcess = limited.value.employerExcess;
    sums.ownFundExcess = limited.value.employeeExcess;
  }
}

type Context = { sums: Contributed; fund: Fund; lines: LineWriter };

function nothing(): Contributed {
  return {
    ownPension: 0,
    ownMedical: 0,
    ownUnemployment: 0,
    ownHousingFund: 0,
    ownAdjustment: 0,
    employerInsurance: 0,
    employerHousingFund: 0,
    employerAdjustment: 0,
    isEstimated: false,
    employerFundExcess: 0,
    ownFundExcess: 0,
    unknowns: [],
    clampedKinds: [],
  };
}

function addRegular(
  sums: Contributed,
  fund: Fund,
  kind: ContributionKind,
  line: { base: number; employer: number; employee: number },
): void {
  if (isHousingFund(kind)) {
    sums.ownHousingFund += line.employee;
    sums.employerHousingFund += line.employer;
    fund.own += line.employee;
    fund.employer += line.employer;
    fund.base = Math.max(fund.base, line.base);
    return;
  }
  sums.employerInsurance += line.employer;
  if (kind === 'pension' || kind === 'pensionLocalSupplement') sums.ownPension += line.employee;
  else if (kind === 'unemployment') sums.ownUnemployment += line.employee;
  else sums.ownMedical += line.employee;
}

/** Twelve percent of the base and a yuan of rounding: below it nothing can exceed the limit. */
function exceedsLimit({ own, employer, base }: Fund): boolean {
  return Math.max(own, employer) * 100 > base * 12 + 10_000;
}

function unknownFigure({ kind, failure }: UnknownKind): UnknownFigure {
  return { kind, key: 'key' in failure ? failure.key : failure.code };
}

function keyOf(enrolment: Enrolment): string {
  const { registrationKind, cityCode, insuredType, hukouType, tier } = enrolment;
  const { housingFundRatePpm, supplementaryRatePpm, injuryRatePpm } = enrolment;
  return `${registrationKind} ${cityCode} ${housingFundRatePpm} ${supplementaryRatePpm} ${injuryRatePpm} ${hukouType} ${insuredType} ${tier}`;
}
