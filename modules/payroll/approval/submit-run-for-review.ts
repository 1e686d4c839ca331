import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { publish, type Transaction } from '@heyi/platform';
import { sourcesStand } from '../calculation/verify-sources.ts';
import { openFindings } from '../finding/finding.store.ts';
import { unreviewedSources } from '../input/run-input.store.ts';
import { submit } from '../run/payroll-run.ts';
import { loadRunForUpdate, moveRun } from '../run/payroll-run.store.ts';
import { changedRunView } from '../run/run-view.ts';

/** Hands the result to whoever approves it. From here on it is frozen: an edit takes it back. */
export async function submitRunForReview(
  tx: Transaction,
  input: Input<typeof contract.submitRunForReview>,
) {
  const run = await loadRunForUpdate(tx, input.runId);
  if (!run) return fail({ code: 'payroll_run.not_found' as const });
  const next = submit(run.state);
  if (!next.ok) return next;
  if (!(await sourcesStand(tx, run))) return fail({ code: 'payroll_run.inputs_moved' as const });
  const unreviewed = await unreviewedSources(tx, run.id);
  if (unreviewed.length > 0) {
    return fail({ code: 'payroll_run.inputs_not_reviewed' as const, sources: unreviewed });
  }
  const { blockers, openWarnings } = await openFindings(tx, run);
  if (blockers > 0) return fail({ code: 'payroll_run.has_blockers' as const, blockers });
  if (openWarnings > 0) return fail({ code: 'payroll_run.warnings_open' as const, openWarnings });
  await tx.sql`
    update payroll.run set prepared_by = ${tx.actor.accountId}, prepared_by_name = ${tx.actor.name}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${run.id}`;
  await moveRun(tx, run.id, { action: 'submit', state: next.value, note: input.note });
  await publish(tx, { type: 'payroll_run.submitted', payload: { runId: run.id } });
  return ok(await changedRunView(tx, run.id));
}
