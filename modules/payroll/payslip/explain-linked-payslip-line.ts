import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { explainPayslipLine } from './explain-payslip-line.ts';
import { linkedPayslip } from './linked-payslip.ts';
import { ownRelease } from './payslip-release.store.ts';

/** Why this number of one's own payslip; lines of the employer are not there. */
export async function explainLinkedPayslipLine(
  tx: Transaction,
  { line }: Input<typeof contract.explainLinkedPayslipLine>,
) {
  const own = linkedPayslip(tx);
  if ((await ownRelease(tx, own.payslipId)) === null) {
    return fail({ code: 'payslip.not_found' as const });
  }
  return explainPayslipLine(tx, { ...own, line });
}
