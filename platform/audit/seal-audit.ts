import { createHash } from 'node:crypto';
import type { Transaction } from '../postgres/transaction.ts';

/** What of an entry the chain covers: all of it. */
export type ChainedEntry = {
  id: string;
  occurredAt: string;
  accountId: string | null;
  actorName: string;
  operation: string;
  subjectId: string | null;
  detail: unknown;
  requestId: string;
};

/** Stands before the first entry. */
export const genesis = Buffer.alloc(32);
const sealLockClass = 4_727_002;

/** The hash of an entry and of the chain before it: changing or dropping one breaks all later. */
export function chainHash(previous: Uint8Array, entry: ChainedEntry): Buffer {
  const content = JSON.stringify([
    entry.id,
    entry.occurredAt,
    entry.accountId,
    entry.actorName,
    entry.operation,
    entry.subjectId,
    canonical(entry.detail),
    entry.requestId,
  ]);
  return createHash('sha256').update(previous).update(content).digest();
}

/** jsonb gives keys back in its own order; the hash must not depend on it. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, canonical(item)]),
  );
}

/** Links the waiting entries of the transaction's tenant; answers how many. */
export async function sealAudit(tx: Transaction, max = 2000): Promise<number> {
  await tx.sql`select pg_advisory_xact_lock(${sealLockClass}, ${tx.shardKey})`;
  const entries = await tx.sql<ChainedEntry>`
    select e.id, e.occurred_at as "occurredAt", e.account_id as "accountId",
           e.actor_name as "actorName", e.operation, e.subject_id as "subjectId", e.detail,
           e.request_id as "requestId"
      from platform.audit_waiting w
      join platform.audit_entry e
        on e.shard_key = w.shard_key and e.tenant_id = w.tenant_id and e.id = w.entry_id
     where w.shard_key = ${tx.shardKey} and w.tenant_id = ${tx.tenantId}
     order by e.id
     limit ${max}`;
  if (entries.length === 0) return 0;
  const [last] = await tx.sql<{ seq: number; hash: Buffer }>`
    select seq, hash from platform.audit_chain
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
     order by seq desc limit 1`;
  await insertLinks(tx, entries, last ?? { seq: 0, hash: genesis });
  return entries.length;
}

async function insertLinks(
  tx: Transaction,
  entries: readonly ChainedEntry[],
  last: { seq: number; hash: Buffer },
): Promise<void> {
  const hashes: Buffer[] = [];
  let previous = last.hash;
  for (const entry of entries) {
    previous = chainHash(previous, entry);
    hashes.push(previous);
  }
  const ids = entries.map((entry) => entry.id);
  const before = [last.hash, ...hashes.slice(0, -1)];
  await tx.sql`
    insert into platform.audit_chain (shard_key, tenant_id, seq, entry_id, previous_hash, hash, sealed_at)
    select ${tx.shardKey}, ${tx.tenantId}, ${last.seq} + link.place, link.entry_id,
           link.previous_hash, link.hash, ${tx.now}
      from unnest(${ids}::uuid[], ${before}::bytea[], ${hashes}::bytea[])
           with ordinality as link (entry_id, previous_hash, hash, place)`;
  await tx.sql`
    delete from platform.audit_waiting
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and entry_id = any (${ids}::uuid[])`;
}
