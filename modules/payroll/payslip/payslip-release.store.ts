import type { Output, payrollContract as contract } from '@heyi/contract';
import type { Id, Instant } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { RunId } from '../run/payroll-run.store.ts';
import type { PayslipId } from './payslip.store.ts';

export type ReleaseCounts = Output<typeof contract.releasePayslips>;

/** Shows payslips of a locked run from an instant on; what is shown already stays as it is. */
export async function saveReleases(
  tx: Transaction,
  runId: RunId,
  wanted: { employmentIds: readonly Id<'emp'>[] | null; at: Instant },
): Promise<number> {
  const rows = await tx.sql`
    with wanted as (
      select p.id, p.employment_id from payroll.locked_payslip p
       where p.shard_key = ${tx.shardKey} and p.tenant_id = ${tx.tenantId} and p.run_id = ${runId}
         and (${wanted.employmentIds}::uuid[] is null
              or p.employment_id = any (${wanted.employmentIds}::uuid[]))),
    saved as (
      insert into payroll.payslip_release as r (shard_key, tenant_id, payslip_id, run_id,
                                                employment_id, releases_at, released_by_name)
      select ${tx.shardKey}, ${tx.tenantId}, w.id, ${runId}, w.employment_id, ${wanted.at},
             ${tx.actor.name}
        from wanted w
      on conflict (shard_key, tenant_id, payslip_id) do update
         set releases_at = excluded.releases_at, released_by_name = excluded.released_by_name,
             withdrawn_at = null, withdrawn_reason = null, read_at = null, confirmed_at = null
       where r.withdrawn_at is not null or r.releases_at > ${tx.now})
    select id from wanted`;
  return rows.length;
}

export async function withdrawReleases(
  tx: Transaction,
  runId: RunId,
  wanted: { employmentIds: readonly Id<'emp'>[] | null; reason: string },
): Promise<number> {
  const rows = await tx.sql`
    update payroll.payslip_release r
       set withdrawn_at = ${tx.now}, withdrawn_reason = ${wanted.reason}
     where r.shard_key = ${tx.shardKey} and r.tenant_id = ${tx.tenantId} and r.run_id = ${runId}
       and r.withdrawn_at is null
       and (${wanted.employmentIds}::uuid[] is null
            or r.employment_id = any (${wanted.employmentIds}::uuid[]))
    returning r.payslip_id`;
  return rows.length;
}

export async function releaseCounts(tx: Transaction, runId: RunId): Promise<ReleaseCounts> {
  const [counts] = await tx.sql<ReleaseCounts>`
    select count(*)::int as people,
           count(*) filter (where r.payslip_id is null)::int as "notReleased",
           count(*) filter (where r.withdrawn_at is null and r.releases_at > ${tx.now})::int
             as scheduled,
           count(*) filter (where r.withdrawn_at is null and r.releases_at <= ${tx.now}
                              and r.read_at is null)::int as released,
           count(*) filter (where r.withdrawn_at is null and r.read_at is not null
                              and r.confirmed_at is null)::int as read,
           count(*) filter (where r.withdrawn_at is null and r.confirmed_at is not null)::int
             as confirmed,
           count(*) filter (where r.withdrawn_at is not null)::int as withdrawn
      from payroll.locked_payslip p
      left join payroll.payslip_release r
        on r.shard_key = p.shard_key and r.tenant_id = p.tenant_id and r.payslip_id = p.id
     where p.shard_key = ${tx.shardKey} and p.tenant_id = ${tx.tenantId} and p.run_id = ${runId}`;
  return counts!;
}

export type OwnRelease = {
  readonly releasedAt: Instant;
  readonly readAt: Instant | null;
  readonly confirmedAt: Instant | null;
};

/** The release of a payslip that is the actor's own and is shown now; else null. */
export function ownRelease(tx: Transaction, id: PayslipId): Promise<OwnRelease | null> {
  return releaseOf(tx, id, tx.actor.personId);
}

/** The same for a person of whom somebody else knows; nobody's is null. */
export async function releaseOf(
  tx: Transaction,
  id: PayslipId,
  personId: Id<'per'> | null,
): Promise<OwnRelease | null> {
  const [row] = await tx.sql<OwnRelease>`
    select r.releases_at as "releasedAt", r.read_at as "readAt", r.confirmed_at as "confirmedAt"
      from payroll.payslip_release r
      join payroll.locked_payslip p
        on p.shard_key = r.shard_key and p.tenant_id = r.tenant_id and p.id = r.payslip_id
      join people.payable_employment e
        on e.shard_key = p.shard_key and e.tenant_id = p.tenant_id
       and e.employment_id = p.employment_id
     where r.shard_key = ${tx.shardKey} and r.tenant_id = ${tx.tenantId} and r.payslip_id = ${id}
       and e.person_id = ${personId} and r.withdrawn_at is null
       and r.releases_at <= ${tx.now}`;
  return row ?? null;
}
