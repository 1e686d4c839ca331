import { assert, monthIndex, monthOf } from '@heyi/kernel';
import {
  compileWithholding,
  type CompiledWithholding,
  type OvertimeKind,
  type WithholdingMethod,
} from '@heyi/statutory';
import type { PayItemSource } from '../scheme/standard-items.ts';
import {
  type DictionaryItem,
  itemDictionary,
  type ItemPlaces,
  ReasonDictionary,
} from './dictionary.ts';
import type { RunFrame } from './run-frame.ts';

/** The frame with everything prepared that a member's calculation looks up. */
export type RunPlan = {
  readonly frame: RunFrame;
  readonly entries: readonly DictionaryItem[];
  readonly places: ItemPlaces;
  readonly dictionary: ReasonDictionary;
  /** Index of the tax period, and its month 1 … 12. */
  readonly taxMonthIndex: number;
  readonly taxMonth: number;
  /** Recurring pay belongs to regular and final runs only. */
  readonly paysTerms: boolean;
  /** 21.75, in parts per million. */
  readonly paidDaysMonth: number;
  readonly hoursDay: number;
  readonly overtimeMultiples: Readonly<Record<OvertimeKind, number>>;
  readonly basicDeductionMonthly: number;
  readonly basicDeductionYearly: number;
  /** Rate of each bracket of the annual table. */
  readonly annualRates: readonly number[];
  /** Index of the item with a single source; -1 when the client has switched it off. */
  readonly sources: Readonly<Record<SingleSource, number>>;
  readonly reasons: Readonly<Record<FixedReason, number>>;
  readonly withholding: (method: WithholdingMethod) => CompiledWithholding;
  readonly minimumWageOf: (cityCode: string) => number | null;
  /** Figures that estimates stood on though they are provisional: filled by the calculation. */
  readonly provisionalFigures: Set<string>;
};

type SingleSource = Exclude<PayItemSource, 'term' | 'input'>;

type FixedReason =
  | 'payTerm'
  | 'payTermChange'
  | 'partMonth'
  | 'presentDays'
  | 'absence'
  | 'absentAllMonth'
  | 'sickLeave'
  | 'oneOff'
  | 'recovery'
  | 'overtimeWeekday'
  | 'overtimeRestDay'
  | 'overtimeHoliday';

export function planRun(frame: RunFrame): RunPlan {
  const { policy, run } = frame;
  const time = policy.figure('cn.working-time', run.wageMonth);
  assert(time.ok, `working time is known in ${run.wageMonth}`);
  const basic = policy.figure('cn.income-tax.basic-deduction', run.taxPeriod);
  assert(basic.ok, `the basic deduction is known in ${run.taxPeriod}`);
  const table = policy.figure('cn.income-tax.annual-table', run.taxPeriod);
  assert(table.ok, `the annual table is known in ${run.taxPeriod}`);
  const { entries, places } = itemDictionary(frame.items);
  const dictionary = new ReasonDictionary();
  const { paidDaysMonth, hoursDay, weekdayOvertime, restDay, statutoryHoliday } = time.value.value;
  return {
    frame,
    entries,
    places,
    dictionary,
    taxMonthIndex: monthIndex(run.taxPeriod),
    taxMonth: monthOf(run.taxPeriod),
    paysTerms: run.kind === 'regular' || run.kind === 'final',
    paidDaysMonth,
    hoursDay,
    overtimeMultiples: { weekdayOvertime, restDay, statutoryHoliday },
    basicDeductionMonthly: basic.value.value.monthly,
    basicDeductionYearly: basic.value.value.yearly,
    annualRates: table.value.value.map(({ rate }) => rate),
    sources: sourcesOf(frame),
    reasons: fixedReasons(frame, dictionary),
    withholding: compiledOnce(frame),
    minimumWageOf: minimumWages(frame),
    provisionalFigures: new Set(),
  };
}

function sourcesOf(frame: RunFrame): Record<SingleSource, number> {
  const place = (source: SingleSource) =>
    frame.items.findIndex((item) => item.source === source && item.isActive);
  return {
    overtimeWeekday: place('overtimeWeekday'),
    overtimeRestDay: place('overtimeRestDay'),
    overtimeHoliday: place('overtimeHoliday'),
    absence: place('absence'),
    sickLeave: place('sickLeave'),
  };
}

function fixedReasons(frame: RunFrame, dictionary: ReasonDictionary): Record<FixedReason, number> {
  const { prorationMethod: method, days, scheme } = frame;
  const monthDays = method === 'calendarDays' ? days.calendarDays : days.paidDays;
  const payPercent = scheme.sickPayPercent;
  const put = (...[key, describe]: Parameters<ReasonDictionary['indexOf']>) =>
    dictionary.indexOf(key, describe);
  return {
    payTerm: put('payTerm', () => ({ rule: 'payTerm' })),
    payTermChange: put('payTermChange', () => ({ rule: 'payTermChange' })),
    partMonth: put('partMonth', () => ({ rule: 'partMonth', method, days: monthDays })),
    presentDays: put('presentDays', () => ({ rule: 'presentDays' })),
    absence: put('absence', () => ({ rule: 'absence', method })),
    absentAllMonth: put('absentAllMonth', () => ({ rule: 'absentAllMonth' })),
    sickLeave: put('sickLeave', () => ({ rule: 'sickLeave', method, payPercent })),
    oneOff: put('oneOff', () => ({ rule: 'oneOff' })),
    recovery: put('recovery', () => ({ rule: 'recovery' })),
    overtimeWeekday: put('overtimeWeekday', () => ({ rule: 'overtime', kind: 'weekdayOvertime' })),
    overtimeRestDay: put('overtimeRestDay', () => ({ rule: 'overtime', kind: 'restDay' })),
    overtimeHoliday: put('overtimeHoliday', () => ({ rule: 'overtime', kind: 'statutoryHoliday' })),
  };
}

function compiledOnce(frame: RunFrame): (method: WithholdingMethod) => CompiledWithholding {
  const compiled = new Map<WithholdingMethod, CompiledWithholding>();
  return (method) => {
    const known = compiled.get(method);
    if (known) return known;
    const made = compileWithholding(frame.policy, method, frame.run.taxPeriod);
    assert(made.ok, `${method} is in force in ${frame.run.taxPeriod}`);
    compiled.set(method, made.value);
    return made.value;
  };
}

/** Null where no figure is on file: then the check does not apply. */
function minimumWages(frame: RunFrame): (cityCode: string) => number | null {
  const wages = new Map<string, number | null>();
  return (cityCode) => {
    let wage = wages.get(cityCode);
    if (wage === undefined) {
      const figure = frame.policy.figure(`cn.minimum-wage.${cityCode}`, frame.run.wageMonth);
      wage = figure.ok ? figure.value.value.monthly : null;
      wages.set(cityCode, wage);
    }
    return wage;
  };
}
