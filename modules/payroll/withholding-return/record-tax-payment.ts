import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, formatYuan, ok, zeroFen } from '@heyi/kernel';
import { findPayerAccount } from '@heyi/payments';
import { publish, type Transaction } from '@heyi/platform';
import { bookTaxPayment } from './book-tax-payment.ts';
import { viewOf } from './get-withholding-return.ts';
import { refusePayment, taxDueOf } from './withholding-return.ts';
import { loadReturnForUpdate, moveReturn } from './withholding-return.store.ts';

/**
 * 已缴款: the tax due left the entity's account, and 应交个税 is discharged in the books of every
 * client in the return. Publishes withholding_return.paid.
 */
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
  const payerAccountId = input.payerAccountId ?? null;
  if (payerAccountId !== null) {
    const account = await findPayerAccount(tx, payerAccountId);
    if (account?.tenantId !== tx.tenantId)
      return fail({ code: 'payer_account.not_found' as const });
  }
  const { amount, paidOn, voucherNumber } = input;
  const lateFee = input.lateFee ?? zeroFen;
  const [row] = await tx.sql<{ number: number }>`
    update payroll.withholding_return
       set paid_amount = ${amount}, late_fee = ${lateFee}, paid_on = ${paidOn},
           voucher_number = ${voucherNumber}, payment_count = payment_count + 1
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${declared.id}
    returning payment_count as number`;
  const payment = { number: row!.number, lateFee, paidOn, voucherNumber, payerAccountId };
  if (!(await bookTaxPayment(tx, declared, payment))) {
    return fail({ code: 'withholding_return.payer_account_missing' as const });
  }
  await moveReturn(tx, declared.id, { action: 'taxPaid', state: 'taxPaid', note: voucherNumber });
  const { id: returnId, entityId, taxPeriod } = declared;
  await publish(tx, {
    type: 'withholding_return.paid',
    payload: { returnId, entityId, taxPeriod, amount, lateFee, paidOn },
  });
  return ok(await viewOf(tx, declared.id));
}
