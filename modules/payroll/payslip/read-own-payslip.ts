import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { isOfEmployer, payslipView } from './get-payslip.ts';
import { ownRelease } from './payslip-release.store.ts';

/** The actor's own payslip without the employer's cost; looking at it marks it read. */
export async function readOwnPayslip(
  tx: Transaction,
  input: Input<typeof contract.readOwnPayslip>,
) {
  const release = await ownRelease(tx, input.payslipId);
  const view = release && (await payslipView(tx, input.payslipId));
  if (!release || !view) return fail({ code: 'payslip.not_found' as const });
  await tx.sql`
    update payroll.payslip_release set read_at = coalesce(read_at, ${tx.now})
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and payslip_id = ${input.payslipId}`;
  const { employerContributions: _contributions, employerCost: _cost, ...shown } = view;
  return ok({
    ...shown,
    lines: view.lines.filter((line) => !isOfEmployer(line)),
    releasedAt: release.releasedAt,
    readAt: release.readAt ?? tx.now,
    confirmedAt: release.confirmedAt,
  });
}
