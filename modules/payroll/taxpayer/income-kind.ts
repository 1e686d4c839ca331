import type { payrollContract } from '@heyi/contract';

export type IncomeKind = (typeof payrollContract.incomeKinds)[number];

export const incomeKinds: readonly IncomeKind[] = [
  'wages',
  'labourRemuneration',
  'studentIntern',
  'nonResidentWages',
];

/**
 * What the pay of an employment is to the tax. A service agreement is labour remuneration, a
 * full-time student's internship too but withheld cumulatively (公告2020年第13号第二条); a rehired
 * retiree earns wages. A non-resident's wage is taxed month by month.
 */
export function incomeKindOf(form: string, isResident: boolean): IncomeKind {
  if (form === 'serviceAgreement') return 'labourRemuneration';
  if (!isResident) return 'nonResidentWages';
  return form === 'intern' ? 'studentIntern' : 'wages';
}

/** Sums over the year; the other kinds are taxed month by month. */
export function isCumulated(kind: IncomeKind): boolean {
  return kind === 'wages' || kind === 'studentIntern';
}
