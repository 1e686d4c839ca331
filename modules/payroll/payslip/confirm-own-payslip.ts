import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { ownRelease } from './payslip-release.store.ts';

/** The person says that the payslip is right; once is enough. */
export async function confirmOwnPayslip(
  tx: Transaction,
  input: Input<typeof contract.confirmOwnPayslip>,
) {
  const release = await ownRelease(tx, input.payslipId);
  if (!release) return fail({ code: 'payslip.not_found' as const });
  if (release.readAt === null) return fail({ code: 'payslip.not_read' as const });
  await tx.sql`
    update payroll.payslip_release set confirmed_at = coalesce(confirmed_at, ${tx.now})
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and payslip_id = ${input.payslipId}`;
  return ok({});
}
