import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { latestPayOrdersOf, retryPayOrders } from '@heyi/payments';
import { tenantCipher, type Transaction } from '@heyi/platform';
import { isPreparer } from '../approval/approve-run.ts';
import { payLater } from '../run/payroll-run.ts';
import { loadRunForUpdate, moveRun } from '../run/payroll-run.store.ts';
import { changedRunView } from '../run/run-view.ts';
import { payerAccountsReady, readPayees } from './payees.store.ts';

/** Pays again what failed or came back, to the account that stands now. Those on hold stay on hold. */
export async function retryFailedMembers(
  tx: Transaction,
  input: Input<typeof contract.retryFailedMembers>,
) {
  const run = await loadRunForUpdate(tx, input.runId);
  if (!run) return fail({ code: 'payroll_run.not_found' as const });
  const next = payLater(run.state);
  if (!next.ok) return next;
  if (isPreparer(tx, run)) return fail({ code: 'payroll_run.releaser_prepared' as const });
  const orders = await latestPayOrdersOf(tx, run.id);
  const failed = (await readPayees(tx, run)).filter(({ payslipId, account }) => {
    const state = orders.get(payslipId)?.state;
    return account !== null && (state === 'failed' || state === 'returned');
  });
  if (failed.length === 0) return fail({ code: 'payroll_run.nobody_to_pay' as const });
  if (!(await payerAccountsReady(tx, run, failed))) {
    return fail({ code: 'payroll_run.payer_account_missing' as const });
  }
  const cipher = await tenantCipher(tx);
  const retried = await retryPayOrders(
    tx,
    failed.map(({ payslipId, name, account, bankCode }) => ({
      payOrderId: orders.get(payslipId)!.id,
      correction: { payeeName: name!, accountNumber: cipher.open(account!), bankCode },
    })),
  );
  // The bank corrected itself between the look and the locks: they are paid by now.
  if (retried === 0) return fail({ code: 'payroll_run.nobody_to_pay' as const });
  await moveRun(tx, run.id, { action: 'retryFailed', state: next.value });
  return ok(await changedRunView(tx, run.id));
}
