import type { gigAdmissionContract as contract, Output } from '@heyi/contract';
import { type Id, newId } from '@heyi/kernel';
import { documentHash, type DocumentKind } from '@heyi/people';
import { maskDocumentNumber, tenantCipher, type Transaction } from '@heyi/platform';
import type { BlockKind } from '../worker/admission.ts';

export type BlockEntryId = Id<'blk'>;
export type BlockEntryView = Output<typeof contract.addBlockEntry>;

export type NewBlockEntry = {
  readonly kind: BlockKind;
  readonly name: string;
  readonly documentKind: DocumentKind;
  readonly documentNumber: string;
  readonly reason: string;
};

/** Null when the list already holds the document. */
export async function insertBlockEntry(
  tx: Transaction,
  entry: NewBlockEntry,
): Promise<BlockEntryId | null> {
  const cipher = await tenantCipher(tx);
  const id: BlockEntryId = newId<'blk'>();
  const inserted = await tx.sql`
    insert into gig.block_entry (shard_key, tenant_id, id, kind, name, document_kind, document_hash,
                                 document_masked, reason, added_by, added_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${id}, ${entry.kind}, ${entry.name},
            ${entry.documentKind}, ${documentHash(cipher, entry.documentKind, entry.documentNumber)},
            ${maskDocumentNumber(entry.documentNumber)}, ${entry.reason}, ${tx.actor.name}, ${tx.now})
    on conflict (shard_key, tenant_id, kind, document_kind, document_hash) where removed_at is null
    do nothing
    returning id`;
  return inserted.length === 0 ? null : id;
}

export async function blockEntryOf(
  tx: Transaction,
  id: BlockEntryId,
): Promise<(BlockEntryView & { documentHash: Buffer }) | null> {
  const [row] = await tx.sql<BlockEntryView & { documentHash: Buffer }>`
    select id, kind, name, document_kind as "documentKind", document_masked as "documentMasked",
           document_hash as "documentHash", reason, added_by as "addedBy", added_at as "addedAt",
           removed_at as "removedAt"
      from gig.block_entry
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
  return row ?? null;
}
