import { names, type Output, type payrollContract as contract } from '@heyi/contract';
import {
  assert,
  type Fen,
  fen,
  formatYuan,
  fromEpochDay,
  negate,
  rateFromPpm,
  ratePpmOne,
} from '@heyi/kernel';
import {
  compileContributions,
  overtimePay,
  type Policy,
  prorateWage,
  type ProrationBasis,
  type Reason,
  reasonView,
  taxAnnualBonus,
  taxNonResident,
  taxNonResidentBonus,
  taxRemuneration,
  withholdCumulatively,
} from '@heyi/statutory';
import type { ReasonDescriptor } from '../calculation/dictionary.ts';
import type { ProrationMethod } from '../calculation/run-frame.ts';
import { lineWording, type OwnRule } from './line-wording.ts';
import type { PackedLine } from './packed-lines.ts';
import type { StoredPayslip } from './payslip.store.ts';

export type ReasonView = Output<typeof contract.explainPayslipLine>['reasons'][number];

/**
 * The full reason of a line, built again from what is stored: the descriptor, the inputs and the
 * pinned policy. Statutory rules are calculated again, and the result must be the line's amount.
 */
export function explainLine(
  policy: Policy,
  slip: StoredPayslip,
  descriptor: ReasonDescriptor,
  line: PackedLine,
): ReasonView {
  const amount = fen(Math.abs(line.amount));
  switch (descriptor.rule) {
    case 'payTerm':
      return own('payTerm', amount, {
        monthly: yuanOf(line.inputs[0]!),
        from: fromEpochDay(line.inputs[1]!),
      });
    case 'payTermChange':
      return own('payTermChange', amount, termParts(line.inputs));
    case 'presentDays':
      return own('presentDays', amount, {
        monthly: yuanOf(line.inputs[0]!),
        divisor: '21.75',
        present: String(line.inputs[1]),
      });
    case 'partMonth':
      return partMonth(policy, slip, descriptor, line);
    case 'absence':
      return absence(policy, slip, descriptor.method, line);
    case 'absentAllMonth':
    case 'oneOff':
      return own(descriptor.rule, amount, {});
    case 'sickLeave':
      return own('sickLeave', amount, {
        monthly: yuanOf(line.inputs[0]!),
        days: hundredths(line.inputs[1]!),
        divisor: hundredths(line.inputs[2]!),
        unpaid: String(100 - descriptor.payPercent),
      });
    case 'overtime':
      return overtime(policy, slip, descriptor, line);
    case 'trueUp':
      return own('trueUp', amount, {
        period: descriptor.period,
        taken: yuanOf(line.inputs[0]!),
        billed: yuanOf(line.inputs[1]!),
      });
    case 'recovery':
      return own('recovery', amount, { open: yuanOf(line.inputs[0]!) });
    case 'billedContribution':
      return billed(descriptor, line);
    case 'estimatedContribution':
      return estimated(policy, descriptor, line);
    default:
      return tax(policy, slip, descriptor, line);
  }
}

function yuanOf(amount: number): string {
  return formatYuan(fen(amount));
}

function hundredths(value: number): string {
  return yuanOf(value).replace(/\.?0+$/, '');
}

function termParts([days = 0, ...parts]: readonly number[]): Record<string, string> {
  const stretches = parts.flatMap((monthly, index) =>
    index % 2 === 0 ? [`${yuanOf(monthly)}×${parts[index + 1]}/${days}`] : [],
  );
  return { parts: stretches.join('＋'), days: String(days) };
}

/** A reason of the client's own terms: no article, no figure. */
function own(rule: OwnRule, amount: Fen, inputs: Record<string, string>): ReasonView {
  const facts: Record<string, string> = { ...inputs, amount: formatYuan(amount) };
  const fill = (words: string) =>
    words.replace(/\{(\w+)\}/g, (_whole, name: string) => facts[name] ?? '—');
  return {
    rule: `payroll.${rule}`,
    article: null,
    textZh: fill(lineWording[rule].zh),
    textEn: fill(lineWording[rule].en),
    figures: [],
    inputs,
    rounding: null,
    output: { amount: formatYuan(amount) },
  };
}

/** A reason of statutory, with the figures it stands on, whose result must be what the slip says. */
function lawful(reason: Reason, output: Fen, stored: Fen): ReasonView {
  assert(output === stored, `${reason.rule} gives ${output} fen, the payslip says ${stored}`);
  return reasonView(reason);
}

function known<T>(result: { ok: true; value: T } | { ok: false }): T {
  assert(result.ok, 'a pinned policy still knows its figures');
  return result.value;
}

function basisOf(method: ProrationMethod, days: number): ProrationBasis {
  if (method === 'paidDays2175') return { kind: 'paid-days' };
  return { kind: method === 'dueDays' ? 'due-days' : 'calendar-days', days };
}

type Described<Rule extends ReasonDescriptor['rule']> = Extract<ReasonDescriptor, { rule: Rule }>;

function partMonth(
  policy: Policy,
  slip: StoredPayslip,
  descriptor: Described<'partMonth'>,
  line: PackedLine,
): ReasonView {
  const [monthly, absent] = line.inputs;
  const prorated = known(
    prorateWage(policy, slip.wageMonth, {
      monthlyWage: fen(monthly!),
      absentDays: rateFromPpm(absent! * ratePpmOne),
      basis: basisOf(descriptor.method, descriptor.days),
      rounding: 'half_up_fen',
    }),
  );
  return lawful(prorated.reason, fen(Math.max(0, prorated.pay)), fen(Math.abs(line.amount)));
}

/** The deduction may have been cut to what the month had earned. */
function absence(
  policy: Policy,
  slip: StoredPayslip,
  method: ProrationMethod,
  line: PackedLine,
): ReasonView {
  const [monthly, days, divisor] = line.inputs;
  const prorated = known(
    prorateWage(policy, slip.wageMonth, {
      monthlyWage: fen(monthly!),
      absentDays: rateFromPpm(days! * 10_000),
      basis: basisOf(method, divisor! / 100),
      rounding: 'half_up_fen',
    }),
  );
  const deducted = fen(-line.amount);
  assert(prorated.deduction >= deducted, 'a deduction is cut, never raised');
  return lawful(prorated.reason, deducted, deducted);
}

function overtime(
  policy: Policy,
  slip: StoredPayslip,
  descriptor: Described<'overtime'>,
  line: PackedLine,
): ReasonView {
  const [monthly, hours] = line.inputs;
  const paid = known(
    overtimePay(policy, slip.wageMonth, {
      monthlyWage: fen(monthly!),
      hours: rateFromPpm(hours! * 10_000),
      kind: descriptor.kind,
      rounding: 'half_up_fen',
    }),
  );
  return lawful(paid.reason, paid.pay, fen(line.amount));
}

function billed(descriptor: Described<'billedContribution'>, line: PackedLine): ReasonView {
  const { type, period, isBill } = descriptor;
  const amount = fen(Math.abs(line.amount));
  const base = yuanOf(line.inputs[0]!);
  if (type !== 'regular') {
    const { zh, en } = names.contributionType[type];
    const view = own('adjustedContribution', amount, { period, type: zh });
    return { ...view, textEn: view.textEn.replace(zh, en.toLowerCase()) };
  }
  return own(isBill ? 'billedContribution' : 'plannedContribution', amount, { period, base });
}

function estimated(
  policy: Policy,
  { selection, period, kind, party }: Described<'estimatedContribution'>,
  line: PackedLine,
): ReasonView {
  const scheme = known(compileContributions(policy, period, selection));
  const index = scheme.descriptors.find(
    (candidate) => candidate.kind === kind && candidate.party === party,
  );
  assert(index, `the scheme still has ${kind}`);
  const numbers: number[] = [];
  scheme.calculate(line.inputs[0]!, numbers, 0);
  const at = (index.index >> 1) * 3 + (party === 'employer' ? 1 : 2);
  const reason = scheme.rebuildReason(index.index, line.inputs[0]!);
  return lawful(reason, fen(numbers[at]!), fen(Math.abs(line.amount)));
}

/** The inputs of a tax stand in the payslip's columns. */
function tax(
  policy: Policy,
  slip: StoredPayslip,
  descriptor: Extract<ReasonDescriptor, { rule: 'withholding' | 'monthlyTax' | 'annualBonus' }>,
  line: PackedLine,
): ReasonView {
  const stored = negate(fen(line.amount));
  const { taxPeriod } = slip;
  if (descriptor.rule === 'withholding') {
    const withheld = known(
      withholdCumulatively(policy, descriptor.method, taxPeriod, {
        income: slip.cumulativeIncome,
        exempt: slip.cumulativeExempt,
        basicDeduction: slip.cumulativeBasic,
        special: slip.cumulativeSpecial,
        additional: slip.cumulativeAdditional,
        other: slip.cumulativeOther,
        relief: slip.cumulativeRelief,
        withheld: slip.withheldBefore,
      }),
    );
    return lawful(withheld.reason, withheld.tax, stored);
  }
  if (descriptor.rule === 'annualBonus') {
    const bonus = fen(line.inputs[0]!);
    const taxed = known(
      descriptor.isResident
        ? taxAnnualBonus(policy, taxPeriod, bonus)
        : taxNonResidentBonus(policy, taxPeriod, bonus),
    );
    return lawful(taxed.reason, taxed.tax, stored);
  }
  const income = slip.cumulativeIncome > 0 ? slip.cumulativeIncome : fen(0);
  const taxed = known(
    descriptor.kind === 'labourRemuneration'
      ? taxRemuneration(policy, taxPeriod, { kind: 'labour-remuneration', income })
      : taxNonResident(policy, taxPeriod, { kind: 'wage', income }),
  );
  assert(taxed.tax === slip.cumulativeTax, `${taxed.reason.rule} gives what the payslip says`);
  return lawful(taxed.reason, stored, stored);
}
