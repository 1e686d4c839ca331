import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { editRun } from './edit-run.ts';
import { runEntities } from './payroll-run.store.ts';
import { employmentOf } from './people.store.ts';

/** Takes somebody in or leaves somebody out, against the rule of the run's kind. */
export async function placeMember(tx: Transaction, input: Input<typeof contract.placeMember>) {
  const { employmentId, place, reason } = input;
  const employment = await employmentOf(tx, employmentId);
  const run = await editRun(tx, input.runId, { cause: 'member', note: employment?.personName });
  if (!run.ok) return run;
  if (!employment) return fail({ code: 'employment.not_found' as const });
  const entities = await runEntities(tx, run.value.id);
  if (!entities.some(({ legalEntityId }) => legalEntityId === employment.payEntityId)) {
    return fail({ code: 'payroll_run.entity_not_covered' as const });
  }
  if (place === 'automatic') {
    await tx.sql`
      delete from payroll.member_place
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and run_id = ${run.value.id}
         and employment_id = ${employmentId}`;
    return ok({});
  }
  await tx.sql`
    insert into payroll.member_place (shard_key, tenant_id, run_id, employment_id, place, reason,
                                      account_id, placed_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${run.value.id}, ${employmentId}, ${place}, ${reason},
            ${tx.actor.accountId}, ${tx.now})
    on conflict (shard_key, tenant_id, run_id, employment_id) do update
       set place = excluded.place, reason = excluded.reason, account_id = excluded.account_id,
           placed_at = excluded.placed_at`;
  return ok({});
}
