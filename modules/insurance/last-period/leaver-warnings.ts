import type { insuranceTaskContract as contract } from '@heyi/contract';
import { addMonths, monthsBetween, type PayPeriod, periodOf, type PlainDate } from '@heyi/kernel';
import { type Policy, retirement, type RetirementCategory } from '@heyi/statutory';

export type LeaverWarning = (typeof contract.leaverWarnings)[number];

export type Leaver = {
  readonly startsOn: PlainDate;
  readonly endsOn: PlainDate;
  readonly leavingReason: string;
  readonly birthDate: PlainDate | null;
  readonly sex: 'male' | 'female' | null;
};

/** The employer ends it, alone: 劳动合同法 art. 42 protects some from that. */
const endedByEmployer = new Set([
  'dismissal',
  'contractEnded',
  'probationFailed',
  'dispatchReturn',
]);

/**
 * The categories a person may be in. Of women the post decides, and it is not on file: the earlier
 * one comes first.
 */
export function categoriesOf(sex: Leaver['sex']): readonly RetirementCategory[] {
  if (sex === 'male') return ['male60'];
  return sex === 'female' ? ['female50', 'female55'] : [];
}

/** The month in which a person retires by the earliest of the categories; null when not known. */
function earliestRetirement(
  policy: Policy,
  { birthDate, sex }: Pick<Leaver, 'birthDate' | 'sex'>,
): PayPeriod | null {
  const [category] = categoriesOf(sex);
  if (birthDate === null || category === undefined) return null;
  const due = retirement(policy, { birth: periodOf(birthDate), category });
  return due.ok ? due.value.retirementMonth : null;
}

/**
 * What should be looked at before the insurance is stopped; it warns and refuses nothing.
 * `retirementEarly`: retirement before the month of the law. `nearRetirement`: 15 years here and less
 * than five to go, protected from being ended (劳动合同法 art. 42 (5)). `beforeLastDay`: the last day is
 * still to come.
 */
export function leaverWarnings(policy: Policy, leaver: Leaver, today: PlainDate): LeaverWarning[] {
  const { startsOn, endsOn, leavingReason } = leaver;
  const warnings: LeaverWarning[] = [];
  const due = earliestRetirement(policy, leaver);
  const month = periodOf(endsOn);
  if (leavingReason === 'retirement' && due !== null && month < due) {
    warnings.push('retirementEarly');
  }
  const isLongServing = monthsBetween(periodOf(startsOn), month) >= 15 * 12;
  const isNear = due !== null && month < due && addMonths(due, -60) < month;
  if (endedByEmployer.has(leavingReason) && isLongServing && isNear) {
    warnings.push('nearRetirement');
  }
  if (endsOn > today) warnings.push('beforeLastDay');
  return warnings;
}
