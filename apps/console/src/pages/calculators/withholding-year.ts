import { addMonths, monthOf, payPeriod } from '@heyi/kernel';

/** The amounts of a month that are typed. */
export const parts = ['income', 'special', 'additional', 'other'] as const;
export type Part = (typeof parts)[number];
export type Payment = { taxPeriod: string } & Record<Part, string>;

/** The same month from `from` to December. */
export function paymentsFrom(from: string, month: Omit<Payment, 'taxPeriod'>): Payment[] {
  const first = payPeriod(from);
  return Array.from({ length: 13 - monthOf(first) }, (_, index) => ({
    taxPeriod: addMonths(first, index),
    ...month,
  }));
}
