import type { Transaction } from '../postgres/transaction.ts';
import { type ChainedEntry, chainHash, genesis } from './seal-audit.ts';

type Link = ChainedEntry & { seq: number; previousHash: Buffer; hash: Buffer };

const linksAtOnce = 5000;

/**
 * Recomputes the chain of the transaction's tenant. `brokenAt` is the first place that does not
 * follow; after the last place it means that entries were cut off the end.
 */
export async function checkChain(
  tx: Transaction,
): Promise<{ entries: number; brokenAt: number | null }> {
  let previous: Buffer = genesis;
  let entries = 0;
  let brokenAt: number | null = null;
  let lastSeq = 0;
  for (;;) {
    const links = await linksAfter(tx, lastSeq);
    for (const link of links) {
      entries += 1;
      const follows = link.seq === entries && link.previousHash.equals(previous);
      if (!follows || !chainHash(previous, link).equals(link.hash)) brokenAt ??= entries;
      previous = link.hash;
      lastSeq = link.seq;
    }
    if (links.length < linksAtOnce) break;
  }
  if (brokenAt === null && (await hasLooseEntry(tx))) brokenAt = entries + 1;
  return { entries, brokenAt };
}

async function linksAfter(tx: Transaction, seq: number): Promise<Link[]> {
  return tx.sql<Link>`
    select c.seq, c.previous_hash as "previousHash", c.hash, e.id, e.occurred_at as "occurredAt",
           e.account_id as "accountId", e.actor_name as "actorName", e.operation,
           e.subject_id as "subjectId", e.detail, e.request_id as "requestId"
      from platform.audit_chain c
      join platform.audit_entry e
        on e.shard_key = c.shard_key and e.tenant_id = c.tenant_id and e.id = c.entry_id
     where c.shard_key = ${tx.shardKey} and c.tenant_id = ${tx.tenantId} and c.seq > ${seq}
     order by c.seq
     limit ${linksAtOnce}`;
}

/** An entry that is neither linked nor waits for the sealer: its link was taken away. */
async function hasLooseEntry(tx: Transaction): Promise<boolean> {
  const [row] = await tx.sql<{ loose: boolean }>`
    select exists (
      select 1 from platform.audit_entry e
       where e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId}
         and not exists (select from platform.audit_chain c
                          where c.shard_key = e.shard_key and c.tenant_id = e.tenant_id
                            and c.entry_id = e.id)
         and not exists (select from platform.audit_waiting w
                          where w.shard_key = e.shard_key and w.tenant_id = e.tenant_id
                            and w.entry_id = e.id)) as loose`;
  return row!.loose;
}
