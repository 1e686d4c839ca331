import { assert } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { PayslipId } from './payslip.store.ts';

/** The payslip that the session's link is about; whether its person may see it now is asked apart. */
export function linkedPayslip(tx: Transaction) {
  const { link } = tx.actor;
  assert(link !== null && link.aboutId !== null, 'the link is about a payslip');
  return { tenantId: tx.tenantId, payslipId: link.aboutId as PayslipId };
}
