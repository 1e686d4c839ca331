import type { gigAdmissionContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { judgeDocument } from '../worker/judge-workers.ts';
import { blockEntryOf } from './block-entry.store.ts';

export async function removeBlockEntry(
  tx: Transaction,
  input: Input<typeof contract.removeBlockEntry>,
) {
  const removed = await tx.sql`
    update gig.block_entry set removed_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and id = ${input.blockEntryId} and removed_at is null
    returning id`;
  if (removed.length === 0) return fail({ code: 'block_entry.not_found' as const });
  const entry = (await blockEntryOf(tx, input.blockEntryId))!;
  await judgeDocument(tx, entry.documentKind, entry.documentHash, '移出名单');
  return ok({});
}
