import type { Output, peopleContract as contract } from '@heyi/contract';
import { type Id, newId, type PlainDate } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { EmploymentId } from '../employment/employment.ts';
import type { ThreeInOneCode } from './three-in-one.ts';

export type ExceptionId = Id<'exc'>;
export type ExceptionView = Output<typeof contract.requestThreeInOneException>;
type ExceptionRow = ExceptionView & { requestedBy: Id<'acc'> | null };

/** Newest first, after the one with the cursor's id. */
export async function readExceptions(
  tx: Transaction,
  wanted: {
    id?: ExceptionId | null;
    employmentId?: EmploymentId | null;
    before?: ExceptionId | null;
    limit: number;
  },
): Promise<ExceptionRow[]> {
  return tx.sql<ExceptionRow>`
    select x.id, x.employment_id as "employmentId", p.name as "personName", x.code, x.reason,
           case when x.ended_how is not null then x.ended_how
                when x.expires_on < ${tx.today}::date then 'expired'
                when x.approved_at is null then 'requested' else 'approved' end as state,
           x.requested_by as "requestedBy", x.requested_by_name as "requestedByName",
           x.requested_at as "requestedAt", x.approved_by_name as "approvedByName",
           x.approved_at as "approvedAt", x.ended_by_name as "endedByName",
           x.ended_at as "endedAt", x.ended_reason as "endedReason",
           coalesce(x.requested_by = ${tx.actor.accountId}, false) as "isOwnRequest",
           x.expires_on as "expiresOn"
      from people.three_in_one_exception x
      join people.employment e
        on e.shard_key = x.shard_key and e.tenant_id = x.tenant_id and e.id = x.employment_id
      join people.person p
        on p.shard_key = e.shard_key and p.tenant_id = e.tenant_id and p.id = e.person_id
     where x.shard_key = ${tx.shardKey} and x.tenant_id = ${tx.tenantId}
       and (${wanted.id ?? null}::uuid is null or x.id = ${wanted.id ?? null})
       and (${wanted.employmentId ?? null}::uuid is null
            or x.employment_id = ${wanted.employmentId ?? null})
       and (${wanted.before ?? null}::uuid is null or x.id < ${wanted.before ?? null})
     order by x.id desc
     limit ${wanted.limit}`;
}

export async function exceptionOf(tx: Transaction, id: ExceptionId): Promise<ExceptionRow | null> {
  return (await readExceptions(tx, { id, limit: 1 }))[0] ?? null;
}

export function shownException(row: ExceptionRow): ExceptionView {
  const { requestedBy: _account, ...shown } = row;
  return shown;
}

export async function lockException(
  tx: Transaction,
  id: ExceptionId,
): Promise<ExceptionRow | null> {
  await tx.sql`
    select id from people.three_in_one_exception
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id} for update`;
  return exceptionOf(tx, id);
}

export async function insertException(
  tx: Transaction,
  wanted: {
    employmentId: EmploymentId;
    code: ThreeInOneCode;
    reason: string;
    expiresOn: PlainDate;
  },
): Promise<ExceptionId> {
  const id: ExceptionId = newId<'exc'>();
  await tx.sql`
    insert into people.three_in_one_exception
           (shard_key, tenant_id, id, employment_id, code, reason, requested_by, requested_by_name,
            requested_at, expires_on)
    values (${tx.shardKey}, ${tx.tenantId}, ${id}, ${wanted.employmentId}, ${wanted.code},
            ${wanted.reason}, ${tx.actor.accountId}, ${tx.actor.name}, ${tx.now},
            ${wanted.expiresOn})`;
  return id;
}

export async function saveApproval(tx: Transaction, id: ExceptionId): Promise<void> {
  await tx.sql`
    update people.three_in_one_exception
       set approved_by = ${tx.actor.accountId}, approved_by_name = ${tx.actor.name},
           approved_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
}

/** The request ends here, refused or taken back; the reason stands beside it. */
export async function saveEnd(
  tx: Transaction,
  id: ExceptionId,
  end: { how: 'rejected' | 'withdrawn'; reason: string },
): Promise<void> {
  await tx.sql`
    update people.three_in_one_exception
       set ended_how = ${end.how}, ended_by_name = ${tx.actor.name}, ended_at = ${tx.now},
           ended_reason = ${end.reason}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
}
