import type { Transaction } from '@heyi/platform';
import { confirmOwnPayslip } from './confirm-own-payslip.ts';
import { linkedPayslip } from './linked-payslip.ts';

/** The person says on the phone that the payslip is right; once is enough. */
export async function confirmLinkedPayslip(tx: Transaction) {
  return confirmOwnPayslip(tx, linkedPayslip(tx));
}
