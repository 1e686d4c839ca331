import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { viewOf } from './get-withholding-return.ts';
import { refuseResult } from './withholding-return.ts';
import { loadReturnForUpdate, moveReturn } from './withholding-return.store.ts';

/** 申报成功 or 申报失败, in the bureau's words. */
export async function recordReturnResult(
  tx: Transaction,
  input: Input<typeof contract.recordReturnResult>,
) {
  const declared = await loadReturnForUpdate(tx, input.returnId);
  if (!declared) return fail({ code: 'withholding_return.not_found' as const });
  const wrongState = refuseResult(declared);
  if (wrongState !== null) return fail({ code: wrongState });
  const refusal = input.isAccepted ? null : (input.refusal ?? null);
  if (!input.isAccepted && refusal === null) {
    return fail({ code: 'withholding_return.refusal_needs_reason' as const });
  }
  const receiptNumber = input.receiptNumber ?? null;
  await tx.sql`
    update payroll.withholding_return
       set receipt_number = ${receiptNumber}, refusal = ${refusal}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${declared.id}`;
  const state = input.isAccepted ? 'accepted' : 'rejected';
  await moveReturn(tx, declared.id, { action: state, state, note: refusal ?? receiptNumber });
  return ok(await viewOf(tx, declared.id));
}
