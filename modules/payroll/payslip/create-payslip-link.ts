import { makeLink, staffLinkDaysUsual } from '@heyi/access';
import { clientOf } from '@heyi/clients';
import type { Input, payrollContract as contract } from '@heyi/contract';
import { addSeconds, fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { payslipView } from './get-payslip.ts';
import { releaseOf } from './payslip-release.store.ts';

const daySeconds = 86_400;

/** A link by which the payslip's person reads it on the own phone, without an account. */
export async function createPayslipLink(
  tx: Transaction,
  { payslipId, days = staffLinkDaysUsual }: Input<typeof contract.createPayslipLink>,
) {
  const view = await payslipView(tx, payslipId);
  if (!view) return fail({ code: 'payslip.not_found' as const });
  const release = await releaseOf(tx, payslipId, view.personId);
  if (!release) return fail({ code: 'payslip.not_released' as const });
  const client = await clientOf(tx);
  return ok(
    await makeLink(tx, {
      purpose: 'payslip',
      subjectKind: 'person',
      subjectId: view.personId,
      subjectName: view.personName,
      aboutId: payslipId,
      clientName: client?.name ?? view.entityName,
      expiresAt: addSeconds(tx.now, days * daySeconds),
      page: '/payslip',
    }),
  );
}
