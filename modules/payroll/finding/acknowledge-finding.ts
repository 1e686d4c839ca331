import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, newId, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { isLocked } from '../run/payroll-run.ts';
import { loadRunForUpdate } from '../run/payroll-run.store.ts';

/** Takes note of a warning with a reason, for one person or for all with the same key. */
export async function acknowledgeFinding(
  tx: Transaction,
  input: Input<typeof contract.acknowledgeFinding>,
) {
  const run = await loadRunForUpdate(tx, input.runId);
  if (!run) return fail({ code: 'payroll_run.not_found' as const });
  if (isLocked(run.state)) return fail({ code: 'payroll_run.already_locked' as const });
  const wanted = input.employmentId ?? null;
  const found = await tx.sql<{ number: number; severity: string }>`
    select number, severity from payroll.finding
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and calculation_id = ${run.calculationId} and key = ${input.key}
       and (${wanted}::uuid is null or employment_id = ${wanted})
     order by number`;
  if (found.length === 0) return fail({ code: 'finding.not_found' as const });
  if (found[0]!.severity === 'blocker') return fail({ code: 'finding.is_blocker' as const });
  await tx.sql`
    insert into payroll.finding_acknowledgement (shard_key, tenant_id, id, run_id, key,
                                                 employment_id, evidence, reason, actor_name, at)
    select distinct on (f.employment_id, f.evidence)
           f.shard_key, f.tenant_id, n.id, ${run.id}, f.key, f.employment_id, f.evidence,
           ${input.reason}, ${tx.actor.name}, ${tx.now}
      from unnest(${found.map(({ number }) => number)}::int[],
                  ${found.map(() => newId())}::uuid[]) as n (number, id)
      join payroll.finding f
        on f.shard_key = ${tx.shardKey} and f.tenant_id = ${tx.tenantId}
       and f.calculation_id = ${run.calculationId} and f.number = n.number
     order by f.employment_id, f.evidence, f.number
    on conflict (shard_key, tenant_id, run_id, key, employment_id, evidence) do update
       set reason = excluded.reason,
           actor_name = excluded.actor_name, at = excluded.at`;
  return ok({ acknowledged: found.length });
}
