import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { addRunEvent, loadRunForUpdate } from './payroll-run.store.ts';

/** Ends a hold. Before the payment the person is paid with the others, afterwards by payHeldMembers. */
export async function releaseMember(tx: Transaction, input: Input<typeof contract.releaseMember>) {
  const run = await loadRunForUpdate(tx, input.runId);
  if (!run) return fail({ code: 'payroll_run.not_found' as const });
  if (run.state === 'cancelled') return fail({ code: 'payroll_run.over' as const });
  const released = await tx.sql`
    update payroll.member_hold set released_at = ${tx.now}, release_reason = ${input.reason}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and run_id = ${run.id}
       and employment_id = ${input.employmentId} and released_at is null
    returning employment_id`;
  if (released.length === 0) return fail({ code: 'payroll_run.member_not_held' as const });
  await addRunEvent(tx, run.id, { action: 'release', state: run.state, note: input.reason });
  return ok({});
}
