import type { Input, platformContract as contract } from '@heyi/contract';
import { formatId, type Id, type Instant, ok, parseId } from '@heyi/kernel';
import type { Transaction } from '../postgres/transaction.ts';
import { idTextAmong, uuidOfIdText } from './id-text.ts';

type AuditRow = {
  id: Id<'aud'>;
  occurredAt: Instant;
  actorName: string;
  operation: string;
  subjectId: string | null;
  detail: Record<string, unknown>;
  requestId: string;
  sealSequence: number | null;
};

/** What was done in the tenant, the newest first; of one subject or one operation when asked. */
export async function listAuditEntries(
  tx: Transaction,
  input: Input<typeof contract.listAuditEntries>,
) {
  const limit = input.limit ?? 100;
  const subject = input.subjectId === undefined ? null : uuidOfIdText(input.subjectId);
  if (input.subjectId !== undefined && subject === null) return ok({ rows: [], next: null });
  const after = parseId('aud', input.after ?? '');
  const rows = await tx.sql<AuditRow>`
    select e.id, e.occurred_at as "occurredAt", e.actor_name as "actorName", e.operation,
           e.subject_id as "subjectId", e.detail, e.request_id as "requestId",
           c.seq as "sealSequence"
      from platform.audit_entry e
      left join platform.audit_chain c
        on c.shard_key = e.shard_key and c.tenant_id = e.tenant_id and c.entry_id = e.id
     where e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId}
       and (${after}::uuid is null or e.id < ${after})
       and (${subject}::uuid is null or e.subject_id = ${subject})
       and (${input.operation ?? null}::text is null or e.operation = ${input.operation ?? null})
     order by e.id desc
     limit ${limit + 1}`;
  const shown = rows.slice(0, limit);
  return ok({
    rows: shown.map(({ subjectId, ...row }) => ({
      ...row,
      subjectId: subjectId && idTextAmong(row.detail, subjectId),
    })),
    next: rows.length > limit ? formatId('aud', shown.at(-1)!.id) : null,
  });
}
