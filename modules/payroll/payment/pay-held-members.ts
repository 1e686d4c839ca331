import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { latestPayOrdersOf } from '@heyi/payments';
import type { Transaction } from '@heyi/platform';
import { isPreparer } from '../approval/approve-run.ts';
import { payLater } from '../run/payroll-run.ts';
import { loadRunForUpdate, moveRun } from '../run/payroll-run.store.ts';
import { changedRunView } from '../run/run-view.ts';
import { orderPayments, payerAccountsReady, readPayees } from './payees.store.ts';

/** Pays those who were released, to the account that stands now: who released them looked at it. */
export async function payHeldMembers(
  tx: Transaction,
  input: Input<typeof contract.payHeldMembers>,
) {
  const run = await loadRunForUpdate(tx, input.runId);
  if (!run) return fail({ code: 'payroll_run.not_found' as const });
  const next = payLater(run.state);
  if (!next.ok) return next;
  if (isPreparer(tx, run)) return fail({ code: 'payroll_run.releaser_prepared' as const });
  const ordered = await latestPayOrdersOf(tx, run.id);
  const payees = (await readPayees(tx, run)).filter(
    ({ payslipId, account }) => account !== null && !ordered.has(payslipId),
  );
  if (payees.length === 0) return fail({ code: 'payroll_run.nobody_to_pay' as const });
  if (!(await payerAccountsReady(tx, run, payees))) {
    return fail({ code: 'payroll_run.payer_account_missing' as const });
  }
  await orderPayments(tx, run, payees);
  await moveRun(tx, run.id, { action: 'payHeld', state: next.value });
  return ok(await changedRunView(tx, run.id));
}
