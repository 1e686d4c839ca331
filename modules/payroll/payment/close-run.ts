import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { publish, type Transaction } from '@heyi/platform';
import { close } from '../run/payroll-run.ts';
import { loadRunForUpdate, moveRun } from '../run/payroll-run.store.ts';
import { changedRunView } from '../run/run-view.ts';
import { settlementOf } from './settlement.store.ts';

/** 关账. Whoever is still held may be paid later; nothing may be on its way or failed. */
export async function closeRun(tx: Transaction, input: Input<typeof contract.closeRun>) {
  const run = await loadRunForUpdate(tx, input.runId);
  if (!run) return fail({ code: 'payroll_run.not_found' as const });
  const next = close(run.state);
  if (!next.ok) return next;
  const { open, failed } = await settlementOf(tx, run);
  if (open > 0 || failed > 0)
    return fail({ code: 'payroll_run.payments_open' as const, open, failed });
  await moveRun(tx, run.id, { action: 'close', state: next.value });
  await publish(tx, { type: 'payroll_run.closed', payload: { runId: run.id } });
  return ok(await changedRunView(tx, run.id));
}
