import { formatPercent, rateFromPpm } from '@heyi/kernel';
import { payslipFlags } from '../payslip/flags.ts';
import { LineWriter } from '../payslip/packed-lines.ts';
import { type IncomeKind, incomeKindOf, isCumulated } from '../taxpayer/income-kind.ts';
import type { TaxpayerTable } from '../taxpayer/taxpayer-table.ts';
import { type Contributed, Contributor } from './contribute.ts';
import { type Earned, earn } from './earn.ts';
import { type FindingList, yuanOf } from './finding-list.ts';
import { hashBytes, type Member, type Previous } from './member.ts';
import type { RunPlan } from './run-plan.ts';
import { withhold, type Withheld } from './withhold.ts';

/** The figures of one payslip, in fen. */
export type Payslip = {
  row: number;
  incomeKind: IncomeKind;
  flags: number;
  gross: number;
  taxFree: number;
  income: number;
  special: number;
  other: number;
  afterTaxDeductions: number;
  recovered: number;
  net: number;
  receivable: number;
  earned: Earned;
  contributed: Contributed;
  withheld: Withheld;
};

/** Calculates the members of one run, one after the other. */
export class MemberCalculator {
  readonly lines = new LineWriter();
  private readonly plan: RunPlan;
  private readonly taxpayers: TaxpayerTable;
  private readonly findings: FindingList;
  private readonly contributor: Contributor;

  constructor(plan: RunPlan, taxpayers: TaxpayerTable, findings: FindingList) {
    this.plan = plan;
    this.taxpayers = taxpayers;
    this.findings = findings;
    this.contributor = new Contributor(plan);
  }

  /** From gross to net. The lines with their reasons stand in {@link lines} until the next call. */
  calculate(member: Member): Payslip {
    this.lines.start();
    const incomeKind = incomeKindOf(member.form, member.isResident);
    const row = this.rowOf(member, incomeKind);
    const earned = earn(this.plan, member, this.lines);
    const contributed = this.contributor.contribute(member, this.lines);
    const own = ownContributions(contributed);
    const gross = earned.ordinary + earned.bonus + earned.taxFree - earned.deductions;
    const payment = {
      income: earned.ordinary - earned.deductions + contributed.employerFundExcess,
      special: incomeKind === 'wages' ? own - contributed.ownFundExcess : 0,
      bonus: earned.bonus,
    };
    const withheld = withhold(this.plan, this.taxpayers, member, {
      row,
      kind: incomeKind,
      payment,
    });
    const settled = this.settle(
      member,
      gross - own - withheld.tax - withheld.bonusTax - earned.afterTax,
    );
    this.addTaxLines(member, incomeKind, withheld);
    const payslip: Payslip = {
      row,
      incomeKind,
      flags: this.flagsOf(member, contributed, withheld),
      gross,
      taxFree: earned.taxFree,
      income: payment.income + (withheld.isSecondBonus ? payment.bonus : 0),
      special: payment.special,
      other: 0,
      afterTaxDeductions: earned.afterTax,
      ...settled,
      earned,
      contributed,
      withheld,
    };
    this.check(member, payslip);
    return payslip;
  }

  /** A member before this one may have opened a cumulation of the same person. */
  private rowOf(member: Member, kind: IncomeKind): number {
    if (this.taxpayers.isCumulationOf(member.taxpayer, kind)) return member.taxpayer;
    return this.taxpayers.find(member.entity, member.bytes, member.documentAt, kind);
  }

  /** What is owed from before is taken back from what is left; a negative month is owed from now on. */
  private settle(
    member: Member,
    left: number,
  ): { net: number; recovered: number; receivable: number } {
    if (left < 0) return { net: 0, recovered: 0, receivable: -left };
    const recovers = this.plan.frame.scheme.recoverReceivables && member.owed > 0;
    const recovered = recovers ? Math.min(member.owed, left) : 0;
    if (recovered > 0) {
      this.lines.add(
        this.plan.places.recovery,
        this.plan.reasons.recovery,
        -recovered,
        member.owed,
      );
    }
    return { net: left - recovered, recovered, receivable: 0 };
  }

  /** The inputs of the tax stand in the payslip's own columns. */
  private addTaxLines(member: Member, kind: IncomeKind, withheld: Withheld): void {
    const { dictionary, places } = this.plan;
    const { method } = withheld;
    const reason = dictionary.indexOf(`tax ${kind} ${method}`, () =>
      isCumulated(kind) ? { rule: 'withholding', method } : { rule: 'monthlyTax', kind },
    );
    this.lines.add(places.tax, reason, -withheld.tax);
    if (withheld.bonus === 0) return;
    const { isResident } = member;
    const bonusReason = dictionary.indexOf(`bonus ${isResident}`, () => ({
      rule: 'annualBonus',
      isResident,
    }));
    this.lines.add(places.bonusTax, bonusReason, -withheld.bonusTax, withheld.bonus);
  }

  private flagsOf(member: Member, contributed: Contributed, withheld: Withheld): number {
    const { first, last } = this.plan.frame.days;
    const { endsOn, startsOn, accountAt, previous } = member;
    let flags = 0;
    if (startsOn >= first) flags |= payslipFlags.joiner;
    if (endsOn !== null && endsOn >= first && endsOn <= last) flags |= payslipFlags.leaver;
    if (endsOn !== null && endsOn < first) flags |= payslipFlags.afterLeaving;
    if (contributed.isEstimated) flags |= payslipFlags.contributionsEstimated;
    if (accountAt < 0) flags |= payslipFlags.withoutAccount;
    if (!withheld.isDeclared) flags |= payslipFlags.deductionsUndeclared;
    if (previous !== null && hasOtherAccount(member, previous))
      flags |= payslipFlags.accountChanged;
    return flags;
  }

  private check(member: Member, payslip: Payslip): void {
    const { flags, contributed } = payslip;
    const find = (key: Parameters<FindingList['add']>[0], evidence?: Record<string, string>) =>
      this.findings.add(key, member, evidence);
    for (const { key } of contributed.unknowns) find('policy.unknown', { figure: key });
    if (payslip.withheld.isBehind) find('cumulation.later_period_locked');
    if (member.accountAt < 0) {
      if (payslip.net > 0) find('account.missing');
    } else if (member.isHolderOther) find('account.holder_differs');
    if (flags & payslipFlags.accountChanged) find('account.changed');
    if (flags & payslipFlags.afterLeaving) find('pay.after_leaving');
    if (contributed.clampedKinds.length > 0) {
      find('insurance.base_clamped', { kinds: contributed.clampedKinds.join(', ') });
    }
    const excess = contributed.employerFundExcess + contributed.ownFundExcess;
    if (excess > 0) find('housing_fund.over_limit', { excess: yuanOf(excess) });
    if (payslip.withheld.isSecondBonus) find('item.bonus_second');
    const { declaredChange } = payslip.withheld;
    if (declaredChange !== null) {
      const { before, after } = declaredChange;
      find('deduction.changed', { before: yuanOf(before), after: yuanOf(after) });
    }
    this.checkPay(member, payslip, find);
    this.checkInsurance(member, payslip, find);
  }

  private checkPay(
    member: Member,
    payslip: Payslip,
    find: (key: Parameters<FindingList['add']>[0], evidence?: Record<string, string>) => void,
  ): void {
    const { frame, minimumWageOf, paysTerms } = this.plan;
    const { net, receivable, earned, withheld } = payslip;
    const { previous } = member;
    if (receivable > 0) find('net.negative', { receivable: yuanOf(receivable) });
    else if (net === 0) find('net.zero');
    if (paysTerms && member.terms.length === 0 && !(payslip.flags & payslipFlags.afterLeaving)) {
      find('term.missing');
    }
    if (
      paysTerms &&
      earned.isWholeMonth &&
      member.form !== 'serviceAgreement' &&
      member.form !== 'intern'
    ) {
      const minimum = member.form === 'partTime' ? null : minimumWageOf(member.cityCode);
      if (minimum !== null && member.terms.length > 0 && earned.minimumWage < minimum) {
        find('wage.below_minimum', { wage: yuanOf(earned.minimumWage), minimum: yuanOf(minimum) });
      }
    }
    if (previous === null) return;
    const change = Math.abs(net - previous.net);
    if (previous.net > 0 && change * 100 > previous.net * frame.scheme.netChangePercent) {
      find('net.changed', { percent: String(Math.trunc((change * 100) / previous.net)) });
    }
    if (
      withheld.ratePpm > previous.rate &&
      frame.previousTaxPeriod?.slice(0, 4) === String(frame.taxYear)
    ) {
      const [before, after] = [previous.rate, withheld.ratePpm].map((ppm) =>
        formatPercent(rateFromPpm(ppm)),
      );
      find('tax.bracket_jump', { before: before!, after: after! });
    }
  }

  private checkInsurance(
    member: Member,
    payslip: Payslip,
    find: (key: Parameters<FindingList['add']>[0]) => void,
  ): void {
    const { run } = this.plan.frame;
    if (run.contributionPeriod === null) return;
    const isInsured = member.lines.length > 0 || member.enrolments.length > 0;
    const isDue = member.form === 'fullTime' || member.form === 'dispatch';
    const isPresent = !(payslip.flags & payslipFlags.afterLeaving);
    if (!isInsured && isDue && member.insuredHere && isPresent) find('insurance.not_enrolled');
    const hasLeft = payslip.flags & (payslipFlags.leaver | payslipFlags.afterLeaving);
    if (hasLeft && member.enrolments.some(({ stopMonth }) => stopMonth === null)) {
      find('insurance.active_after_leaving');
    }
  }
}

export function ownContributions(contributed: Contributed): number {
  const { ownPension, ownMedical, ownUnemployment, ownHousingFund, ownAdjustment } = contributed;
  return ownPension + ownMedical + ownUnemployment + ownHousingFund + ownAdjustment;
}

export function employerContributions(contributed: Contributed): number {
  const { employerInsurance, employerHousingFund, employerAdjustment } = contributed;
  return employerInsurance + employerHousingFund + employerAdjustment;
}

function hasOtherAccount({ bytes, accountAt }: Member, previous: Previous): boolean {
  if (accountAt < 0 || previous.accountAt < 0) return false;
  const before = previous.accountAt;
  return (
    bytes.compare(previous.bytes, before, before + hashBytes, accountAt, accountAt + hashBytes) !==
    0
  );
}
