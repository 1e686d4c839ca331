import type { gigAdmissionContract as contract, Input } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { BlockEntryView } from './block-entry.store.ts';

/** The newest first; what was removed stays readable. */
export async function listBlockEntries(
  tx: Transaction,
  input: Input<typeof contract.listBlockEntries>,
) {
  const limit = input.limit ?? 100;
  const rows = await tx.sql<BlockEntryView>`
    select id, kind, name, document_kind as "documentKind", document_masked as "documentMasked",
           reason, added_by as "addedBy", added_at as "addedAt", removed_at as "removedAt"
      from gig.block_entry
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and (${input.kind ?? null}::text is null or kind = ${input.kind ?? null})
       and (${input.after ?? null}::text is null or id::text < ${input.after ?? null})
     order by id desc limit ${limit + 1}`;
  const shown = rows.slice(0, limit);
  return ok({ rows: shown, next: rows.length > limit ? shown.at(-1)!.id : null });
}
