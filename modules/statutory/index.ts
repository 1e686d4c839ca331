/** Other modules ask here what the policy library says; only this module reads it. */
export {
  addWorkdays,
  type BillLayout,
  billLayouts,
  type CalendarDay,
  type CityScheme,
  type ContributionFigure,
  type ContributionTerms,
  currentPolicy,
  dayKind,
  type DayKind,
  enrolmentProcedure,
  type EnrolmentProcedure,
  type EvidenceMark,
  filingDeadline,
  type FilingDeadline,
  figuresEnding,
  type FigureEnding,
  housingFundCities,
  housingFundScheme,
  type InForce,
  openPolicy,
  type Policy,
  policyContentHash,
  policySource,
  type PolicySource,
  type PolicyUnknown,
  policyVersion,
  type PolicyVersionUnknown,
  type ProcedureValue,
  socialInsuranceCities,
  socialInsuranceScheme,
  workdayOnOrAfter,
  workdayOnOrBefore,
  workdaysBetween,
  workdaysOfMonth,
} from '@heyi/policy';
export * from './reason.ts';
export { reasonView, type ReasonView } from './reason-view.ts';
export { type RuleId, rules } from './rules.ts';
export { lookUp } from './look-up.ts';
export * from './income-tax/cumulative-withholding.ts';
export * from './income-tax/withholding-year.ts';
export * from './income-tax/compile-withholding.ts';
export * from './income-tax/compile-remuneration.ts';
export * from './income-tax/other-deductions.ts';
export * from './income-tax/annual-bonus.ts';
export * from './income-tax/tax-on-table.ts';
export * from './income-tax/leaving-payments.ts';
export {
  type RemunerationKind,
  type RemunerationTax,
  taxRemuneration,
} from './income-tax/remuneration.ts';
export * from './income-tax/incidental-income.ts';
export * from './income-tax/non-resident.ts';
export * from './income-tax/annual-settlement.ts';
export * from './income-tax/business-income.ts';
export * from './income-tax/value-added-tax.ts';
export * from './income-tax/natural-person-vat.ts';
export * from './income-tax/withholding-duty.ts';
export * from './social-insurance/contribution-scheme.ts';
export * from './social-insurance/contribution.ts';
export * from './social-insurance/compile-contributions.ts';
export * from './social-insurance/contribution-difference.ts';
export * from './social-insurance/housing-fund-limit.ts';
export * from './social-insurance/retirement.ts';
export * from './social-insurance/late-fee.ts';
export * from './social-insurance/disabled-employment-fund.ts';
export * from './wages/day-wage.ts';
export * from './documents/identity-document.ts';
export { calculateIncomeTaxCase } from './worked-cases/income-tax-case.ts';
export * from './worked-cases/worked-case.ts';
