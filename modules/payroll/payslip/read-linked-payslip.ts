import type { Transaction } from '@heyi/platform';
import { linkedPayslip } from './linked-payslip.ts';
import { readOwnPayslip } from './read-own-payslip.ts';

/** As its person sees it with an account: released, theirs, without the employer's cost. */
export async function readLinkedPayslip(tx: Transaction) {
  return readOwnPayslip(tx, linkedPayslip(tx));
}
