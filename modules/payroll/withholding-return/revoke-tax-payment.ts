import type { Input, payrollContract as contract } from '@heyi/contract';
import { unbindEvidence } from '@heyi/evidence';
import { fail, ok } from '@heyi/kernel';
import { publish, type Transaction } from '@heyi/platform';
import { unbookTaxPayment } from './book-tax-payment.ts';
import { viewOf } from './get-withholding-return.ts';
import { refuseRevocation } from './withholding-return.ts';
import { loadReturnForUpdate, moveReturn } from './withholding-return.store.ts';

/**
 * The payment was recorded wrongly: the books go back by reversal, and the return is 申报成功 again.
 * Publishes withholding_return.payment_revoked.
 */
export async function revokeTaxPayment(
  tx: Transaction,
  input: Input<typeof contract.revokeTaxPayment>,
) {
  const declared = await loadReturnForUpdate(tx, input.returnId);
  if (!declared) return fail({ code: 'withholding_return.not_found' as const });
  const refusal = refuseRevocation(declared);
  if (refusal !== null) return fail({ code: refusal });
  await unbookTaxPayment(tx, declared);
  await tx.sql`
    update payroll.withholding_return
       set paid_amount = null, late_fee = null, paid_on = null, voucher_number = null,
           evidence_id = null
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${declared.id}`;
  const subject = { subjectKind: 'withholdingReturn', subjectId: declared.id } as const;
  await unbindEvidence(tx, { ...subject, reason: input.reason });
  const change = { action: 'paymentRevoked', state: 'accepted', note: input.reason } as const;
  await moveReturn(tx, declared.id, change);
  const { id: returnId, entityId, taxPeriod } = declared;
  await publish(tx, {
    type: 'withholding_return.payment_revoked',
    payload: { returnId, entityId, taxPeriod },
  });
  return ok(await viewOf(tx, declared.id));
}
