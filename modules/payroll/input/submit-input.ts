import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { edit } from '../run/payroll-run.ts';
import { countEdit, loadRunForUpdate } from '../run/payroll-run.store.ts';
import { boardRow } from './get-input-board.ts';
import { markSubmitted } from './run-input.store.ts';

/** Hands a source in as it is: what was imported or entered, or nothing this month. */
export async function submitInput(tx: Transaction, input: Input<typeof contract.submitInput>) {
  const { source, note } = input;
  const run = await loadRunForUpdate(tx, input.runId);
  if (!run) return fail({ code: 'payroll_run.not_found' as const });
  const allowed = edit(run.state);
  if (!allowed.ok) return allowed;
  if (run.state === 'draft') await countEdit(tx, run.id);
  await markSubmitted(tx, run.id, source, { rows: null, note: note ?? null });
  return ok(await boardRow(tx, run, source));
}
