import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { edit } from '../run/payroll-run.ts';
import { loadRunForUpdate } from '../run/payroll-run.store.ts';
import { boardRow } from './get-input-board.ts';
import { isSubmitted } from './run-input.store.ts';

/** Looks a source through: it changes no figure, so a result stays valid. */
export async function reviewInput(tx: Transaction, input: Input<typeof contract.reviewInput>) {
  const { source, decision } = input;
  const run = await loadRunForUpdate(tx, input.runId);
  if (!run) return fail({ code: 'payroll_run.not_found' as const });
  const allowed = edit(run.state);
  if (!allowed.ok) return allowed;
  if (!(await isSubmitted(tx, run.id, source)))
    return fail({ code: 'payroll_input.not_submitted' as const });
  if (decision === 'returned' && !input.note) {
    return fail({ code: 'payroll_input.return_needs_note' as const });
  }
  await tx.sql`
    update payroll.run_input
       set state = ${decision}, note = ${input.note ?? null}, reviewed_by_name = ${tx.actor.name},
           reviewed_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and run_id = ${run.id}
       and source = ${source}`;
  return ok(await boardRow(tx, run, source));
}
