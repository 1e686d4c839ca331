import { addSeconds, type Instant } from '@heyi/kernel';
import type { Stamp, Transaction } from '@heyi/platform';
import type { DocumentId } from '../document/document.ts';

export type Waiting = { readonly id: DocumentId; readonly sha256: Buffer };

/** Papers of the tenant whose stamp may be asked for now; the one, when one is named. */
export async function dueDocuments(
  tx: Transaction,
  one: DocumentId | null,
  limit: number,
): Promise<Waiting[]> {
  return tx.sql<Waiting>`
    select d.id, d.sha256
      from evidence.stamp_wait w
      join evidence.document d
        on d.shard_key = w.shard_key and d.tenant_id = w.tenant_id and d.id = w.document_id
     where w.shard_key = ${tx.shardKey} and w.tenant_id = ${tx.tenantId}
       and w.next_at <= ${tx.now}
       and (${one}::uuid is null or w.document_id = ${one})
     order by w.next_at, d.id
     limit ${limit}`;
}

/** The first token stays: another runner may have come first. */
export async function keepStamp(
  tx: Transaction,
  id: DocumentId,
  kept: { stamp: Stamp; nonce: string; authority: string; trusted: string },
): Promise<void> {
  const { stamp, nonce, authority, trusted } = kept;
  await tx.sql`
    insert into evidence.time_stamp (
           shard_key, tenant_id, document_id, token, stamped_at, serial, policy, authority, nonce,
           chain_pem, received_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${id}, ${stamp.tokenDer}, ${stamp.stampedAt},
            ${stamp.serial}, ${stamp.policy}, ${authority}, ${nonce}, ${trusted}, ${tx.now})
        on conflict do nothing`;
  await tx.sql`
    delete from evidence.stamp_wait
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and document_id = ${id}`;
}

const minuteSeconds = 60;
const waitSecondsMax = 3_600;
/** Two to the sixth is more than an hour of minutes. */
const doublingsMax = 6;

/** A minute, then twice as long each time, an hour at most: an authority may be away for a day. */
export async function postponeStamp(
  tx: Transaction,
  id: DocumentId,
  failure: { code: string; words: string },
): Promise<void> {
  const [row] = await tx.sql<{ attempts: number }>`
    select attempts from evidence.stamp_wait
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and document_id = ${id}
       for update`;
  if (!row) return;
  const seconds = minuteSeconds * 2 ** Math.min(row.attempts, doublingsMax);
  const next: Instant = addSeconds(tx.now, Math.min(seconds, waitSecondsMax));
  await tx.sql`
    update evidence.stamp_wait
       set attempts = attempts + 1, failure = ${failure.code}, next_at = ${next},
           failure_words = ${failure.words.slice(0, 300)}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and document_id = ${id}`;
}
