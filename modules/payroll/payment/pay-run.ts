import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, ok, periodOf } from '@heyi/kernel';
import { publish, type Transaction } from '@heyi/platform';
import { isPreparer } from '../approval/approve-run.ts';
import { pay } from '../run/payroll-run.ts';
import { loadRunForUpdate, moveRun } from '../run/payroll-run.store.ts';
import { changedRunView } from '../run/run-view.ts';
import { holdUnpayable, orderPayments, payerAccountsReady, readPayees } from './payees.store.ts';
import { followOrders } from './settlement.store.ts';

/**
 * One click pays all entities: every order and the books in this transaction. A second click finds
 * the payment begun. Outside the planned tax period nothing is paid: the tax would be another one.
 */
export async function payRun(tx: Transaction, input: Input<typeof contract.payRun>) {
  const run = await loadRunForUpdate(tx, input.runId);
  if (!run) return fail({ code: 'payroll_run.not_found' as const });
  const next = pay(run.state);
  if (!next.ok) return next;
  if (isPreparer(tx, run)) return fail({ code: 'payroll_run.releaser_prepared' as const });
  if (periodOf(tx.today) !== run.taxPeriod) {
    return fail({ code: 'payroll_run.outside_tax_period' as const, taxPeriod: run.taxPeriod });
  }
  const payees = await readPayees(tx, run);
  const payable = payees.filter(
    ({ account, isAccountMoved }) => account !== null && !isAccountMoved,
  );
  if (!(await payerAccountsReady(tx, run, payable))) {
    return fail({ code: 'payroll_run.payer_account_missing' as const });
  }
  await holdUnpayable(
    tx,
    run,
    payees.filter(({ account, isAccountMoved }) => account === null || isAccountMoved),
  );
  await orderPayments(tx, run, payable);
  await tx.sql`
    update payroll.run set paying_since = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${run.id}`;
  await moveRun(tx, run.id, { action: 'pay', state: next.value });
  await publish(tx, { type: 'payroll_run.paying', payload: { runId: run.id } });
  if (payable.length === 0) await followOrders(tx, { ...run, state: next.value });
  return ok(await changedRunView(tx, run.id));
}
