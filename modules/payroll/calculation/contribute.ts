import { type InsuredMonth, selectionOf } from '@heyi/insurance';
import { fen, periodFromIndex } from '@heyi/kernel';
import { kindsOfRegistration } from '@heyi/people';
import {
  type CompiledContributions,
  compileContributions,
  type ContributionKind,
  contributionKinds,
  type ContributionSelection,
  housingFundLimit,
  isHousingFund,
  numbersPerLine,
  type Party,
  type SchemeFailure,
  type UnknownKind,
} from '@heyi/statutory';
import type { LineWriter } from '../payslip/packed-lines.ts';
import { type BilledLine, type Enrolment, lineTypes, type Member, regularLine } from './member.ts';
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
  /** Index of the reason of each line and party, once it is known. */
  readonly reasons: number[];
};

type Fund = { own: number; employer: number; base: number };

/** What the lines of a month cost; the bill first, an estimate of ours where there is none. */
export class Contributor {
  private readonly plan: RunPlan;
  private readonly schemes = new Map<string, Scheme>();
  private readonly billReasons = new Map<number, Int32Array>();
  private readonly numbers: number[] = [];
  /** 缴存基数上限 of the fund by city; null where none is on file. */
  private readonly fundCaps = new Map<string, number | null>();

  constructor(plan: RunPlan) {
    this.plan = plan;
  }

  contribute(member: Member, lines: LineWriter): Contributed {
    const sums = nothing();
    if (this.plan.frame.run.contributionPeriod === null) return sums;
    const fund: Fund = { own: 0, employer: 0, base: 0 };
    let covered = 0;
    for (const line of member.lines) {
      this.takeLine(line, { sums, fund, lines });
      if (line.type === regularLine) covered |= agencyOfKind[line.kind]!;
    }
    for (const enrolment of member.enrolments) {
      if ((covered & agencies[enrolment.registrationKind as Agency]) !== 0) continue;
      this.estimate(enrolment, { sums, fund, lines });
    }
    this.trueUp(member, { sums, fund, lines });
    if (this.exceedsLimit(member, fund)) this.limitFund(member, { sums, fund, lines });
    return sums;
  }

  private takeLine(line: BilledLine, { sums, fund, lines }: Context): void {
    const { places } = this.plan;
    const { kind, type, isBill, base } = line;
    const isRegular = type === regularLine;
    if (isRegular && !isBill) sums.isEstimated = true;
    if (line.employee !== 0) {
      const item = isRegular ? places.ownContribution + kind : places.ownAdjustment;
      lines.add(item, this.billReason(line, 0), -line.employee, base);
    }
    if (line.employer !== 0) {
      const item = isRegular ? places.employerContribution + kind : places.employerAdjustment;
      lines.add(item, this.billReason(line, 1), line.employer, base);
    }
    if (isRegular) addRegular(sums, fund, contributionKinds[kind]!, line);
    else {
      sums.ownAdjustment += line.employee;
      sums.employerAdjustment += line.employer;
    }
  }

  /** Found by numbers: there are ten such lines a person. */
  private billReason({ kind, type, isBill, period }: BilledLine, party: 0 | 1): number {
    let known = this.billReasons.get(period);
    if (!known) {
      known = new Int32Array(contributionKinds.length * lineTypes.length * 4).fill(-1);
      this.billReasons.set(period, known);
    }
    const place = ((kind * lineTypes.length + type) * 2 + (isBill ? 1 : 0)) * 2 + party;
    if (known[place]! < 0) {
      known[place] = this.plan.dictionary.indexOf(`bill ${period} ${place}`, () => ({
        rule: 'billedContribution',
        kind: contributionKinds[kind]!,
        party: party === 0 ? 'employee' : 'employer',
        isBill,
        type: lineTypes[type]!,
        period: periodFromIndex(period),
      }));
    }
    return known[place]!;
  }

  /** 预扣: the figures in force on the base of an enrolment of whose agency there is no line. */
  private estimate(enrolment: Enrolment, { sums, fund, lines }: Context): void {
    sums.isEstimated = true;
    const known = this.schemeOf(enrolment);
    const { scheme } = known;
    if ('code' in scheme) {
      sums.unknowns.push({ kind: enrolment.registrationKind, key: `cn.${enrolment.cityCode}` });
      return;
    }
    for (const unknown of scheme.unknowns) sums.unknowns.push(unknownFigure(unknown));
    scheme.calculate(enrolment.base, this.numbers, 0);
    for (let index = 0; index < scheme.lines.length; index += 1) {
      const { kind, figure, warnings } = scheme.lines[index]!;
      if (warnings.includes('provisional')) this.plan.provisionalFigures.add(figure.key);
      const at = index * numbersPerLine;
      const base = this.numbers[at]!;
      const amounts = { base, employer: this.numbers[at + 1]!, employee: this.numbers[at + 2]! };
      if (base !== enrolment.base) sums.clampedKinds.push(kind);
      this.addEstimate(known, index, { ...amounts, declared: enrolment.base }, lines);
      addRegular(sums, fund, kind, amounts);
    }
  }

  private addEstimate(
    { selection, scheme, reasons }: Scheme,
    index: number,
    line: { declared: number; employer: number; employee: number },
    lines: LineWriter,
  ): void {
    const { places, dictionary } = this.plan;
    const { kind } = (scheme as CompiledContributions).lines[index]!;
    const period = this.plan.frame.run.contributionPeriod!;
    const place = contributionKinds.indexOf(kind);
    const reasonOf = (party: Party) => {
      const at = index * 2 + (party === 'employer' ? 1 : 0);
      reasons[at] ??= dictionary.indexOf(
        `estimate ${JSON.stringify(selection)} ${kind} ${party}`,
        () => ({
          rule: 'estimatedContribution',
          selection,
          period,
          kind,
          party,
        }),
      );
      return reasons[at];
    };
    if (line.employee !== 0) {
      lines.add(
        places.ownContribution + place,
        reasonOf('employee'),
        -line.employee,
        line.declared,
      );
    }
    if (line.employer !== 0) {
      lines.add(
        places.employerContribution + place,
        reasonOf('employer'),
        line.employer,
        line.declared,
      );
    }
  }

  private schemeOf(enrolment: Enrolment): Scheme {
    const key = keyOf(enrolment);
    let known = this.schemes.get(key);
    if (!known) {
      const { policy, run } = this.plan.frame;
      const selection = selectionOf(enrolment as unknown as InsuredMonth);
      const made = compileContributions(policy, run.contributionPeriod!, selection);
      known = { selection, scheme: made.ok ? made.value : made.failure, reasons: [] };
      this.schemes.set(key, known);
    }
    return known;
  }

  /** An earlier month was withheld by estimate and its bill has come: the difference is taken now. */
  private trueUp(member: Member, { sums, lines }: Context): void {
    const { places, dictionary } = this.plan;
    for (const estimate of member.estimates) {
      const { period } = estimate;
      const own = [estimate.ownTaken, estimate.ownBilled] as const;
      const employer = [estimate.employerTaken, estimate.employerBilled] as const;
      sums.ownAdjustment += own[1] - own[0];
      sums.employerAdjustment += employer[1] - employer[0];
      if (own[1] !== own[0]) {
        const reason = dictionary.indexOf(`trueUp own ${period}`, () => ({
          rule: 'trueUp',
          party: 'employee',
          period,
        }));
        lines.add(places.ownAdjustment, reason, own[0] - own[1], own[0], own[1]);
      }
      if (employer[1] !== employer[0]) {
        const reason = dictionary.indexOf(`trueUp employer ${period}`, () => ({
          rule: 'trueUp',
          party: 'employer',
          period,
        }));
        lines.add(
          places.employerAdjustment,
          reason,
          employer[1] - employer[0],
          employer[0],
          employer[1],
        );
      }
    }
  }

  /**
   * Twelve percent of the wage up to the city's cap, and a yuan of rounding: below it nothing can
   * exceed the limit. A bill may stand on a base above the cap.
   */
  private exceedsLimit(member: Member, { own, employer, base }: Fund): boolean {
    const most = Math.max(own, employer);
    if (most === 0) return false;
    const cap = this.fundCapOf(fundCityOf(member));
    return most * 100 > Math.min(base, cap ?? base) * 12 + 10_000;
  }

  private fundCapOf(cityCode: string): number | null {
    let cap = this.fundCaps.get(cityCode);
    if (cap === undefined) {
      const { policy, run } = this.plan.frame;
      const key = `cn.housing-fund.${cityCode}.housingFund` as const;
      const figure = policy.figure(key, run.contributionPeriod!);
      cap = figure.ok ? figure.value.value.cap : null;
      this.fundCaps.set(cityCode, cap);
    }
    return cap;
  }

  /** 超标计税, 财税〔2006〕10号. Of the few that may exceed; an unknown cap leaves the fund as it is. */
  private limitFund(member: Member, { sums, fund }: Context): void {
    const { policy, run } = this.plan.frame;
    const limited = housingFundLimit(policy, run.contributionPeriod!, {
      cityCode: fundCityOf(member),
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

/** Each agency bills by itself: what one has sent says nothing of the others. A bit an agency. */
const agencies = { socialInsurance: 1, medical: 2, housingFund: 4 } as const;
type Agency = keyof typeof agencies;
const agencyOfKind = contributionKinds.map((kind) =>
  Object.entries(agencies).reduce(
    (bits, [agency, bit]) =>
      kindsOfRegistration[agency as Agency].includes(kind) ? bits | bit : bits,
    0,
  ),
);

function fundCityOf(member: Member): string {
  const enrolled = member.enrolments.find(
    ({ registrationKind }) => registrationKind === 'housingFund',
  );
  return enrolled?.cityCode ?? member.cityCode;
}

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

function unknownFigure({ kind, failure }: UnknownKind): UnknownFigure {
  return { kind, key: 'key' in failure ? failure.key : failure.code };
}

function keyOf(enrolment: Enrolment): string {
  const { registrationKind, cityCode, insuredType, hukouType, tier } = enrolment;
  const { housingFundRatePpm, supplementaryRatePpm, injuryRatePpm } = enrolment;
  return `${registrationKind} ${cityCode} ${housingFundRatePpm} ${supplementaryRatePpm} ${injuryRatePpm} ${hukouType} ${insuredType} ${tier}`;
}
