import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, formatYuan, ok, zeroFen } from '@heyi/kernel';
import { publish, type Transaction } from '@heyi/platform';
import { viewOf } from './get-withholding-return.ts';
import { refusePayment, taxDueOf } from './withholding-return.ts';
import { loadReturnForUpdate, moveReturn } from './withholding-return.store.ts';

/** 已缴款: the tax due left the entity's account. Publishes withholding_return.paid. */
export async function recordTaxPayment(
  tx: Transaction,
  input: Input<typeof contract.recordTaxPayment>,
) {
  const declared = await loadReturnForUpdate(tx, input.returnId);
  if (!declared) return fail({ code: 'withholding_return.not_found' as const });
  const refusal = refusePayment(declared);
  if (refusal !== null) return fail({ code: refusal });
  const due = taxDueOf(declared);
  if (input.amount !== due) {
    return fail({ code: 'withholding_return.amount_differs' as const, due: formatYuan(due) });
  }
  if (input.paidOn > tx.today) return fail({ code: 'withholding_return.paid_in_future' as const });
  const { amount, paidOn, voucherNumber } = input;
  const lateFee = input.lateFee ?? zeroFen;
  await tx.sql`
    update payroll.withholding_return
       set paid_amount = ${amount}, late_fee = ${lateFee}, paid_on = ${paidOn},
           voucher_number = ${voucherNumber}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${declared.id}`;
  await moveReturn(tx, declared.id, { action: 'taxPaid', state: 'taxPaid', note: voucherNumber });
  const { id: returnId, entityId, taxPeriod } = declared;
  await publish(tx, {
    type: 'withholding_return.paid',
    payload: { returnId, entityId, taxPeriod, amount, lateFee, paidOn },
  });
  return ok(await viewOf(tx, declared.id));
}
