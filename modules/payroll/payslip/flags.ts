/** The bits of `payslip.flags`. */
export const payslipFlags = {
  joiner: 1,
  leaver: 2,
  /** The last day lies before the wage month. */
  afterLeaving: 4,
  contributionsEstimated: 8,
  withoutAccount: 16,
  /** The deduction file of the tax period does not have the person. */
  deductionsUndeclared: 32,
  accountChanged: 64,
} as const;

export type PayslipFlag = keyof typeof payslipFlags;

export function hasFlag(flags: number, flag: PayslipFlag): boolean {
  return (flags & payslipFlags[flag]) !== 0;
}
