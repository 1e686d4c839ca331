import { assert, fen, fromEpochDay, monthIndex, periodFromIndex, periodOf } from '@heyi/kernel';
import {
  taxAnnualBonus,
  taxNonResident,
  taxNonResidentBonus,
  taxRemuneration,
  type WithholdingMethod,
  type WithholdingOutcome,
  type WithholdingSums,
} from '@heyi/statutory';
import { type IncomeKind, isCumulated } from '../taxpayer/income-kind.ts';
import { withholdingMethods } from '../taxpayer/load-taxpayers.ts';
import type { TaxpayerColumn, TaxpayerTable } from '../taxpayer/taxpayer-table.ts';
import type { Member } from './member.ts';
import type { RunPlan } from './run-plan.ts';

/** One payment for the tax, in fen. */
export type TaxedPayment = { income: number; special: number; bonus: number };

export type Withheld = {
  method: WithholdingMethod;
  version: number;
  sums: WithholdingSums;
  taxable: number;
  cumulativeTax: number;
  tax: number;
  bonus: number;
  bonusTax: number;
  ratePpm: number;
  employedFrom: string;
  isDeclared: boolean;
  /** A later period of this person is locked already. */
  isBehind: boolean;
  isSecondBonus: boolean;
  /** What was declared for each month so far and for this one, when the two differ. */
  declaredChange: { before: number; after: number } | null;
};

const methodAt = (index: number): WithholdingMethod => withholdingMethods[index] ?? 'standard';

/**
 * Withholds from one payment: on the cumulation of the withholding entity, whoever of its clients
 * paid before. Payments of one month are one period: the month's total is taxed, less what was
 * withheld.
 */
export function withhold(
  plan: RunPlan,
  taxpayers: TaxpayerTable,
  member: Member,
  facts: { row: number; kind: IncomeKind; payment: TaxedPayment },
): Withheld {
  const { row, kind, payment } = facts;
  const hasHead = taxpayers.isCumulationOf(row, kind);
  const at = (column: TaxpayerColumn) => (hasHead ? taxpayers.figure(row, column) : 0);
  const now = plan.taxMonthIndex;
  const isSameMonth = hasHead && at('lastPeriod') === now;
  const isBehind = hasHead && at('lastPeriod') > now;
  const carries = isCumulated(kind) ? hasHead : isSameMonth;
  const before = (column: TaxpayerColumn) => (carries ? at(column) : 0);

  const method = methodOf(taxpayers, row, kind, hasHead);
  const employedFrom = employedFromOf(plan, member, hasHead ? at('employedFrom') : 0);
  const isDeclared = taxpayers.figure(row, 'isDeclared') === 1;
  const isSecondBonus = payment.bonus > 0 && at('bonusIncome') > 0;
  const bonus = isSecondBonus ? 0 : payment.bonus;
  const income = payment.income + (isSecondBonus ? payment.bonus : 0);
  const sums: WithholdingSums = {
    income: before('income') + income,
    exempt: before('exempt'),
    basicDeduction: basicDeduction(plan, member, { method, employedFrom, row, taxpayers, kind }),
    special: before('special') + payment.special,
    additional: 0,
    other: before('other'),
    relief: before('relief'),
    withheld: before('withheld'),
  };
  if (kind === 'wages') {
    sums.additional = isDeclared
      ? taxpayers.figure(row, 'declaredAdditional')
      : before('additional');
    if (isDeclared) sums.other = taxpayers.figure(row, 'declaredOther');
  }
  const outcome = taxOf(plan, kind, method, sums);
  const version = hasHead ? at('version') : 0;
  const bonusBefore = at('bonusIncome');
  remember(taxpayers, taxpayers.openCumulation(row, kind), {
    version: version + 1,
    lastPeriod: now,
    employedFrom,
    method: withholdingMethods.findIndex((candidate) => candidate === method),
    ...sums,
    withheld: sums.withheld + outcome.tax,
    bonusIncome: bonusBefore + bonus,
  });
  return {
    method,
    version,
    sums,
    taxable: outcome.taxable,
    cumulativeTax: outcome.cumulativeTax,
    tax: outcome.tax,
    bonus,
    bonusTax: bonus > 0 ? bonusTax(plan, member, bonus) : 0,
    ratePpm: outcome.ratePpm,
    employedFrom: monthText(employedFrom),
    isDeclared,
    isBehind,
    isSecondBonus,
    declaredChange: declaredChange(taxpayers, row, plan.taxMonth),
  };
}

/** A second employment with the entity in this run is taxed on top of this payment. */
function remember(
  taxpayers: TaxpayerTable,
  row: number,
  figures: Partial<Record<TaxpayerColumn, number>>,
): void {
  for (const column of rememberedColumns) taxpayers.setFigure(row, column, figures[column]!);
}

const rememberedColumns = [
  'version',
  'lastPeriod',
  'employedFrom',
  'method',
  'income',
  'exempt',
  'basicDeduction',
  'special',
  'additional',
  'other',
  'relief',
  'withheld',
  'bonusIncome',
] as const satisfies readonly TaxpayerColumn[];

/** Told only when the months before were all alike: the files are cumulative. */
function declaredChange(
  taxpayers: TaxpayerTable,
  row: number,
  month: number,
): { before: number; after: number } | null {
  const cumulated = taxpayers.figure(row, 'declaredBefore');
  if (taxpayers.figure(row, 'isDeclared') === 0 || cumulated < 0 || month === 1) return null;
  const before = cumulated / (month - 1);
  const after = taxpayers.figure(row, 'declaredAdditional') - cumulated;
  return Number.isInteger(before) && before !== after ? { before, after } : null;
}

/** A year keeps its method, but a first job may still be declared in it. */
function methodOf(
  taxpayers: TaxpayerTable,
  row: number,
  kind: IncomeKind,
  hasHead: boolean,
): WithholdingMethod {
  if (kind === 'studentIntern') return 'student-intern';
  if (kind !== 'wages') return 'standard';
  const declaresFirst = taxpayers.figure(row, 'firstEmployment') > 0;
  if (hasHead && taxpayers.figure(row, 'method') >= 0) {
    const method = methodAt(taxpayers.figure(row, 'method'));
    return method === 'standard' && declaresFirst ? 'first-wage-in-year' : method;
  }
  if (declaresFirst) return 'first-wage-in-year';
  return taxpayers.figure(row, 'lump60000') === 1 ? 'lump-60000' : 'standard';
}

/** First month of the year with this entity; a return to it within the year goes on counting. */
function employedFromOf(plan: RunPlan, member: Member, before: number): number {
  const now = plan.taxMonthIndex;
  const january = now - plan.taxMonth + 1;
  const started = monthIndexOfDay(member.startsOn);
  const first = before > 0 ? Math.min(before, started) : started;
  return Math.min(Math.max(first, january), now);
}

const textsOfMonths = new Map<number, string>();

function monthText(index: number): string {
  let text = textsOfMonths.get(index);
  if (text === undefined) {
    text = periodFromIndex(index);
    textsOfMonths.set(index, text);
  }
  return text;
}

const monthsOfDays = new Map<number, number>();

/** The days of employments are few thousand: each is turned into its month once. */
function monthIndexOfDay(day: number): number {
  let month = monthsOfDays.get(day);
  if (month === undefined) {
    month = monthIndex(periodOf(fromEpochDay(day)));
    monthsOfDays.set(day, month);
  }
  return month;
}

/**
 * Σ减除费用. Months of employment with this entity to the tax period (61号第六条): a leaver who is paid
 * in the month after has no further month.
 */
function basicDeduction(
  plan: RunPlan,
  member: Member,
  facts: {
    method: WithholdingMethod;
    employedFrom: number;
    row: number;
    taxpayers: TaxpayerTable;
    kind: IncomeKind;
  },
): number {
  const { method, employedFrom, row, taxpayers, kind } = facts;
  if (!isCumulated(kind)) return 0;
  if (taxpayers.figure(row, 'takesBasicDeduction') === 0) return 0;
  if (method === 'lump-60000') return plan.basicDeductionYearly;
  if (method === 'first-wage-in-year') return plan.basicDeductionMonthly * plan.taxMonth;
  const now = plan.taxMonthIndex;
  const last = member.endsOn === null ? now : Math.min(now, monthIndexOfDay(member.endsOn));
  return plan.basicDeductionMonthly * Math.max(1, last - employedFrom + 1);
}

type Taxed = { taxable: number; cumulativeTax: number; tax: number; ratePpm: number };

const outcome: WithholdingOutcome = {
  taxable: 0,
  bracketIndex: 0,
  cumulativeTax: 0,
  balance: 0,
  tax: 0,
};

function taxOf(
  plan: RunPlan,
  kind: IncomeKind,
  method: WithholdingMethod,
  sums: WithholdingSums,
): Taxed {
  if (isCumulated(kind)) {
    plan.withholding(method)(sums, outcome);
    const ratePpm = plan.annualRates[outcome.bracketIndex]!;
    return {
      taxable: outcome.taxable,
      cumulativeTax: outcome.cumulativeTax,
      tax: outcome.tax,
      ratePpm,
    };
  }
  const { policy, run } = plan.frame;
  const income = fen(Math.max(0, sums.income));
  const taxed =
    kind === 'labourRemuneration'
      ? taxRemuneration(policy, run.taxPeriod, { kind: 'labour-remuneration', income })
      : taxNonResident(policy, run.taxPeriod, { kind: 'wage', income });
  assert(taxed.ok, `the tax tables are known in ${run.taxPeriod}`);
  const { taxable, tax, rate } = taxed.value;
  return {
    taxable,
    cumulativeTax: tax,
    tax: Math.max(0, tax - sums.relief - sums.withheld),
    ratePpm: rate,
  };
}

function bonusTax(plan: RunPlan, member: Member, bonus: number): number {
  const { policy, run } = plan.frame;
  const taxed = member.isResident
    ? taxAnnualBonus(policy, run.taxPeriod, fen(bonus))
    : taxNonResidentBonus(policy, run.taxPeriod, fen(bonus));
  assert(taxed.ok, `the bonus table is known in ${run.taxPeriod}`);
  return taxed.value.tax;
}
